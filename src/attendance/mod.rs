//! Attendance: who was in the room and how that is known, and the code the room shows.

mod about_words;
mod by_hand;
pub mod cards;
mod check_in;
pub mod decide;
pub mod forecast;
mod disputes;
mod forgotten;
mod grpc;
mod lane;
mod lists;
pub mod offline;
pub mod paper;
mod phoneless;
mod presence;
mod qr;
mod refusals;
mod store;
mod sums;
pub mod takeover;
mod types;
pub mod venue;
mod watch;
mod wire;
mod words;

pub use about_words::{confirm, void};
pub use by_hand::{amend, record, record_many};
pub use check_in::{Arrival, check_in};
pub use disputes::{dispute, uphold};
pub use forgotten::close_forgotten;
pub use grpc::Desk;
pub use lane::{Lane, Scan, Served, Width, at_one_go};
pub use lists::{Listing, list};
pub use phoneless::Refusal as PhonelessRefusal;
pub use presence::{Presence, Present, presence};
pub use refusals::Refusal;
pub use sums::{Base, Counts, Header, Kinds, Rate};
pub use types::{
    Amended, Answer, Answered, Dictated, Disposition, Dispute, Kind, Method, Outcome, Row, State, Word,
};
pub use venue::{Shown, Venue, Verdict};
pub use words::{Said, said};

use crate::access::Visit;
use crate::base::{Id, Result};
use crate::meetings::{Accepted, ReasonKind};
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
    /// The member's row as the words known now decide it. Amendments stand beside what was sealed without them.
    fn row(self, frame: decide::Frame) -> Row {
        let standing = (self.standing.activity, self.standing.relation);
        let granted = self.granted.as_ref();
        let before = self.words.iter().filter(|word| !word.is_amendment);
        let sealed = decide::excuse(decide::settle(frame, standing, before), granted);
        let amendment = self
            .words
            .iter()
            .filter(|word| word.is_amendment)
            .max_by_key(|word| (word.occurred_at, word.event));
        Row {
            standing: self.standing,
            state: sealed.state,
            word: sealed.word.cloned(),
            left_at: sealed.left.and_then(|left| left.left_at),
            amended: amendment.map(|word| Amended {
                state: decide::excuse(decide::settle(frame, standing, &self.words), granted).state,
                word: word.clone(),
            }),
            name: self.name,
        }
    }
}

impl Word {
    /// A wish to stay away that was granted, in the form of a word.
    fn granted(accepted: Accepted) -> Self {
        Self {
            event: Id::nil(),
            kind: Kind::Excuse,
            method: Method::ByReply,
            late: None,
            disposition: Disposition::Recorded,
            reason: accepted.reason,
            reason_kind: accepted
                .reason_kind
                .as_deref()
                .and_then(|kind| ReasonKind::read(kind).ok()),
            refers_to: None,
            left_at: None,
            is_amendment: false,
            actor: accepted.by,
            actor_name: accepted.by_name,
            occurred_at: accepted.at,
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
