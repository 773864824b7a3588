//! Signing keys. Private halves are sealed.

use super::super::keys::AFTERGLOW;
use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A signing key as it is kept.
#[derive(Debug)]
pub(in crate::identity) struct KeyRow {
    pub kid: Id,
    pub private_sealed: Vec<u8>,
    pub signs_from: DateTime<Utc>,
    pub signs_until: DateTime<Utc>,
}

/// Lets one instance at a time decide about keys.
pub(in crate::identity) async fn lock_keys(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!(r#"select pg_advisory_xact_lock(hashtext('identity.signing_keys')) as "locked: ()""#)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// The keys that sign, will sign, or signed tokens that still live.
pub(in crate::identity) async fn keys_in_force(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
) -> Result<Vec<KeyRow>> {
    let rows = sqlx::query_as!(
        KeyRow,
        "select kid, private_sealed, signs_from, signs_until
         from identity.signing_keys
         where dropped_at is null
           and signs_until > $1
         order by signs_from",
        now - AFTERGLOW,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Writes a new key.
pub(in crate::identity) async fn insert_key(
    conn: &mut PgConnection,
    key: &KeyRow,
    public: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into identity.signing_keys (kid, private_sealed, public_key, created_at, signs_from, signs_until)
         values ($1, $2, $3, $4, $5, $6)",
        key.kid,
        key.private_sealed,
        public,
        now,
        key.signs_from,
        key.signs_until,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// No key signs from this moment on; one that would have begun later never does.
pub(in crate::identity) async fn retire_keys(conn: &mut PgConnection, moment: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update identity.signing_keys
         set signs_until = greatest(signs_from, $1)
         where dropped_at is null
           and signs_until > $1",
        moment,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Drops every key.
pub(in crate::identity) async fn drop_keys(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update identity.signing_keys
         set dropped_at = $1
         where dropped_at is null",
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
