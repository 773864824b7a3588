//! What follows for an account when a membership ends: it is signed out everywhere, and its slip opens nothing.

use super::store::{self, End};
use crate::access::doors::Errand;
use crate::access::revocations;
use crate::base::{Id, Result};
use crate::directory;

/// Closes the account of a member whose membership has ended; of anybody else nothing. Who told may tell twice.
pub async fn close(errand: &mut Errand, member: Id) -> Result<()> {
    if !directory::is_ended(errand.conn(), member).await? {
        return Ok(());
    }
    let now = errand.now();
    let ended = store::end_sessions_of(errand.conn(), (member, None), End::MembershipEnded, now).await?;
    revocations::revoke(errand.conn(), &ended, now).await?;
    store::void_slip(errand.conn(), member, now).await
}
