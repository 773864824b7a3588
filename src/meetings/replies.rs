//! Who will come.

use super::{Answer, Refusal, Reply, Step, steps, store};
use crate::access::Visit;
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result, ids, text, vietnam};

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
}

/// Records the caller's answer; a later one takes its place until the meeting opens.
pub async fn reply(visit: &mut Visit, meeting: Id, answer: Answer, reason: &str) -> Result<Reply> {
    steps::lock(visit, meeting, Step::Reply).await?;
    let reason = text::tidy(reason);
    if answer == Answer::AskAbsence && reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let (caller, now) = (visit.caller().member, visit.now());
    store::put_reply(visit.conn(), (meeting, caller), (answer, &reason), now).await?;
    store::reply_of(visit.conn(), meeting, caller)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}

/// Who replied what, by given name.
pub async fn replies(visit: &mut Visit, meeting: Id, page: &Page) -> Result<Replies> {
    let organization = visit.organization()?;
    let begins = store::begins(visit.conn(), meeting)
        .await?
        .ok_or_else(Refused::not_found)?;
    let day = vietnam::day_of(begins);
    let after = match (page.after(0), page.after(1), page.after(2)) {
        (Some(given), Some(name), Some(id)) => {
            Some((given.to_owned(), name.to_owned(), ids::parse("pageToken", id)?))
        }
        _ => None,
    };
    let called = (meeting, organization, day);
    let rows = store::replies(visit.conn(), called, after, page.fetch()).await?;
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
    })
}
