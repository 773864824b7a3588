//! Who is on probation, since when, and for whom it is over.

use super::store;
use super::types::Candidate;
use crate::access::{Visit, policy};
use crate::base::Result;
use crate::base::pages::{Listed, Page};
use chrono::NaiveDate;

/// Which candidates are listed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Only those whose probation is over.
    pub(super) overdue: bool,
    /// As it stood on this day.
    pub(super) as_of: Option<NaiveDate>,
}

/// Lists who is on probation in the visited organisation, the longest overdue first, and below it for whoever keeps or
/// administers that.
pub(super) async fn list(visit: &mut Visit, wanted: Wanted, page: &Page) -> Result<Listed<Candidate>> {
    let (organization, today) = (visit.organization()?, visit.today());
    let below = visit.passes(policy::lists_below);
    let place = (organization, below, wanted.overdue);
    let day = (wanted.as_of.unwrap_or(today), wanted.as_of.is_some());
    let rows = store::history::on_probation(visit.conn(), place, day, page).await?;
    Ok(page.cut(rows, |row| vec![row.due.to_string(), row.member.to_string()]))
}
