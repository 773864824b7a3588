//! What the crew does about long rosters.

use super::work::{Run, step};
use crate::access::doors::Worker;
use crate::base::{Id, Result};
use crate::directory::words::ImportState;
use crate::jobs::{self, Fact};

/// Chunks worked off before others in the queue get their turn.
const CHUNKS_IN_A_ROW: usize = 10;

/// Works off some of a staged roster; what is left is told again.
pub async fn work(door: Worker, import: Id) -> Result<()> {
    let mut run = Run::default();
    for _ in 0..CHUNKS_IN_A_ROW {
        let now = step(door.begin().await?, import, &mut run).await?;
        if now.state == ImportState::Done {
            return Ok(());
        }
    }
    let mut errand = door.begin().await?;
    jobs::tell(errand.conn(), Fact::RosterStaged, import).await?;
    errand.commit(()).await?;
    Ok(())
}
