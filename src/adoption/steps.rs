//! Figures that are stored: each organisation's, with everything below it, as steps over the days. Whoever changes what
//! they are counted from leaves a note in the same transaction; here the notes are worked off.

use super::store::steps;
use crate::access::doors::Errand;
use crate::base::Result;

/// Counts anew what is out of date, so many organisations at most. Answers how many: none when nothing waits, or somebody
/// else is counting.
pub async fn keep_up(errand: &mut Errand, most: i64) -> Result<usize> {
    if !steps::begin_counting(errand.conn()).await? {
        return Ok(0);
    }
    let targets = steps::take_stale(errand.conn(), most).await?;
    if !targets.is_empty() {
        steps::replace_steps(errand.conn(), &targets).await?;
    }
    Ok(targets.len())
}
