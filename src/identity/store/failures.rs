//! Wrong tries, by a keyed hash of what was tried.

use crate::base::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// How often something was tried wrongly.
#[derive(Clone, Copy, Debug)]
pub(in crate::identity) struct FailureRow {
    pub wrong: i32,
    pub last_at: DateTime<Utc>,
    pub blocked_until: DateTime<Utc>,
}

/// The wrong tries of a subject.
pub(in crate::identity) async fn failures_of(
    conn: &mut PgConnection,
    subject: &[u8],
) -> Result<Option<FailureRow>> {
    let row = sqlx::query_as!(
        FailureRow,
        "select wrong, last_at, blocked_until
         from identity.failures
         where subject = $1",
        subject,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// The same, locked until the transaction ends: tries of one subject are judged one after the other.
pub(in crate::identity) async fn lock_failures(
    conn: &mut PgConnection,
    subject: &[u8],
    now: DateTime<Utc>,
) -> Result<FailureRow> {
    let row = sqlx::query_as!(
        FailureRow,
        "insert into identity.failures (subject, wrong, last_at, blocked_until)
         values ($1, 0, $2, $2)
         on conflict (subject) do update
         set subject = excluded.subject
         returning wrong, last_at, blocked_until",
        subject,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(row)
}

/// Writes down one more.
pub(in crate::identity) async fn set_failures(
    conn: &mut PgConnection,
    subject: &[u8],
    failures: FailureRow,
) -> Result<()> {
    sqlx::query!(
        "update identity.failures
         set wrong = $2,
             last_at = $3,
             blocked_until = $4
         where subject = $1",
        subject,
        failures.wrong,
        failures.last_at,
        failures.blocked_until,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets them: the right password was given.
pub(in crate::identity) async fn delete_failures(conn: &mut PgConnection, subject: &[u8]) -> Result<()> {
    sqlx::query!("delete from identity.failures where subject = $1", subject)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets those that no longer count.
pub(in crate::identity) async fn delete_failures_before(
    conn: &mut PgConnection,
    moment: DateTime<Utc>,
) -> Result<u64> {
    let done = sqlx::query!("delete from identity.failures where last_at < $1", moment)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}
