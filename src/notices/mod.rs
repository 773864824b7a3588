//! The inbox: one row a notice, addressed to an organisation or to members; a member's own row appears when it is read.
//!
//! A notice to an organisation is for those who belong to it on the day it is written, at home there or for a time. The
//! call of a meeting yet to come is also for whoever joins before.

mod types;
mod account;
mod cursor;
mod decide;
mod following;
mod inbox;
mod place;
mod publish;
mod receipts;
mod refusal;
mod store;
mod wire;
mod grpc;

pub use account::{Begun, tell_of_session};
pub use following::tell_of_following;
pub use grpc::Desk;
pub use inbox::{confirm, newest, since};
pub use place::NoticePlace;
pub use publish::{publish, recall};
pub use receipts::{IssuedPlace, receipts};
pub use refusal::Refusal;
pub use types::{
    Addressee, Counts, Inbox, Kind, NewNotice, Notice, Part, Publication, Receipts, Recipient, Seen, Shown,
};

use crate::access::Visit;
use crate::base::{Id, Result, ids, vietnam};
use crate::directory::organizations::{self, Succession};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use store::Publishing;

/// Puts a notice into the inboxes it is addressed to, in the transaction of what it tells about.
pub async fn queue(conn: &mut PgConnection, now: DateTime<Utc>, notice: &NewNotice) -> Result<Id> {
    let id = ids::at(now);
    store::insert_notice(conn, (id, now), notice, Publishing::default()).await?;
    Ok(id)
}

/// How many notices were addressed to some organisations: they stay with those who belonged there on their day.
pub async fn addressed_to(conn: &mut PgConnection, organizations: &[Id]) -> Result<i64> {
    store::count_addressed(conn, organizations).await
}

/// Notices that reached what an event ended only after its last day are those of whoever carries on: nobody loses what
/// arrived while the decision was on its way.
pub async fn carry(conn: &mut PgConnection, now: DateTime<Utc>, event: Id) -> Result<()> {
    for Succession { ended, heir, day } in organizations::ended_by(conn, event, vietnam::day_of(now)).await? {
        store::hand_over(conn, (ended, heir), vietnam::start_of(day)).await?;
    }
    Ok(())
}

/// How far each of some members has read what was told about a meeting; who has read nothing of it is left out.
pub async fn seen(conn: &mut PgConnection, meeting: Id, members: &[Id]) -> Result<Vec<Seen>> {
    store::readings_of(conn, meeting, members).await
}

/// Records that the caller has read the notice; the first time counts.
pub async fn read(visit: &mut Visit, notice: Id) -> Result<Notice> {
    let (reader, now) = (visit.caller().member, visit.now());
    store::record_reading(visit.conn(), notice, reader, now).await?;
    store::find_notice(visit.conn(), notice, reader).await
}

/// Records that the caller has taken note, and so has read it; the first time counts.
pub async fn acknowledge(visit: &mut Visit, notice: Id) -> Result<Notice> {
    let (reader, now) = (visit.caller().member, visit.now());
    let found = store::find_notice(visit.conn(), notice, reader).await?;
    if found.recalled_at.is_some() {
        return Err(Refusal::Recalled.into());
    }
    store::record_reading(visit.conn(), notice, reader, now).await?;
    store::record_acknowledgement(visit.conn(), notice, reader, now).await?;
    store::find_notice(visit.conn(), notice, reader).await
}
