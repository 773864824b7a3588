//! Plans that changed: the meeting carries what holds now, a row beside it what held before.

use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;
use std::ops::Bound;

/// Beginning and end, as planned.
type Times = (DateTime<Utc>, DateTime<Utc>);

/// A change of a plan, and who made it.
#[derive(Clone, Copy, Debug)]
pub(in crate::meetings) struct PlanChange<'a> {
    pub(in crate::meetings) meeting: Id,
    pub(in crate::meetings) changed_at: DateTime<Utc>,
    pub(in crate::meetings) changed_by: Id,
    pub(in crate::meetings) reason: &'a str,
    /// The times that no longer hold.
    pub(in crate::meetings) was: Times,
}

/// Another time; the first one the branch was called for stays on record.
pub(in crate::meetings) async fn postpone(
    conn: &mut PgConnection,
    change: &PlanChange<'_>,
    becomes: Times,
) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings
         set starts_at = $2,
             ends_at = $3,
             postponed_from = coalesce(postponed_from, starts_at),
             postponed_at = $4,
             change_reason = $5,
             version = version + 1
         where id = $1",
        change.meeting,
        becomes.0,
        becomes.1,
        change.changed_at,
        change.reason,
    )
    .execute(&mut *conn)
    .await?;
    record(conn, change, Some(becomes)).await
}

/// Called off.
pub(in crate::meetings) async fn cancel(conn: &mut PgConnection, change: &PlanChange<'_>) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings
         set state = 'CANCELLED',
             cancelled_at = $2,
             change_reason = $3,
             version = version + 1
         where id = $1",
        change.meeting,
        change.changed_at,
        change.reason,
    )
    .execute(&mut *conn)
    .await?;
    record(conn, change, None).await
}

async fn record(conn: &mut PgConnection, change: &PlanChange<'_>, becomes: Option<Times>) -> Result<()> {
    sqlx::query!(
        "insert into meetings.plan_changes (meeting, changed_at, changed_by, reason, was, becomes)
         values ($1, $2, $3, $4, $5, $6)",
        change.meeting,
        change.changed_at,
        change.changed_by,
        change.reason,
        range(change.was),
        becomes.map(range),
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn range((start, end): Times) -> PgRange<DateTime<Utc>> {
    PgRange {
        start: Bound::Included(start),
        end: Bound::Excluded(end),
    }
}
