//! Adoption: the steps from the roster to use, always as a fraction with its definition.

mod decide;
mod definitions;
mod grpc;
mod refusals;
mod store;
mod types;
mod wire;

pub use grpc::Desk;
pub use refusals::Refusal;
pub use types::{Counted, Measure, Rate, Report};

use crate::access::Visit;
use crate::base::{Refused, Result};
use chrono::NaiveDate;

/// A statement that counts three years of a whole district would outlast the time a statement has.
const MONTHS_AT_ONCE: usize = 6;

/// All measures of the visited organisation and everything below it; today when no day is given.
pub async fn report(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Report> {
    let day = as_of.unwrap_or_else(|| visit.today());
    let points = [(visit.organization()?, day)];
    let reports = store::count(visit, &points).await?;
    Ok(reports.into_iter().next().ok_or_else(Refused::not_found)?)
}

/// The same measures for each organisation that stood directly below the visited one that day, by name.
pub async fn children(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Vec<Report>> {
    let day = as_of.unwrap_or_else(|| visit.today());
    let organization = visit.organization()?;
    let children = store::children(visit.conn(), organization, day).await?;
    let points: Vec<_> = children.into_iter().map(|child| (child, day)).collect();
    store::count(visit, &points).await
}

/// The measures at the end of each month from `from` to `to`, the last on the day `to` itself.
pub async fn series(visit: &mut Visit, from: NaiveDate, to: NaiveDate) -> Result<Vec<Report>> {
    let organization = visit.organization()?;
    let points: Vec<_> = decide::months(from, to)?
        .into_iter()
        .map(|day| (organization, day))
        .collect();
    let mut reports = Vec::new();
    for months in points.chunks(MONTHS_AT_ONCE) {
        reports.extend(store::count(visit, months).await?);
    }
    Ok(reports)
}
