//! Beginning a session: one row, one pair of tokens, one day of activity.

use super::Recogniser;
use super::access_tokens;
use super::device::Device;
use super::store::{self, NewSession};
use super::tokens::RefreshToken;
use crate::access::Caller;
use crate::access::doors::Errand;
use crate::base::{Id, Result, ids};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

/// How long a member's phone may stay silent.
const SLIDING: TimeDelta = TimeDelta::days(180);
/// How long a shared computer is trusted. It gets no refresh token, so this is also how long its access token lives.
const SHARED: TimeDelta = TimeDelta::minutes(30);
/// How long any other access token lives.
const ACCESS: TimeDelta = TimeDelta::minutes(10);

/// What a phone gets: tokens, and whose they are.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Sent with every call.
    pub access: String,
    /// How long it lives.
    pub lifetime: TimeDelta,
    /// Gets the next pair; a shared computer has none.
    pub refresh: Option<String>,
    /// Who is signed in.
    pub member: Id,
}

/// What others may know of a session: whose it is, and on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who signed in.
    pub member: Id,
    /// What the member calls the phone or computer; may be empty.
    pub device_name: String,
}

/// The session of this id, living or ended.
pub async fn session(conn: &mut PgConnection, id: Id) -> Result<Option<Session>> {
    let row = store::session(conn, id).await?;
    Ok(row.map(|row| Session {
        member: row.member,
        device_name: row.device_name,
    }))
}

/// Until when a session lives that was continued now.
pub(super) fn expiry(now: DateTime<Utc>, shared: bool) -> DateTime<Utc> {
    now + if shared { SHARED } else { SLIDING }
}

/// Begins a session on a device.
pub(super) async fn begin(
    errand: &mut Errand,
    recogniser: &Recogniser,
    member: Id,
    device: &Device,
) -> Result<(Id, Pair)> {
    let now = errand.now();
    let session = ids::new(errand.clock());
    let row = NewSession {
        id: session,
        member,
        device,
        expires_at: expiry(now, device.shared),
    };
    store::insert_session(errand.conn(), &row, now).await?;
    note_today(errand, member).await?;
    let caller = Caller { member, session };
    if device.shared {
        let access = access_tokens::mint(recogniser.ring(), &caller, 1, now, SHARED)?;
        let pair = Pair {
            access,
            lifetime: SHARED,
            refresh: None,
            member,
        };
        return Ok((session, pair));
    }
    Ok((session, pair(errand, recogniser, &caller, 1)?))
}

/// The pair of a session that belongs to a counter. Asked twice, it gives the same refresh token twice.
pub(super) fn pair(errand: &Errand, recogniser: &Recogniser, caller: &Caller, counter: i64) -> Result<Pair> {
    let refresh = RefreshToken {
        session: caller.session,
        counter,
    };
    Ok(Pair {
        access: access_tokens::mint(recogniser.ring(), caller, counter, errand.now(), ACCESS)?,
        lifetime: ACCESS,
        refresh: Some(refresh.write(errand.keys())),
        member: caller.member,
    })
}

/// Writes down that a member used the app today.
pub(super) async fn note_today(errand: &mut Errand, member: Id) -> Result<()> {
    let today = errand.today();
    store::insert_activity_days(errand.conn(), &[member], &[today]).await
}
