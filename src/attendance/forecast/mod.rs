//! How many will come: from replies, from what was decided about them, and from each member's past. Whether that is
//! enough, by the rule of the day.

mod decide;
mod store;

pub use decide::{Forecast, Threshold};

use crate::access::Visit;
use crate::base::{Id, Refused, Result, vietnam};
use crate::regulations::{self, InForce, Rule};
use anyhow::Context;

/// A forecast, and the rule that says how many it takes.
#[derive(Clone, Debug)]
pub struct Ruled {
    /// The numbers.
    pub forecast: Forecast,
    /// Which rule.
    pub threshold: Threshold,
    /// What it says, and who said it.
    pub in_force: InForce,
    /// How many past meetings were looked back on.
    pub past_meetings: i32,
}

/// Reckons how many will come to a meeting.
pub async fn forecast(visit: &mut Visit, meeting: Id) -> Result<Ruled> {
    let organization = visit.organization()?;
    let begins = store::begins(visit.conn(), meeting)
        .await?
        .ok_or_else(Refused::not_found)?;
    let day = vietnam::day_of(begins);
    let asked = [Rule::MajorityPercent, Rule::QuorumPercent, Rule::ForecastMeetings];
    let mut rules = regulations::in_force(visit.conn(), (organization, day), &asked).await?;
    let most = rules
        .remove(&Rule::ForecastMeetings)
        .map_or(0, |rule| i64::from(rule.value));
    let past = store::past(visit.conn(), meeting, most).await?;
    let called = store::called(visit.conn(), (meeting, day), &past).await?;
    let (threshold, in_force) = if let Some(quorum) = rules.remove(&Rule::QuorumPercent) {
        (Threshold::AtLeast, quorum)
    } else {
        let majority = rules.remove(&Rule::MajorityPercent);
        let majority = majority.context("no majority is in force on that day")?;
        (Threshold::MoreThan, majority)
    };
    Ok(Ruled {
        forecast: decide::reckon(&called, threshold, in_force.value),
        threshold,
        in_force,
        past_meetings: i32::try_from(past.len()).unwrap_or(i32::MAX),
    })
}
