//! Who is on probation, since when, and for whom it is over.

use super::store;
use crate::access::{Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Result};
use chrono::NaiveDate;

/// Somebody on probation.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub member: Id,
    /// The name.
    pub name: String,
    /// The branch at home.
    pub organization: Id,
    /// Its name.
    pub organization_name: String,
    /// The day of joining.
    pub joined_date: NaiveDate,
    /// The day on which the probation is over.
    pub due: NaiveDate,
    /// Days since then; 0 while it lasts.
    pub overdue_days: i32,
}

/// Lists who is on probation in the visited organisation, the longest overdue first, and below it for whoever keeps or
/// administers that.
pub(super) async fn list(visit: &mut Visit, overdue: bool, page: &Page) -> Result<Listed<Candidate>> {
    let (organization, today) = (visit.organization()?, visit.today());
    let below = visit.passes(policy::lists_below);
    let place = (organization, below, overdue);
    let rows = store::history::on_probation(visit.conn(), place, today, page).await?;
    Ok(page.cut(rows, |row| vec![row.due.to_string(), row.member.to_string()]))
}
