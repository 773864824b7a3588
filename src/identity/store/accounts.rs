//! Accounts and the days they were used.

use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// The hash of a member's password, when there is an account.
pub(in crate::identity) async fn password_hash(
    conn: &mut PgConnection,
    member: Id,
) -> Result<Option<String>> {
    let hash = sqlx::query_scalar!(
        "select password_hash
         from identity.accounts
         where member = $1",
        member,
    )
    .fetch_optional(conn)
    .await?;
    Ok(hash)
}

/// Opens accounts with one password hash, or gives those that exist this one. The first activation is never overwritten.
pub(in crate::identity) async fn set_password(
    conn: &mut PgConnection,
    members: &[Id],
    hash: &str,
    moments: &[DateTime<Utc>],
) -> Result<()> {
    sqlx::query!(
        "insert into identity.accounts (member, password_hash, first_activated_at, password_set_at)
         select member, $2, moment, moment
         from unnest($1::uuid[], $3::timestamptz[]) as activated (member, moment)
         on conflict (member) do update
         set password_hash = excluded.password_hash,
             password_set_at = excluded.password_set_at",
        members,
        hash,
        moments,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down that members used the app on days.
pub(in crate::identity) async fn insert_activity_days(
    conn: &mut PgConnection,
    members: &[Id],
    days: &[NaiveDate],
) -> Result<()> {
    sqlx::query!(
        "insert into identity.activity_days (member, day)
         select member, day
         from unnest($1::uuid[], $2::date[]) as used (member, day)
         on conflict do nothing",
        members,
        days,
    )
    .execute(conn)
    .await?;
    Ok(())
}
