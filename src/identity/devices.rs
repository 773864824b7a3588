//! Where a member is signed in, and signing out there from here.

use super::store::{self, End};
use crate::access::{Visit, revocations};
use crate::base::{Id, Refused, Result};
use chrono::{DateTime, Utc};

/// A phone or computer that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Its session.
    pub session: Id,
    /// What its owner calls it; may be empty.
    pub name: String,
    /// `android`, `ios`, `web` or another short word; may be empty.
    pub platform: String,
    /// A computer that several people use.
    pub shared: bool,
    /// When the session began.
    pub signed_in_at: DateTime<Utc>,
    /// When it last came for new tokens.
    pub refreshed_at: DateTime<Utc>,
}

/// Where the visitor is signed in, the device used last first.
pub(super) async fn list(visit: &mut Visit) -> Result<Vec<SignedIn>> {
    let (member, now) = (visit.caller().member, visit.now());
    store::living_sessions(visit.conn(), member, now).await
}

/// Ends one of the visitor's own sessions, here or elsewhere. One that has ended stays as it ended.
pub(super) async fn end(visit: &mut Visit, session: Id) -> Result<()> {
    let (caller, now) = (visit.caller().clone(), visit.now());
    let reason = if session == caller.session {
        End::SignedOut
    } else {
        End::SignedOutElsewhere
    };
    if !store::end_own_session(visit.conn(), (session, caller.member), reason, now).await? {
        return Err(Refused::not_found().into());
    }
    revocations::revoke(visit.conn(), &[session], now).await
}
