//! Words about words: one is taken back, one that waits is confirmed. Nothing is ever deleted.

use super::disputes;
use super::store::{self, Phase};
use super::{Answered, Disposition, Kind, Method, Refusal, Row, Word, by_hand, decide, offline};
use crate::access::Visit;
use crate::base::{Id, Refused, Result, ids};
use anyhow::Context;

/// Takes a word back, with the reason. Taken back twice it is taken back once. After sealing it amends.
pub async fn void(visit: &mut Visit, meeting: Id, event: Id, reason: &str) -> Result<Row> {
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let row = speak(visit, meeting, event, (Kind::Void, reason)).await?;
    let by = (visit.caller().member, visit.now());
    disputes::answer(visit.conn(), (meeting, event), (Answered::Voided, reason), by).await?;
    Ok(row)
}

/// Confirms a word that waits: it counts as whose it is. What came from a phone for who was missing on the roster is taken
/// up first. What came after sealing is confirmed as an amendment.
pub async fn confirm(visit: &mut Visit, meeting: Id, event: Id) -> Result<Row> {
    speak(visit, meeting, event, (Kind::Confirm, "")).await
}

async fn speak(visit: &mut Visit, meeting: Id, event: Id, (kind, reason): (Kind, &str)) -> Result<Row> {
    let hall = by_hand::hall(visit, meeting).await?;
    let now = visit.now();
    offline::take_up(visit.conn(), meeting, now).await?;
    let spoken = store::find_word(visit.conn(), meeting, event)
        .await?
        .ok_or_else(Refused::not_found)?;
    if matches!(spoken.kind, Kind::Void | Kind::Confirm) {
        return Err(Refusal::NotOfPresence.into());
    }
    if kind == Kind::Confirm && spoken.disposition == Disposition::Recorded {
        return Err(Refusal::NotWaiting.into());
    }
    let known = entry(visit, meeting, spoken.member).await?;
    let is_void = decide::is_void(event, &known.1.words);
    let is_said = match kind {
        Kind::Confirm => decide::is_confirmed(event, &known.1.words),
        Kind::Void | Kind::Enter | Kind::Leave | Kind::Excuse | Kind::Absent => is_void,
    };
    if is_said {
        return Ok(known.1.row(known.0));
    }
    if kind == Kind::Confirm {
        if is_void {
            return Err(Refusal::NotWaiting.into());
        }
        let is_amendment = known
            .1
            .words
            .iter()
            .any(|word| word.event == event && word.is_amendment);
        if hall.phase == Phase::Sealed && !is_amendment {
            return Err(Refusal::Sealed.into());
        }
    }
    let word = Word {
        event: ids::new(visit.clock()),
        kind,
        method: Method::BySecretary,
        late: None,
        disposition: Disposition::Recorded,
        reason: reason.to_owned(),
        reason_kind: None,
        refers_to: Some(event),
        left_at: None,
        is_amendment: hall.phase == Phase::Sealed,
        actor: visit.caller().member,
        actor_name: String::new(),
        occurred_at: visit.now(),
    };
    store::write_words(visit.conn(), meeting, &[(spoken.member, word)], now).await?;
    let (frame, entry) = entry(visit, meeting, spoken.member).await?;
    Ok(entry.row(frame))
}

async fn entry(visit: &mut Visit, meeting: Id, member: Id) -> Result<(decide::Frame, store::Entry)> {
    let entries = store::entries(visit.conn(), meeting, Some(&[member])).await?;
    let entry = entries.into_iter().next();
    Ok(entry.context("a word is about somebody on the roster")?)
}
