//! The secretary's word, marked as such for everyone who sees it.

use super::store::{self, Heard, Phase, Saying};
use super::{Dictated, Disposition, Kind, Method, Refusal, Row, Word};
use crate::access::Visit;
use crate::base::{Id, Result};
use anyhow::Context;

/// Records what the secretary says of a member, while the meeting is open and until it is sealed.
pub async fn record(visit: &mut Visit, meeting: Id, dictated: Dictated) -> Result<Row> {
    if dictated.kind == Kind::Excuse && dictated.reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let saying = Saying {
        meeting,
        about: dictated.member,
        by: visit.caller().member,
        event: dictated.event,
        now: visit.now(),
    };
    let word = Word {
        event: dictated.event,
        kind: dictated.kind,
        method: Method::BySecretary,
        late: dictated.late,
        disposition: Disposition::Recorded,
        reason: dictated.reason,
        actor: saying.by,
        actor_name: String::new(),
        occurred_at: saying.now,
    };
    let mut heard = store::say(visit.conn(), saying, Some(&word)).await?;
    allowed(&heard, &word)?;
    if !heard.is_written {
        heard = store::say(visit.conn(), saying, None).await?;
        allowed(&heard, &word)?;
    }
    let entry = heard.entry.context("who was recorded is on the roster")?;
    Ok(entry.row(heard.frame))
}

/// Why the word may not be said. The same word sent again is answered again, also after sealing.
fn allowed(heard: &Heard, word: &Word) -> Result<()> {
    if heard.is_event_taken {
        return Err(Refusal::EventTaken.into());
    }
    if let Some(known) = heard.word(word.event) {
        return if same(known, word) {
            Ok(())
        } else {
            Err(Refusal::EventTaken.into())
        };
    }
    match heard.phase {
        Phase::Shut => return Err(Refusal::NotOpen.into()),
        Phase::Sealed => return Err(Refusal::Sealed.into()),
        Phase::Open | Phase::Closed => {}
    }
    if heard.entry.is_none() {
        return Err(Refusal::NotOnRoster.into());
    }
    Ok(())
}

fn same(known: &Word, sent: &Word) -> bool {
    let said = |word: &Word| -> (Kind, Method, Option<bool>, String, Id) {
        (word.kind, word.method, word.late, word.reason.clone(), word.actor)
    };
    said(known) == said(sent)
}
