//! What the rules in force find in a meeting: shown beside it, never a bar. Which rules hold is asked for the day of the
//! meeting, in Vietnam.

mod decide;
mod store;
mod words;

pub use decide::{Finding, Found};
pub use words::text;

use crate::access::Visit;
use crate::base::{Id, Refused, Result, vietnam};
use crate::regulations::{self, Rule};

/// The rules that meetings are held to.
pub const RULES: [Rule; 12] = [
    Rule::RegularMinutes,
    Rule::CombinedMinutes,
    Rule::PapersDaysBefore,
    Rule::NoticeDaysBefore,
    Rule::AgendaOverrunMinutes,
    Rule::RegularPerMonth,
    Rule::ThematicPerQuarter,
    Rule::CommitteePerMonth,
    Rule::CommitteeMeetsBefore,
    Rule::CommitteeFromOfficial,
    Rule::OfficialLeast,
    Rule::ThematicJoinsRegularOnly,
];

/// What the rules find in a meeting, each finding with the rule it rests on.
pub async fn of_meeting(visit: &mut Visit, meeting: Id) -> Result<Vec<Found>> {
    let (organization, starts_at) = store::whose(visit.conn(), meeting)
        .await?
        .ok_or_else(Refused::not_found)?;
    let day = vietnam::day_of(starts_at);
    let facts = store::facts(visit.conn(), meeting, day).await?;
    let rules = regulations::in_force(visit.conn(), (organization, day), &RULES).await?;
    Ok(decide::find(&facts, &rules))
}
