//! Who will come.

use super::words::{self, Personal};
use super::{
    Accepted, Answer, Decision, PeopleRefusal, ReasonKind, Refusal, Reply, Said, Step, Which, audience, read,
    steps, store,
};
use crate::access::Visit;
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result, ids, text, vietnam};
use sqlx::PgConnection;

/// Replies of a page of members, and counts of all.
#[derive(Clone, Debug)]
pub struct Replies {
    /// One row a member, the silent included.
    pub page: Listed<Reply>,
    /// Will come.
    pub will_attend: i32,
    /// Ask to stay away.
    pub ask_absence: i32,
    /// Have not said.
    pub silent: i32,
    /// Ask to stay away, and nobody has decided.
    pub undecided: i32,
    /// Have neither read about it nor said anything.
    pub unseen: i32,
}

/// Records the caller's answer; a later one takes its place until the meeting opens, and waits for a decision anew. What
/// was said already is not said again.
pub async fn reply(visit: &mut Visit, meeting: Id, said: Said) -> Result<Reply> {
    steps::lock(visit, meeting, Step::Reply).await?;
    let asks = said.answer == Answer::AskAbsence;
    let said = Said {
        kind: said.kind.filter(|_kind| asks),
        reason: text::tidy(&said.reason),
        ..said
    };
    let is_told = said.kind.is_some_and(|kind| kind != ReasonKind::Other);
    if asks && !is_told && said.reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let (caller, now) = (visit.caller().member, visit.now());
    let standing = store::reply_of(visit.conn(), meeting, caller).await?;
    if let Some(standing) = standing.filter(|before| {
        (before.answer, before.reason_kind, &before.reason) == (Some(said.answer), said.kind, &said.reason)
    }) {
        return Ok(standing);
    }
    store::put_reply(visit.conn(), (meeting, caller), &said, now).await?;
    store::reply_of(visit.conn(), meeting, caller)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}

/// Decides about a member's wish to stay away, and tells the member. Whoever wishes does not decide.
pub async fn decide(
    visit: &mut Visit,
    (meeting, member): (Id, Id),
    decision: Decision,
    reason: &str,
) -> Result<Reply> {
    let locked = steps::lock(visit, meeting, Step::Decide).await?;
    let (caller, now) = (visit.caller().member, visit.now());
    if member == caller {
        return Err(PeopleRefusal::OwnAbsence.into());
    }
    let day = vietnam::day_of(locked.starts_at);
    if !store::uncalled(visit.conn(), (meeting, day), &[member])
        .await?
        .is_empty()
    {
        return Err(Refused::not_found().into());
    }
    let reason = text::tidy(reason);
    let standing = store::reply_of(visit.conn(), meeting, member)
        .await?
        .filter(|reply| reply.answer == Some(Answer::AskAbsence))
        .ok_or(PeopleRefusal::NothingAsked)?;
    if standing
        .decided
        .as_ref()
        .is_some_and(|decided| decided.decision == decision && decided.reason == reason)
    {
        return Ok(standing);
    }
    store::decide(
        visit.conn(),
        (meeting, member),
        (decision, &reason),
        (caller, now),
    )
    .await?;
    tell_decided(visit, (meeting, member), decision, &reason).await?;
    store::reply_of(visit.conn(), meeting, member)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}

/// Whose wish to stay away stands granted: at closing they are absent with that reason, unless they came all the same.
pub async fn accepted_absences(conn: &mut PgConnection, meeting: Id) -> Result<Vec<Accepted>> {
    store::accepted(conn, meeting).await
}

async fn tell_decided(
    visit: &mut Visit,
    (meeting, member): (Id, Id),
    decision: Decision,
    reason: &str,
) -> Result<()> {
    let meeting = read(visit, meeting).await?;
    let news = match decision {
        Decision::Accepted => Personal::Accepted,
        Decision::Declined => Personal::Declined,
    };
    let (title, mut body) = words::personal(news, &meeting);
    if !reason.is_empty() {
        body = format!("{body} Lý do: {reason}.");
    }
    let when = (visit.now(), meeting.id);
    audience::tell_members(visit.conn(), when, vec![member], (news.kind(), title, body)).await
}

/// Who replied what, by given name.
pub async fn replies(visit: &mut Visit, meeting: Id, which: Option<Which>, page: &Page) -> Result<Replies> {
    let begins = store::begins(visit.conn(), meeting)
        .await?
        .ok_or_else(Refused::not_found)?;
    let called = (meeting, vietnam::day_of(begins));
    let after = match (page.after(0), page.after(1), page.after(2)) {
        (Some(given), Some(name), Some(id)) => {
            Some((given.to_owned(), name.to_owned(), ids::parse("pageToken", id)?))
        }
        _ => None,
    };
    let rows = store::replies(visit.conn(), called, which, (after, page.fetch())).await?;
    let counts = store::count_replies(visit.conn(), called).await?;
    let listed = page.cut(rows, |(given, reply)| {
        vec![given.clone(), reply.name.clone(), reply.member.to_string()]
    });
    Ok(Replies {
        page: Listed {
            rows: listed.rows.into_iter().map(|(_, reply)| reply).collect(),
            next: listed.next,
        },
        will_attend: counts.will_attend,
        ask_absence: counts.ask_absence,
        silent: counts.silent,
        undecided: counts.undecided,
        unseen: counts.unseen,
    })
}
