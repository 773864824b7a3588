//! A meeting that was held without us, on paper or in a power cut: written down afterwards, and marked so.

use super::{HoldingRefusal, store, times};
use crate::access::Visit;
use crate::base::{Id, Result, text, vietnam};
use crate::directory::organizations;
use crate::meetings::words::News;
use crate::meetings::{Meeting, Refusal, Step, read, steps, store as meetings_store, superiors};
use crate::regulations::Rule;
use chrono::{DateTime, TimeDelta, Utc};

/// When a meeting was held, and why it was not opened here.
#[derive(Clone, Debug)]
pub struct Afterwards {
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// Why it was not opened here.
    pub reason: String,
}

/// Writes a meeting down that was never opened here. Its roster is the one of its day; attendance is recorded by hand
/// until it is sealed, which is reckoned from now.
pub async fn record_afterwards(visit: &mut Visit, meeting: Id, held: Afterwards) -> Result<Meeting> {
    let plan = steps::lock(visit, meeting, Step::RecordAfterwards).await?;
    let reason = text::tidy(&held.reason);
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let now = visit.now();
    let began = times::past(visit, "startTime", Some(held.began))?;
    let ended = times::past(visit, "endTime", Some(held.ended))?;
    if ended <= began {
        return Err(Refusal::EndsBeforeStart.into());
    }
    let days = times::number(visit, &plan, Rule::RecordAfterwardsDays).await?;
    if began < now - TimeDelta::days(days) {
        return Err(HoldingRefusal::TooLongAgo.into());
    }
    let organization = visit.organization()?;
    let day = vietnam::day_of(began);
    let organization = organizations::heir(visit.conn(), organization, day).await?;
    meetings_store::give_to(visit.conn(), meeting, organization).await?;
    store::record_afterwards(visit.conn(), meeting, (began, ended), (&reason, now)).await?;
    let caller = visit.caller().member;
    let turn = store::NewTurn::by(caller, super::TurnKind::RecordedAfterwards, &reason);
    store::put_turn(visit.conn(), meeting, &turn, now).await?;
    steps::freeze(visit.conn(), meeting, organization, began).await?;
    let recorded = read(visit, meeting).await?;
    steps::tell(visit, News::RecordedAfterwards, &recorded).await?;
    superiors::tell(visit, News::RecordedAfterwards, &recorded).await?;
    Ok(recorded)
}
