//! Attendance: who was in the room and how that is known, and the code the room shows.

mod check_in;
pub mod decide;
mod grpc;
mod lists;
mod qr;
mod record;
mod refusals;
mod store;
pub mod takeover;
mod types;
pub mod venue;
mod wire;

pub use check_in::{Arrival, check_in};
pub use grpc::Desk;
pub use lists::{Listing, list};
pub use record::record;
pub use refusals::Refusal;
pub use types::{Counts, Dictated, Disposition, Kind, Method, Outcome, Row, State, Word};
pub use venue::{Shown, Venue, Verdict};

use crate::access::Visit;
use crate::base::{Id, Result};
use chrono::{DateTime, Datelike, Utc};
use sqlx::PgConnection;
use store::Entry;

/// The code that the room of an open meeting shows now.
pub async fn show(visit: &mut Visit, meeting: Id) -> Result<Shown> {
    let now = visit.now();
    if !store::is_open(visit.conn(), meeting).await? {
        return Err(Refusal::NotOpen.into());
    }
    Ok(Venue::new(visit.keys(), meeting).show(now))
}

impl Entry {
    /// The member's row as the words known now decide it.
    fn row(self, frame: decide::Frame) -> Row {
        let standing = (self.standing.activity, self.standing.relation);
        let settled = decide::settle(frame, standing, &self.words);
        Row {
            standing: self.standing,
            name: self.name,
            state: settled.state,
            word: settled.word.cloned(),
        }
    }
}

/// Makes room for the meetings of this year and the two to come.
pub async fn make_room(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<()> {
    for year in now.year()..=now.year() + 2 {
        store::add_partitions(conn, year).await?;
    }
    Ok(())
}
