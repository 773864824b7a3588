//! Plans that change after the branch was told: put off, called off; and last month's plan taken up again.

use super::audience::Audience;
use super::store::{self, Locked, PlanChange};
use super::words::News;
use super::{Draft, Meeting, Refusal, Step, points, read, steps, superiors};
use crate::access::Visit;
use crate::base::{Id, Result, text, vietnam};
use chrono::{DateTime, Utc};

/// Another time for a meeting.
#[derive(Clone, Debug)]
pub struct Postponement {
    /// The new beginning.
    pub starts_at: DateTime<Utc>,
    /// The new end; absent, the meeting stays as long as it was planned.
    pub ends_at: Option<DateTime<Utc>>,
    /// Why, as the branch reads it.
    pub reason: String,
}

/// Puts an issued meeting off. Whoever has replied is asked anew: the reply was to another time.
pub(super) async fn postpone(visit: &mut Visit, meeting: Id, postponement: Postponement) -> Result<Meeting> {
    let locked = steps::lock(visit, meeting, Step::Postpone).await?;
    let reason = given(&postponement.reason)?;
    let starts_at = postponement.starts_at;
    let ends_at = postponement
        .ends_at
        .unwrap_or(starts_at + (locked.ends_at - locked.starts_at));
    if ends_at <= starts_at {
        return Err(Refusal::EndsBeforeStart.into());
    }
    if (starts_at, ends_at) == (locked.starts_at, locked.ends_at) {
        return Err(Refusal::SameTime.into());
    }
    if starts_at <= visit.now() {
        return Err(Refusal::TimePast.into());
    }
    let change = change(visit, meeting, &locked, &reason);
    store::postpone(visit.conn(), &change, (starts_at, ends_at)).await?;
    let postponed = read(visit, meeting).await?;
    steps::tell(visit, News::Postponed, &postponed).await?;
    superiors::tell(visit, News::Postponed, &postponed).await?;
    Ok(postponed)
}

/// Calls a meeting off. A draft goes without a word; once issued, the branch is told why.
pub(super) async fn cancel(visit: &mut Visit, meeting: Id, reason: &str) -> Result<Meeting> {
    let locked = steps::lock(visit, meeting, Step::Cancel).await?;
    let told = locked.issued_at.is_some();
    let reason = if told { given(reason)? } else { text::tidy(reason) };
    let change = change(visit, meeting, &locked, &reason);
    store::cancel(visit.conn(), &change).await?;
    let cancelled = read(visit, meeting).await?;
    if told {
        steps::tell(visit, News::Cancelled, &cancelled).await?;
        superiors::tell(visit, News::Cancelled, &cancelled).await?;
    }
    Ok(cancelled)
}

/// Drafts another meeting like this one, as long as this one was planned; what it left unfinished comes first.
pub(super) async fn copy(visit: &mut Visit, meeting: Id, starts_at: DateTime<Utc>) -> Result<Meeting> {
    let model = read(visit, meeting).await?;
    let members = match model.kind.audience() {
        Audience::Named => store::audience(visit.conn(), meeting, vietnam::day_of(starts_at)).await?,
        Audience::Whole | Audience::Committee => Vec::new(),
    };
    let draft = Draft {
        members,
        kind: model.kind,
        title: model.title,
        place: model.place,
        starts_at,
        ends_at: starts_at + (model.ends_at - model.starts_at),
        agenda: points::next(meeting, model.agenda),
    };
    steps::call(visit, draft).await
}

fn change<'a>(visit: &Visit, meeting: Id, locked: &Locked, reason: &'a str) -> PlanChange<'a> {
    PlanChange {
        meeting,
        changed_at: visit.now(),
        changed_by: visit.caller().member,
        reason,
        was: (locked.starts_at, locked.ends_at),
    }
}

fn given(reason: &str) -> Result<String> {
    let reason = text::tidy(reason);
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    Ok(reason)
}
