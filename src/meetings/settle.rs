//! What became of the points of an agenda: done, or carried over to the next meeting.

use super::{Meeting, Refusal, Settlement, Step, read, steps, store};
use crate::access::Visit;
use crate::base::{Id, Result};

/// Settles a point of an open or closed meeting's agenda. Settled otherwise later, the last word stands.
pub async fn settle(
    visit: &mut Visit,
    (meeting, position): (Id, i32),
    settlement: Settlement,
) -> Result<Meeting> {
    steps::lock(visit, meeting, Step::Settle).await?;
    let (caller, now) = (visit.caller().member, visit.now());
    let point = (meeting, position);
    if !store::settle(visit.conn(), point, settlement, (caller, now)).await? {
        return Err(Refusal::NoSuchPoint.into());
    }
    read(visit, meeting).await
}
