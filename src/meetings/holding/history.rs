//! How a meeting came to the times it has.

use super::{Turn, store};
use crate::access::Visit;
use crate::base::{Id, Result};

/// Every opening and closing, oldest first.
pub async fn history(visit: &mut Visit, meeting: Id) -> Result<Vec<Turn>> {
    store::turns(visit.conn(), meeting).await
}
