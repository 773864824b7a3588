//! Sessions that died before their access tokens did. Every instance reads them into memory each second.

use super::Caller;
use crate::base::{Id, Result};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

/// Longer than any access token lives, plus what clocks may differ.
const REMEMBERED: TimeDelta = TimeDelta::minutes(45);

/// The revoked sessions this instance knows of.
#[derive(Clone, Debug, Default)]
pub struct Revoked(Arc<RwLock<HashSet<Id>>>);

impl Revoked {
    /// Whether the caller's session is known to be dead.
    pub fn holds(&self, caller: &Caller) -> bool {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&caller.session)
    }

    /// Reads what is revoked now in place of what was known.
    pub async fn refresh(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> Result<()> {
        let sessions =
            sqlx::query_scalar!("select session from access.revocations where forget_at > $1", now)
                .fetch_all(conn)
                .await?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = sessions.into_iter().collect();
        Ok(())
    }
}

/// Whether the caller's session was revoked, as the database says it.
pub(super) async fn is_dead(conn: &mut PgConnection, caller: &Caller) -> Result<bool> {
    let dead = sqlx::query_scalar!(
        r#"select exists (select from access.revocations where session = $1) as "dead!""#,
        caller.session,
    )
    .fetch_one(conn)
    .await?;
    Ok(dead)
}

/// Revokes sessions in the caller's transaction.
pub async fn revoke(conn: &mut PgConnection, sessions: &[Id], now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into access.revocations (session, revoked_at, forget_at)
         select session, $2, $3
         from unnest($1::uuid[]) as session
         on conflict (session) do nothing",
        sessions,
        now,
        now + REMEMBERED,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets revocations whose tokens have expired on their own.
pub async fn forget(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!("delete from access.revocations where forget_at <= $1", now)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}
