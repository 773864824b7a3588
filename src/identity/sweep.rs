//! What is forgotten by the hour: wrong tries of days gone by.

use super::store;
use crate::access::doors::Errand;
use crate::base::{Result, vietnam};

/// Forgets the wrong tries that no longer count.
pub async fn sweep(errand: &mut Errand) -> Result<u64> {
    let today = vietnam::start_of(errand.today());
    store::delete_failures_before(errand.conn(), today).await
}
