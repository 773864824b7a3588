//! Sessions: who is signed in, on what, and how far its chain of refresh tokens has come.

use crate::base::{Id, Result};
use crate::identity::device::Device;
use crate::identity::devices::SignedIn;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::identity) enum End {
    /// Its owner signed out.
    SignedOut,
    /// Its owner signed it out from another device.
    SignedOutElsewhere,
    /// Its owner changed the password on another device.
    PasswordChanged,
    /// An account was activated anew.
    ReplacedBySlip,
    /// An old refresh token came back.
    Replayed,
    /// The membership ended.
    MembershipEnded,
}

impl End {
    const fn name(self) -> &'static str {
        match self {
            Self::SignedOut => "SIGNED_OUT",
            Self::SignedOutElsewhere => "SIGNED_OUT_ELSEWHERE",
            Self::PasswordChanged => "PASSWORD_CHANGED",
            Self::ReplacedBySlip => "REPLACED_BY_SLIP",
            Self::Replayed => "REPLAYED",
            Self::MembershipEnded => "MEMBERSHIP_ENDED",
        }
    }
}

/// A session as it is kept.
#[derive(Clone, Debug)]
pub(in crate::identity) struct SessionRow {
    pub member: Id,
    pub device_name: String,
    pub platform: String,
    pub public_key: Option<Vec<u8>>,
    pub shared: bool,
    pub counter: i64,
    pub successor_seen: bool,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// A session to be written.
#[derive(Debug)]
pub(in crate::identity) struct NewSession<'a> {
    pub id: Id,
    pub member: Id,
    pub device: &'a Device,
    pub expires_at: DateTime<Utc>,
}

/// Begins a session with counter 1.
pub(in crate::identity) async fn insert_session(
    conn: &mut PgConnection,
    session: &NewSession<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into identity.sessions
             (id, member, device_name, platform, public_key, shared, created_at, refreshed_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        session.id,
        session.member,
        session.device.name,
        session.device.platform,
        session.device.public_key,
        session.device.shared,
        now,
        session.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// One session.
pub(in crate::identity) async fn session(conn: &mut PgConnection, id: Id) -> Result<Option<SessionRow>> {
    let row = sqlx::query_as!(
        SessionRow,
        "select member, device_name, platform, public_key, shared, counter, successor_seen, expires_at, ended_at
         from identity.sessions
         where id = $1",
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// Continues a session, if nobody did so meanwhile: of many at once one succeeds.
pub(in crate::identity) async fn rotate_session(
    conn: &mut PgConnection,
    id: Id,
    counter: i64,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<Option<i64>> {
    let next = sqlx::query_scalar!(
        "update identity.sessions
         set counter = counter + 1,
             successor_seen = false,
             refreshed_at = $3,
             expires_at = $4
         where id = $1
           and counter = $2
           and ended_at is null
           and expires_at > $3
         returning counter",
        id,
        counter,
        now,
        expires_at,
    )
    .fetch_optional(conn)
    .await?;
    Ok(next)
}

/// Writes down that the newest access tokens of sessions were seen.
pub(in crate::identity) async fn mark_successors_seen(
    conn: &mut PgConnection,
    sessions: &[Id],
    counters: &[i64],
) -> Result<()> {
    sqlx::query!(
        "update identity.sessions as session
         set successor_seen = true
         from unnest($1::uuid[], $2::bigint[]) as seen (id, counter)
         where session.id = seen.id
           and session.counter = seen.counter
           and not session.successor_seen",
        sessions,
        counters,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends one session.
pub(in crate::identity) async fn end_session(
    conn: &mut PgConnection,
    id: Id,
    end: End,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update identity.sessions
         set ended_at = $2,
             end_reason = $3
         where id = $1
           and ended_at is null",
        id,
        now,
        end.name(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends one session of a member, and says whether it is one. What ended it first stays written.
pub(in crate::identity) async fn end_own_session(
    conn: &mut PgConnection,
    (id, member): (Id, Id),
    end: End,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update identity.sessions
         set ended_at = coalesce(ended_at, $3),
             end_reason = coalesce(end_reason, $4)
         where id = $1
           and member = $2",
        id,
        member,
        now,
        end.name(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Where a member is signed in, the session used last first.
pub(in crate::identity) async fn living_sessions(
    conn: &mut PgConnection,
    member: Id,
    now: DateTime<Utc>,
) -> Result<Vec<SignedIn>> {
    let rows = sqlx::query_as!(
        SignedIn,
        "select id as session, device_name as name, platform, shared, created_at as signed_in_at, refreshed_at
         from identity.sessions
         where member = $1
           and ended_at is null
           and expires_at > $2
         order by refreshed_at desc, id
         limit 200",
        member,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Ends all sessions of a member, save perhaps one, and says which.
pub(in crate::identity) async fn end_sessions_of(
    conn: &mut PgConnection,
    (member, but): (Id, Option<Id>),
    end: End,
    now: DateTime<Utc>,
) -> Result<Vec<Id>> {
    let ended = sqlx::query_scalar!(
        "update identity.sessions
         set ended_at = $2,
             end_reason = $3
         where member = $1
           and ended_at is null
           and id is distinct from $4
         returning id",
        member,
        now,
        end.name(),
        but,
    )
    .fetch_all(conn)
    .await?;
    Ok(ended)
}
