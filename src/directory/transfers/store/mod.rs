//! SQL of transfers and of the steps that were taken: what writes here, what reads beside it.

mod read;
mod turn;

pub(super) use read::{Listing, around, member_and_sides, read, steps};
pub(super) use turn::{Turn, count_open_at, open_around, turn};

use super::Refusal;
use super::decide::State;
use crate::base::{Id, Result};
use crate::db;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// A step to be written.
pub(super) struct Step<'a> {
    pub(super) id: Id,
    pub(super) transfer: Id,
    pub(super) name: &'a str,
    pub(super) by: Id,
    pub(super) note: &'a str,
}

/// Writes a transfer that was asked for; of one member one at a time.
pub(super) async fn insert(
    conn: &mut PgConnection,
    (id, member): (Id, Id),
    (from, to): (Id, Id),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let written = sqlx::query!(
        "insert into directory.transfers (id, member, from_organization, to_organization, state, reason, created_at)
         values ($1, $2, $3, $4, 'REQUESTED', $5, $6)",
        id,
        member,
        from,
        to,
        reason,
        now,
    )
    .execute(conn)
    .await;
    db::on_constraint(written, "transfers_one_open", || Refusal::TransferOpen)?;
    Ok(())
}

/// Keeps a step.
pub(super) async fn insert_step(conn: &mut PgConnection, step: &Step<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into directory.transfer_steps (id, transfer, step, taken_by, taken_at, note)
         values ($1, $2, $3, $4, $5, $6)",
        step.id,
        step.transfer,
        step.name,
        step.by,
        now,
        step.note,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Two who take a step of one transfer do so one after the other.
pub(super) async fn lock(conn: &mut PgConnection, id: Id) -> Result<()> {
    sqlx::query!("select id from directory.transfers where id = $1 for update", id)
        .fetch_optional(conn)
        .await?;
    Ok(())
}

/// Keeps the decision, and by when the transfer is to be done.
pub(super) async fn introduce(
    conn: &mut PgConnection,
    id: Id,
    decision_number: &str,
    (decided, due): (NaiveDate, NaiveDate),
) -> Result<()> {
    sqlx::query!(
        "update directory.transfers
         set decision_number = $2, decided_on = $3, due_on = $4
         where id = $1",
        id,
        decision_number,
        decided,
        due,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// From now on the side it goes to sees it.
pub(super) async fn hand_over(conn: &mut PgConnection, id: Id, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update directory.transfers set handed_over_at = $2 where id = $1",
        id,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn set_state(conn: &mut PgConnection, id: Id, state: State) -> Result<()> {
    sqlx::query!(
        "update directory.transfers set state = $2 where id = $1",
        id,
        state.name()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Withdraws what is open of a member who is none any more.
pub(in crate::directory) async fn drop_open(conn: &mut PgConnection, member: Id) -> Result<()> {
    sqlx::query!(
        "update directory.transfers
         set state = 'WITHDRAWN'
         where member = $1
           and state not in ('COMPLETED', 'REFUSED', 'WITHDRAWN')",
        member,
    )
    .execute(conn)
    .await?;
    Ok(())
}
