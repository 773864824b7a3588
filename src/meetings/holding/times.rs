//! When a meeting really began and ended: real times have bounds.

use super::{HoldingRefusal, store};
use crate::access::Visit;
use crate::base::{Id, Result, vietnam};
use crate::meetings::Refusal;
use crate::meetings::store::Locked;
use crate::regulations::{self, Rule};
use chrono::{DateTime, TimeDelta, Utc};

/// When a meeting that is opened began: not before it was called, not long before it was planned, and not so long ago
/// that it has to be written down afterwards instead.
pub(in crate::meetings) async fn began(
    visit: &mut Visit,
    plan: &Locked,
    given: Option<DateTime<Utc>>,
) -> Result<DateTime<Utc>> {
    let began = past(visit, "startTime", given)?;
    let early = number(visit, plan, Rule::EarlyOpeningHours).await?;
    let late = number(visit, plan, Rule::LateOpeningHours).await?;
    let called = plan.issued_at.unwrap_or(DateTime::<Utc>::MIN_UTC);
    if began < called.max(plan.starts_at - TimeDelta::hours(early)) {
        return Err(HoldingRefusal::TooEarly.into());
    }
    if began < visit.now() - TimeDelta::hours(late) {
        return Err(HoldingRefusal::TooLongAgo.into());
    }
    Ok(began)
}

/// When a meeting that is closed ended: now, or when it had ended before it was opened again, unless somebody says
/// otherwise.
pub(in crate::meetings) async fn ended(
    visit: &mut Visit,
    meeting: Id,
    given: Option<DateTime<Utc>>,
) -> Result<DateTime<Utc>> {
    let ended = match given {
        Some(given) => Some(given),
        None => store::previous_end(visit.conn(), meeting).await?,
    };
    past(visit, "endTime", ended)
}

/// A moment that is not later than now, which it is when nobody says otherwise.
pub(in crate::meetings) fn past(
    visit: &Visit,
    field: &'static str,
    given: Option<DateTime<Utc>>,
) -> Result<DateTime<Utc>> {
    match given {
        Some(moment) if moment > visit.now() => Err(Refusal::TimeInFuture(field).into()),
        Some(moment) => Ok(moment),
        None => Ok(visit.now()),
    }
}

/// What a rule says on the day for which a meeting is planned.
pub(super) async fn number(visit: &mut Visit, plan: &Locked, rule: Rule) -> Result<i64> {
    let day = vietnam::day_of(plan.starts_at);
    let number = regulations::number(visit.conn(), rule, day).await?;
    Ok(i64::from(number.value))
}
