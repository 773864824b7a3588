//! Meetings that nobody closed are closed by themselves: when, only who knows the last word can tell.

use super::store;
use crate::access::doors::Worker;
use crate::base::{Id, Result};
use crate::meetings::holding;

/// Meetings closed in one transaction.
const AT_A_TIME: i64 = 100;

/// Closes what nobody closed. Its end is the planned one or the last word, whichever is later; what had been closed before
/// ends when it had ended then. Told twice, it finds nothing left to close.
pub async fn close_forgotten(door: Worker, _nobody: Id) -> Result<()> {
    loop {
        let mut errand = door.begin().await?;
        let now = errand.now();
        let forgotten = store::forgotten(errand.conn(), now, AT_A_TIME).await?;
        let closed = holding::close_by_itself(errand.conn(), now, &forgotten).await?;
        errand.commit(()).await?;
        // Fewer than were found: somebody is at them right now, and the next hour looks again.
        if closed == 0 || closed < forgotten.len() {
            return Ok(());
        }
    }
}
