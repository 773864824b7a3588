//! The secretary's word, marked as such for everyone who sees it: about one member or many, until the meeting is sealed.
//! Afterwards it amends what was sealed and stands beside it.

use super::store::{self, Entry, Hall, Phase};
use super::{Dictated, Disposition, Kind, Refusal, Row, Word, decide};
use crate::access::Visit;
use crate::base::{Error, Id, Refused, Result};
use crate::meetings::ReasonKind;
use anyhow::Context;
use chrono::TimeDelta;
use std::collections::HashMap;

/// Why something is said by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// To record it, until the meeting is sealed.
    Record,
    /// To amend what was sealed.
    Amend,
}

/// Records what the secretary says of a member, while the meeting is open and until it is sealed.
pub async fn record(visit: &mut Visit, meeting: Id, dictated: Dictated) -> Result<Row> {
    say_one(visit, meeting, Purpose::Record, dictated).await
}

/// Amends what was sealed. The sealed result stays, and the amendment beside it.
pub async fn amend(visit: &mut Visit, meeting: Id, dictated: Dictated) -> Result<Row> {
    say_one(visit, meeting, Purpose::Amend, dictated).await
}

/// Records many at once, each with its own outcome: one that is refused is no reason against the others.
pub async fn record_many(
    visit: &mut Visit,
    meeting: Id,
    rows: Vec<Result<Dictated, Refused>>,
) -> Result<Vec<Result<Row, Refused>>> {
    let readable: Vec<&Dictated> = rows.iter().filter_map(|row| row.as_ref().ok()).collect();
    let mut outcomes = say(visit, meeting, Purpose::Record, &readable).await?.into_iter();
    rows.into_iter()
        .map(|row| {
            if let Err(refused) = row {
                return Ok(Err(refused));
            }
            let outcome = outcomes.next().context("a row without its outcome")?;
            Ok(outcome.map_err(Refusal::refused))
        })
        .collect()
}

async fn say_one(visit: &mut Visit, meeting: Id, purpose: Purpose, dictated: Dictated) -> Result<Row> {
    let mut outcomes = say(visit, meeting, purpose, &[&dictated]).await?;
    let outcome = outcomes.pop().context("a word without its outcome")?;
    outcome.map_err(Error::from)
}

/// Says words: one statement writes those that may be said, one reads what is known of their members by then.
async fn say(
    visit: &mut Visit,
    meeting: Id,
    purpose: Purpose,
    dictated: &[&Dictated],
) -> Result<Vec<Result<Row, Refusal>>> {
    let now = visit.now();
    let hall = hall(visit, meeting).await?;
    let spoken: Vec<Result<Word, Refusal>> = (0..)
        .zip(dictated)
        .map(|(place, dictated)| word(visit, &hall, purpose, dictated).map(|word| later(word, place)))
        .collect();
    let (members, events): (Vec<Id>, Vec<Id>) = dictated
        .iter()
        .map(|dictated| (dictated.member, dictated.event))
        .unzip();
    if may_be_said(hall.phase, purpose).is_ok() {
        let words: Vec<(Id, Word)> = members
            .iter()
            .zip(&spoken)
            .filter_map(|(member, word)| Some((*member, word.as_ref().ok()?.clone())))
            .collect();
        store::write_words(visit.conn(), meeting, &words, now).await?;
    }
    let about: HashMap<Id, Id> = store::said_of(visit.conn(), meeting, &events)
        .await?
        .into_iter()
        .collect();
    let entries: HashMap<Id, (decide::Frame, Entry)> = store::entries(visit.conn(), meeting, Some(&members))
        .await?
        .into_iter()
        .map(|(frame, entry)| (entry.standing.member, (frame, entry)))
        .collect();
    let conclude = |(dictated, word): (&&Dictated, Result<Word, Refusal>)| {
        let word = word?;
        if about
            .get(&word.event)
            .is_some_and(|about| *about != dictated.member)
        {
            return Err(Refusal::EventTaken);
        }
        let entry = entries.get(&dictated.member);
        let known = entry.and_then(|(_, entry)| entry.words.iter().find(|known| known.event == word.event));
        match (entry, known) {
            (Some((frame, entry)), Some(known)) if same(known, &word, dictated) => {
                Ok(entry.clone().row(*frame))
            }
            (_, Some(_)) => Err(Refusal::EventTaken),
            (_, None) => Err(may_be_said(hall.phase, purpose)
                .err()
                .unwrap_or(Refusal::NotOnRoster)),
        }
    };
    Ok(dictated.iter().zip(spoken).map(conclude).collect())
}

