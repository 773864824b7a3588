//! From the draft to the closing: each step locks the meeting, so that of two who do the same one wins and the other
//! is told where it stands.

use super::audience::{self, Audience, Calling};
use super::store::{self, Locked};
use super::words::News;
use super::{
    Draft, Kind, Meeting, Part, PeopleRefusal, Refusal, RuleRefusal, State, Step, holding, next, points,
    read, reading, superiors,
};
use crate::access::{Action, Visit, policy};
use crate::base::{Id, Refused, Result, ids, vietnam};
use crate::directory;
use chrono::{DateTime, NaiveDate, Utc};

/// Drafts a meeting of the organisation visited. A cell leader calls meetings of the own cell, and leads them.
pub async fn call(visit: &mut Visit, draft: Draft) -> Result<Meeting> {
    may_call(visit, draft.kind).await?;
    if draft.ends_at <= draft.starts_at {
        return Err(Refusal::EndsBeforeStart.into());
    }
    let id = ids::new(visit.clock());
    let organization = visit.organization()?;
    let (caller, now, today) = (visit.caller().member, visit.now(), visit.today());
    directory::organizations::must_live(visit.conn(), organization, today).await?;
    let leads = !visit.passes(policy::calls_every_kind);
    let mut members = audience::named(draft.kind, draft.members)?;
    if leads && !members.contains(&caller) {
        members.push(caller);
    }
    let draft = Draft {
        members,
        title: reading::line("title", &draft.title)?,
        place: reading::line("place", &draft.place)?,
        agenda: points::following(&[], points::tidied(draft.agenda)?, now),
        ..draft
    };
    store::insert(visit.conn(), (id, organization), &draft, (caller, now)).await?;
    store::put_agenda(visit.conn(), id, &draft.agenda).await?;
    put_called(visit, (id, vietnam::day_of(draft.starts_at)), &draft.members).await?;
    if leads {
        store::put_parts(visit.conn(), (id, Part::Chair), &[caller]).await?;
    }
    read(visit, id).await
}

/// Puts down whom a meeting calls by name; all of them belong to its organisation that day.
pub(super) async fn put_called(visit: &mut Visit, called: (Id, NaiveDate), members: &[Id]) -> Result<()> {
    store::put_parts(visit.conn(), (called.0, Part::Called), members).await?;
    let strangers = store::uncalled(visit.conn(), called, members).await?;
    match members.iter().position(|member| strangers.contains(member)) {
        Some(index) => Err(PeopleRefusal::NotOfBranch(index).into()),
        None => Ok(()),
    }
}

async fn may_call(visit: &mut Visit, kind: Kind) -> Result<()> {
    let of_a_cell = kind.audience() == Audience::Named && visit.may(Action::CallMeeting);
    if !of_a_cell && !visit.passes(policy::calls_every_kind) {
        return Err(PeopleRefusal::NotYoursToCall.into());
    }
    let (organization, today) = (visit.organization()?, visit.today());
    of_a_branch(visit, ("kind", kind)).await?;
    if kind == Kind::Congress
        && !visit.passes(policy::calls_a_congress_alone)
        && !store::has_committee(visit.conn(), organization, today).await?
    {
        return Err(RuleRefusal::CongressBySecretary.into());
    }
    Ok(())
}

/// Refuses what only branches hold, elsewhere: it would call nobody.
pub(super) async fn of_a_branch(visit: &mut Visit, (field, kind): (&'static str, Kind)) -> Result<()> {
    let organization = visit.organization()?;
    if kind.is_of_branches() && !store::is_branch(visit.conn(), organization).await? {
        return Err(RuleRefusal::KindOfBranch(field).into());
    }
    Ok(())
}

/// Issues a draft: whoever the meeting calls is told in the same transaction.
pub async fn issue(visit: &mut Visit, meeting: Id) -> Result<Meeting> {
    lock(visit, meeting, Step::Issue).await?;
    let now = visit.now();
    store::issue(visit.conn(), meeting, now).await?;
    let issued = read(visit, meeting).await?;
    tell(visit, News::Called, &issued).await?;
    superiors::tell(visit, News::Called, &issued).await?;
    Ok(issued)
}

/// Opens an issued meeting and freezes its roster as of the day it began.
pub async fn open(visit: &mut Visit, meeting: Id, began: Option<DateTime<Utc>>) -> Result<Meeting> {
    let plan = lock(visit, meeting, Step::Open).await?;
    let began = holding::times::began(visit, &plan, began).await?;
    store::open(visit.conn(), meeting, began).await?;
    let organization = visit.organization()?;
    // Whoever carries on for an organisation that ended meanwhile is who meets.
    let organization =
        directory::organizations::heir(visit.conn(), organization, vietnam::day_of(began)).await?;
    store::give_to(visit.conn(), meeting, organization).await?;
    freeze(visit.conn(), meeting, organization, began).await?;
    holding::opened(visit, meeting).await?;
    read(visit, meeting).await
}

/// Closes an open meeting. One that was opened again ends when it had ended, unless somebody says otherwise.
pub async fn close(visit: &mut Visit, meeting: Id, ended: Option<DateTime<Utc>>) -> Result<Meeting> {
    let locked = lock(visit, meeting, Step::Close).await?;
    let ended = holding::times::ended(visit, meeting, ended).await?;
    if locked.opened_at.is_some_and(|began| ended < began) {
        return Err(Refusal::EndsBeforeStart.into());
    }
    let now = visit.now();
    store::close(visit.conn(), meeting, ended, now).await?;
    holding::closed(visit, meeting).await?;
    read(visit, meeting).await
}

/// Freezes who is expected, with which standing, as of the day a meeting began.
pub(super) async fn freeze(
    conn: &mut sqlx::PgConnection,
    meeting: Id,
    organization: Id,
    began: DateTime<Utc>,
) -> Result<()> {
    let day = vietnam::day_of(began);
    let roster = match store::kind_of(conn, meeting).await?.audience() {
        Audience::Whole => directory::members_of(conn, organization, day).await?,
        Audience::Committee | Audience::Named => {
            let called = store::audience(conn, meeting, day).await?;
            directory::standings_of(conn, (organization, &called), day).await?
        }
    };
    store::put_roster(conn, meeting, &roster).await
}

/// Locks the meeting and says whether the step fits.
pub(super) async fn lock(visit: &mut Visit, meeting: Id, step: Step) -> Result<Locked> {
    let locked = store::lock(visit.conn(), meeting)
        .await?
        .ok_or_else(Refused::not_found)?;
    let state = State::read(&locked.state)?;
    if next(state, step).is_none() {
        return Err(Refusal::State(state).into());
    }
    Ok(locked)
}

/// Tells those whom a meeting calls.
pub(super) async fn tell(visit: &mut Visit, news: News, meeting: &Meeting) -> Result<()> {
    let (title, body) = news.words(meeting);
    let calling = Calling {
        meeting: meeting.id,
        organization: meeting.organization,
        kind: meeting.kind,
        starts_at: meeting.starts_at,
    };
    let now = visit.now();
    audience::tell(visit.conn(), now, calling, (news.kind(), title, body)).await
}
