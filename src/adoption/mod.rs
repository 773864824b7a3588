//! Adoption: the steps from the roster to use, always as a fraction with its definition.

mod decide;
mod definitions;
mod grpc;
mod issued;
mod refusals;
mod steps;
mod store;
mod types;
mod wire;

pub use grpc::Desk;
pub use issued::Issued;
pub use refusals::Refusal;
pub use steps::keep_up;
pub use types::{Counted, Done, Duty, Existence, Group, Measure, Rate, Report, Tally};

use crate::access::Visit;
use crate::base::{Refused, Result};
use chrono::NaiveDate;

/// A statement that counts three years of a whole district would outlast the time a statement has.
const MONTHS_AT_ONCE: usize = 6;

/// All measures of the visited organisation and everything below it; today when no day is given.
pub async fn report(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Report> {
    let day = decide::day(as_of, visit.today())?;
    Ok(decide::report(whole(visit, day).await?)?)
}

/// The same measures for each organisation that stood directly below the visited one that day, by name.
pub async fn children(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Vec<Report>> {
    let day = decide::day(as_of, visit.today())?;
    shown(parts(visit, day).await?)
}

/// The measures at the end of each month from `from` to `to`, the last on the day `to` itself.
pub async fn series(visit: &mut Visit, from: NaiveDate, to: NaiveDate) -> Result<Vec<Report>> {
    let organization = visit.organization()?;
    let points: Vec<_> = decide::months(from, decide::day(Some(to), visit.today())?)?
        .into_iter()
        .map(|day| (organization, day))
        .collect();
    let mut tallies = Vec::new();
    for months in points.chunks(MONTHS_AT_ONCE) {
        tallies.extend(store::count(visit, months).await?);
    }
    shown(tallies)
}

/// The visited organisation with everything below it, counted.
async fn whole(visit: &mut Visit, day: NaiveDate) -> Result<Tally> {
    let points = [(visit.organization()?, day)];
    let tallies = store::count(visit, &points).await?;
    Ok(tallies.into_iter().next().ok_or_else(Refused::not_found)?)
}

/// What stood directly below it, counted.
async fn parts(visit: &mut Visit, day: NaiveDate) -> Result<Vec<Tally>> {
    let organization = visit.organization()?;
    let children = store::children(visit.conn(), organization, day).await?;
    let points: Vec<_> = children.into_iter().map(|child| (child, day)).collect();
    store::count(visit, &points).await
}

fn shown(tallies: Vec<Tally>) -> Result<Vec<Report>> {
    let reports = tallies.into_iter().map(decide::report);
    Ok(reports.collect::<anyhow::Result<_>>()?)
}
