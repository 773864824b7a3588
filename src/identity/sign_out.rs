//! Signing out: this session ends, here and on every other instance within a second.

use super::store::{self, End};
use crate::access::{Visit, revocations};
use crate::base::Result;

/// Ends the session that speaks.
pub async fn sign_out(visit: &mut Visit) -> Result<()> {
    let (session, now) = (visit.caller().session, visit.now());
    store::end_session(visit.conn(), session, End::SignedOut, now).await?;
    revocations::revoke(visit.conn(), &[session], now).await
}
