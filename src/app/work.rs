//! What is done about facts: by the clock, and after something became true elsewhere.

use crate::access::doors::Worker;
use crate::access::{idempotency, revocations};
use crate::adoption;
use crate::attendance;
use crate::base::{Id, Result};
use crate::directory;
use crate::identity;
use crate::meetings;
use crate::notices::{self, Begun};
use chrono::TimeDelta;
use std::time::Duration;

/// How long an answer is kept under its idempotency key.
const ANSWERS_KEPT: TimeDelta = TimeDelta::days(30);

/// Organisations whose figures are counted anew in one transaction.
const COUNTED_AT_ONCE: i64 = 500;
/// How long counting goes on: the next minute begins it again.
const COUNTING: Duration = Duration::from_secs(50);

/// Throws away what has expired.
pub(super) async fn sweep(door: Worker, _nobody: Id) -> Result<()> {
    let mut errand = door.begin().await?;
    let now = errand.now();
    idempotency::forget(errand.conn(), now - ANSWERS_KEPT).await?;
    revocations::forget(errand.conn(), now).await?;
    identity::sweep(&mut errand).await?;
    attendance::make_room(errand.conn(), now).await?;
    errand.commit(()).await?;
    Ok(())
}

/// Counts anew whose figures of adoption are out of date.
pub(super) async fn count(door: Worker, _nobody: Id) -> Result<()> {
    let began = door.clock().steady();
    loop {
        let mut errand = door.begin().await?;
        let counted = adoption::keep_up(&mut errand, COUNTED_AT_ONCE).await?;
        errand.commit(()).await?;
        if counted == 0 || door.clock().steady().saturating_sub(began) > COUNTING {
            return Ok(());
        }
    }
}

/// Signs out for good who is no member any more.
pub(super) async fn close_account(door: Worker, member: Id) -> Result<()> {
    let mut errand = door.begin().await?;
    identity::close(&mut errand, member).await?;
    errand.commit(()).await?;
    Ok(())
}

/// Lets everything that hung on what was reshaped follow: transfers, stays and proposals, then unfinished meetings and
/// what was written since.
pub(super) async fn carry(door: Worker, event: Id) -> Result<()> {
    let mut errand = door.begin().await?;
    let now = errand.now();
    for followed in directory::carry(&mut errand, event).await? {
        notices::tell_of_following(errand.conn(), now, &followed).await?;
    }
    notices::carry(errand.conn(), now, event).await?;
    meetings::carry(errand.conn(), now, event).await?;
    errand.commit(()).await?;
    Ok(())
}

/// Tells a member that a session began: who did not begin it, hears of it.
pub(super) async fn tell(door: Worker, session: Id, begun: Begun) -> Result<()> {
    let mut errand = door.begin().await?;
    let now = errand.now();
    if let Some(found) = identity::session(errand.conn(), session).await? {
        let device = (begun, found.device_name.as_str());
        notices::tell_of_session(errand.conn(), now, (session, found.member), device).await?;
    }
    errand.commit(()).await?;
    Ok(())
}
