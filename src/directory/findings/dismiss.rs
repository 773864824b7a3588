//! Leaving a finding as it is.

use super::list::asked;
use super::store;
use super::types::{Dismissal, Finding, Wanted};
use crate::access::Visit;
use crate::base::{Id, Refused, Result, text};

/// Leaves a finding as it is, with a reason.
pub(super) async fn dismiss(visit: &mut Visit, finding: Id, reason: &str) -> Result<Finding> {
    let asked = asked(visit, Wanted::default()).await?;
    let mut found = store::read(visit.conn(), &asked, finding)
        .await?
        .ok_or_else(Refused::not_found)?;
    if found.dismissal.is_none() {
        let dismissal = Dismissal {
            reason: text::tidy(reason),
            by: visit.caller().member,
            at: visit.now(),
        };
        store::dismiss(visit.conn(), &found, &dismissal).await?;
        found.dismissal = Some(dismissal);
    }
    Ok(found)
}
