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
mod withheld;

pub use grpc::Desk;
pub use issued::Issued;
pub use refusals::Refusal;
pub use steps::keep_up;
pub use types::{Counted, Done, Duty, Existence, Group, Measure, Rate, Report, Tally};

use self::withheld::About;
use crate::access::Visit;
use crate::base::{Refused, Result};
use chrono::NaiveDate;

/// A statement that counts three years of a whole district would outlast the time a statement has.
const MONTHS_AT_ONCE: usize = 6;

/// All measures of the visited organisation and everything below it; today when no day is given.
pub async fn report(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Report> {
    let day = decide::day(as_of, visit.today())?;
    let mut tallies = vec![whole(visit, day).await?];
    hold_back(visit, About::Whole, &mut tallies).await?;
    let reports = shown(tallies)?;
    Ok(reports.into_iter().next().ok_or_else(Refused::not_found)?)
}

/// The same measures for each organisation that stood directly below the visited one that day, by name.
pub async fn children(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Vec<Report>> {
    let day = decide::day(as_of, visit.today())?;
    let mut tallies = parts(visit, day).await?;
    hold_back(visit, About::Parts, &mut tallies).await?;
    shown(tallies)
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
    hold_back(visit, About::Whole, &mut tallies).await?;
    shown(tallies)
}

/// What the caller sees of the own organisation is whole; the rest is judged.
async fn hold_back(visit: &mut Visit, about: About, tallies: &mut [Tally]) -> Result<()> {
    if tallies.iter().all(|tally| tally.is_ours) {
        return Ok(());
    }
    withheld::judge(visit, about, tallies).await
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
