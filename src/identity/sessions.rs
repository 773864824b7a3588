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
        return Ok((session, alone(errand, recogniser, &caller)?));
    }
    Ok((session, pair(errand, recogniser, &caller, 1)?))
}

/// What a session gives again to the device it began on, while it lives.
pub(super) async fn again(
    errand: &mut Errand,
    recogniser: &Recogniser,
    (session, member): (Id, Id),
    device: &Device,
) -> Result<Option<Pair>> {
    let now = errand.now();
    let Some(row) = store::session(errand.conn(), session).await? else {
        return Ok(None);
    };
    let began_on = Device {
        name: row.device_name,
        platform: row.platform,
        public_key: row.public_key,
        shared: row.shared,
    };
    if row.member != member || row.ended_at.is_some() || row.expires_at <= now || began_on != *device {
        return Ok(None);
    }
    let caller = Caller { member, session };
    if device.shared {
        return alone(errand, recogniser, &caller).map(Some);
    }
    pair(errand, recogniser, &caller, row.counter).map(Some)
}

/// What a shared computer gets: an access token and nothing to renew it by.
fn alone(errand: &Errand, recogniser: &Recogniser, caller: &Caller) -> Result<Pair> {
    Ok(Pair {
        access: access_tokens::mint(recogniser.ring(), caller, 1, errand.now(), SHARED)?,
        lifetime: SHARED,
        refresh: None,
        member: caller.member,
    })
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
