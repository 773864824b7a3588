//! The lock that every step takes: of two who do the same one wins.

use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A meeting whose row is locked until the transaction ends.
#[derive(Clone, Debug)]
pub(in crate::meetings) struct Locked {
    pub(in crate::meetings) kind: String,
    pub(in crate::meetings) state: String,
    pub(in crate::meetings) version: i32,
    pub(in crate::meetings) starts_at: DateTime<Utc>,
    pub(in crate::meetings) ends_at: DateTime<Utc>,
    pub(in crate::meetings) issued_at: Option<DateTime<Utc>>,
    pub(in crate::meetings) opened_at: Option<DateTime<Utc>>,
}

pub(in crate::meetings) async fn lock(conn: &mut PgConnection, meeting: Id) -> Result<Option<Locked>> {
    let locked = sqlx::query_as!(
        Locked,
        "select kind, state, version, starts_at, ends_at, issued_at, opened_at
         from meetings.meetings
         where id = $1
         for update",
        meeting,
    )
    .fetch_optional(conn)
    .await?;
    Ok(locked)
}
