//! Activation codes, kept as keyed hashes.

use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A slip as it is kept.
#[derive(Clone, Debug)]
pub(in crate::identity) struct SlipRow {
    pub id: Id,
    pub code_lookup: Vec<u8>,
    pub expires_at: DateTime<Utc>,
    pub wrong_tries: i32,
    pub used_at: Option<DateTime<Utc>>,
    /// The session it began.
    pub session: Option<Id>,
}

/// A slip to be written.
#[derive(Debug)]
pub(in crate::identity) struct NewSlip {
    pub id: Id,
    pub member: Id,
    pub code_lookup: [u8; 32],
    pub issued_by: Option<Id>,
    pub expires_at: DateTime<Utc>,
}

/// Kills a member's unused slip and writes the new one. Two who print at once do so one after the other.
pub(in crate::identity) async fn replace_slip(
    conn: &mut PgConnection,
    slip: &NewSlip,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('identity.activation_codes' || $1::text, 0)) as "locked: ()""#,
        slip.member.to_string(),
    )
    .fetch_one(&mut *conn)
    .await?;
    sqlx::query!(
        "update identity.activation_codes
         set replaced_at = $2
         where member = $1
           and used_at is null
           and replaced_at is null",
        slip.member,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into identity.activation_codes (id, member, code_lookup, issued_by, issued_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
        slip.id,
        slip.member,
        &slip.code_lookup,
        slip.issued_by,
        now,
        slip.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes a member's unused slip worth nothing.
pub(in crate::identity) async fn void_slip(
    conn: &mut PgConnection,
    member: Id,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update identity.activation_codes
         set replaced_at = $2
         where member = $1
           and used_at is null
           and replaced_at is null",
        member,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A member's living slip, else the one used last, locked: the tries of one slip are judged one after the other.
pub(in crate::identity) async fn lock_slip(conn: &mut PgConnection, member: Id) -> Result<Option<SlipRow>> {
    let row = sqlx::query_as!(
        SlipRow,
        "select id, code_lookup, expires_at, wrong_tries, used_at, session
         from identity.activation_codes
         where member = $1
           and replaced_at is null
         order by used_at desc nulls first
         limit 1
         for update",
        member,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// Counts a wrong code against a slip.
pub(in crate::identity) async fn count_wrong_try(conn: &mut PgConnection, slip: Id) -> Result<()> {
    sqlx::query!(
        "update identity.activation_codes
         set wrong_tries = wrong_tries + 1
         where id = $1
           and used_at is null",
        slip,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Uses a slip up: it began a session.
pub(in crate::identity) async fn use_slip(
    conn: &mut PgConnection,
    slip: Id,
    session: Id,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update identity.activation_codes
         set used_at = $2,
             session = $3
         where id = $1",
        slip,
        now,
        session,
    )
    .execute(conn)
    .await?;
    Ok(())
}