/// How far the meeting has come.
pub(super) async fn hall(visit: &mut Visit, meeting: Id) -> Result<Hall> {
    let now = visit.now();
    let hall = store::hall(visit.conn(), meeting, now).await?;
    hall.ok_or_else(|| Refused::not_found().into())
}

/// Whether the meeting has come so far that this may be said, and not too far.
const fn may_be_said(phase: Phase, purpose: Purpose) -> Result<(), Refusal> {
    match (phase, purpose) {
        (Phase::Open | Phase::Closed, Purpose::Record) | (Phase::Sealed, Purpose::Amend) => Ok(()),
        (Phase::Shut, _) => Err(Refusal::NotOpen),
        (Phase::Sealed, Purpose::Record) => Err(Refusal::Sealed),
        (Phase::Open | Phase::Closed, Purpose::Amend) => Err(Refusal::NotSealed),
    }
}

/// What was dictated, as a word; refused where it says too little.
fn word(visit: &Visit, hall: &Hall, purpose: Purpose, dictated: &Dictated) -> Result<Word, Refusal> {
    let is_explained = !dictated.reason.is_empty();
    let has_kind = dictated.reason_kind.is_some_and(|kind| kind != ReasonKind::Other);
    let lacks_reason = match (purpose, dictated.kind) {
        (Purpose::Amend, _) => !is_explained,
        (Purpose::Record, Kind::Excuse) => !is_explained && !has_kind,
        (Purpose::Record, _) => false,
    };
    if lacks_reason {
        return Err(Refusal::ReasonNeeded);
    }
    let left_at = match dictated.kind {
        Kind::Leave => Some(left(visit, hall, dictated)?),
        Kind::Enter | Kind::Excuse | Kind::Absent | Kind::Void | Kind::Confirm => None,
    };
    Ok(Word {
        event: dictated.event,
        kind: dictated.kind,
        method: dictated.method,
        late: dictated.late,
        disposition: Disposition::Recorded,
        reason: dictated.reason.clone(),
        reason_kind: dictated.reason_kind.filter(|_| dictated.kind == Kind::Excuse),
        refers_to: None,
        left_at,
        is_amendment: purpose == Purpose::Amend,
        actor: visit.caller().member,
        actor_name: String::new(),
        occurred_at: visit.now(),
    })
}

/// When the member left: within the meeting; now, if it is under way and nobody says otherwise.
fn left(visit: &Visit, hall: &Hall, dictated: &Dictated) -> Result<chrono::DateTime<chrono::Utc>, Refusal> {
    let now = visit.now();
    let left = dictated
        .left_at
        .or((hall.phase == Phase::Open).then_some(now))
        .ok_or(Refusal::LeftTime)?;
    let is_within =
        hall.opened_at.is_none_or(|opened| left >= opened) && left <= hall.closed_at.unwrap_or(now).min(now);
    if is_within {
        Ok(left)
    } else {
        Err(Refusal::LeftTime)
    }
}

/// Words of one call follow each other: of two about one member the later row stands.
fn later(word: Word, place: i64) -> Word {
    Word {
        occurred_at: word.occurred_at + TimeDelta::microseconds(place),
        ..word
    }
}

/// Whether what is known is what was sent. When somebody left may have been left to us.
fn same(known: &Word, sent: &Word, dictated: &Dictated) -> bool {
    let said = |word: &Word| {
        (
            (word.kind, word.method, word.late, word.is_amendment),
            (word.reason.clone(), word.reason_kind, word.actor),
        )
    };
    said(known) == said(sent) && (dictated.left_at.is_none() || known.left_at == sent.left_at)
}
