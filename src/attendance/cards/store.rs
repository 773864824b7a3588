//! The SQL of cards.

use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A card as it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stored {
    pub(super) member: Id,
    pub(super) is_revoked: bool,
}

pub(super) async fn insert(
    conn: &mut PgConnection,
    (id, member): (Id, Id),
    (by, now): (Id, DateTime<Utc>),
) -> Result<()> {
    sqlx::query!(
        "insert into attendance.cards (id, member, issued_at, issued_by) values ($1, $2, $3, $4)",
        id,
        member,
        now,
        by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks the living card of a member as revoked; whether there was one.
pub(super) async fn revoke(
    conn: &mut PgConnection,
    member: Id,
    (by, now): (Id, DateTime<Utc>),
) -> Result<bool> {
    // Of two who issue at once the second waits for the first, and its card is the one that lives.
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('attendance.cards', 0) # hashtextextended($1::uuid::text, 0)) as "locked: ()""#,
        member,
    )
    .fetch_one(&mut *conn)
    .await?;
    let revoked = sqlx::query!(
        "update attendance.cards
         set revoked_at = $2, revoked_by = $3
         where member = $1
           and revoked_at is null",
        member,
        now,
        by,
    )
    .execute(conn)
    .await?;
    Ok(revoked.rows_affected() > 0)
}

pub(super) async fn find(conn: &mut PgConnection, id: Id) -> Result<Option<Stored>> {
    let found = sqlx::query_as!(
        Stored,
        r#"select member, revoked_at is not null as "is_revoked!" from attendance.cards where id = $1"#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found)
}
