//! An upload: each event is judged and kept, then everything that can be is taken up.

use super::decide::{Around, Judged, Rights, judge};
use super::store::{self, Kept};
use super::take_up::{missing, take_up};
use super::{Sent, Sort, Taken, Told};
use crate::access::{Action, Visit};
use crate::attendance::store::{self as words, Entry};
use crate::attendance::{Method, Outcome, Refusal, Venue, Word, decide};
use crate::base::{Id, Refused, Result};
use crate::edge::Throttle;
use crate::meetings::MeetingPlace;
use anyhow::Context;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Takes in what a phone recorded. One event that is refused is no reason against the others. What is sent for meetings
/// that are not the caller's is kept too, but not without end.
pub async fn upload(
    visit: &mut Visit,
    strange: &Throttle<Id>,
    sent: &[Result<Sent, Refused>],
) -> Result<Vec<Told>> {
    // In the order of ids, so that two uploads about the same meetings never wait for each other.
    let mut of_meeting: BTreeMap<Id, Vec<&Sent>> = BTreeMap::new();
    for event in sent.iter().flatten() {
        of_meeting.entry(event.meeting).or_default().push(event);
    }
    let mut told: HashMap<Id, std::vec::IntoIter<Told>> = HashMap::new();
    for (meeting, events) in of_meeting {
        let answers = take_in(visit, strange, meeting, &events).await?;
        told.insert(meeting, answers.into_iter());
    }
    sent.iter()
        .map(|event| match event {
            Err(refused) => Ok(Err(refused.clone())),
            Ok(event) => Ok(told
                .get_mut(&event.meeting)
                .and_then(Iterator::next)
                .context("an event without its outcome")?),
        })
        .collect()
}

/// Takes in what one upload says of one meeting.
async fn take_in(
    visit: &mut Visit,
    strange: &Throttle<Id>,
    meeting: Id,
    sent: &[&Sent],
) -> Result<Vec<Told>> {
    let (now, sender) = (visit.now(), visit.caller().member);
    let actions = [Action::CheckIn, Action::RecordAttendance, Action::RunMeeting];
    let [attends, records, runs] = visit.rights_at(actions, MeetingPlace(meeting)).await?;
    let rights = Rights {
        attends,
        records,
        runs,
    };
    let is_alone = records
        || runs
        || sent
            .iter()
            .any(|event| event.sort.kind().is_none() || event.sort == Sort::Void);
    store::lock(visit.conn(), meeting, is_alone).await?;
    // Whoever is not of a meeting hears the same whether there is one or not.
    let span = if rights == Rights::default() {
        None
    } else {
        store::span(visit.conn(), meeting).await?
    };
    let venue = Venue::new(visit.keys(), meeting);
    let judged: Vec<Judged> = sent
        .iter()
        .map(|event| {
            let shown_at = venue.shown_at(&event.code, event.corrected_at);
            judge(
                event,
                &Around {
                    sender,
                    rights,
                    shown_at,
                    span,
                    now,
                },
            )
        })
        .collect();
    let refused = keep(visit, (strange, &venue), (meeting, rights), sent, &judged).await?;
    take_up(visit.conn(), meeting, now).await?;
    conclude(visit, meeting, (rights, &refused), sent, &judged).await
}

/// Keeps what is new: neither kept before nor said with signal. What may not be kept is told why.
async fn keep(
    visit: &mut Visit,
    (strange, venue): (&Throttle<Id>, &Venue),
    (meeting, rights): (Id, Rights),
    sent: &[&Sent],
    judged: &[Judged],
) -> Result<HashMap<Id, Refused>> {
    let (now, sender) = (visit.now(), visit.caller().member);
    let events: Vec<Id> = sent.iter().map(|event| event.event).collect();
    let mut known: BTreeSet<Id> = store::kept(visit.conn(), meeting, &events)
        .await?
        .into_keys()
        .collect();
    let with_signal = words::said_of(visit.conn(), meeting, &events).await?;
    known.extend(with_signal.into_iter().map(|(event, _)| event));
    let mut fresh = Vec::new();
    let mut refused = HashMap::new();
    for (event, judged) in sent.iter().zip(judged) {
        if !known.insert(event.event) {
            continue;
        }
        if rights == Rights::default()
            && let Err(later) = strange.check(&sender)
        {
            refused.insert(event.event, later);
            continue;
        }
        fresh.push(to_keep(visit, event, judged, venue));
    }
    store::put(visit.conn(), meeting, &fresh, now).await?;
    Ok(refused)
}

fn to_keep(visit: &Visit, event: &Sent, judged: &Judged, venue: &Venue) -> Kept {
    Kept {
        event: event.event,
        sender: visit.caller().member,
        session: visit.caller().session,
        sort: event.sort,
        member: judged.about,
        refers_to: event.refers_to,
        method: judged.method,
        reason: event.reason.clone(),
        reason_kind: event.reason_kind,
        code: event.code.clone(),
        claimed_at: event.claimed_at,
        offset_ms: event.offset_ms,
        shown_at: venue.shown_at(&event.code, event.corrected_at),
        at: judged.at,
        doubts: judged.doubts.clone(),
        is_held: true,
    }
}

/// What each event came to, by what is known now.
async fn conclude(
    visit: &mut Visit,
    meeting: Id,
    (rights, refused): (Rights, &HashMap<Id, Refused>),
    sent: &[&Sent],
    judged: &[Judged],
) -> Result<Vec<Told>> {
    let (now, caller) = (visit.now(), visit.caller().member);
    let events: Vec<Id> = sent.iter().map(|event| event.event).collect();
    let kept = store::kept(visit.conn(), meeting, &events).await?;
    let about: HashMap<Id, Id> = words::said_of(visit.conn(), meeting, &events)
        .await?
        .into_iter()
        .collect();
    let members: Vec<Id> = about.values().copied().collect();
    let entries: HashMap<Id, Entry> = words::entries(visit.conn(), meeting, Some(&members))
        .await?
        .into_iter()
        .map(|(_, entry)| (entry.standing.member, entry))
        .collect();
    let phase = words::hall(visit.conn(), meeting, now)
        .await?
        .map(|hall| hall.phase);
    let known = |event: Id| {
        let entry = entries.get(about.get(&event)?)?;
        let word = entry.words.iter().find(|word| word.event == event)?;
        Some((word, entry))
    };
    let one = |(sent, judged): (&&Sent, &Judged)| -> Told {
        if let Some(refused) = refused.get(&sent.event) {
            return Err(refused.clone());
        }
        match (kept.get(&sent.event), known(sent.event)) {
            (Some(kept), _) if !is_same(kept, sent, judged) || (kept.sender != caller && !rights.records) => {
                Err(Refusal::EventTaken.refused())
            }
            (Some(kept), None) if kept.is_held => {
                let mut doubts = kept.doubts.clone();
                doubts.extend(missing(kept, phase, false));
                doubts.sort_unstable();
                Ok(taken(Outcome::Pending, doubts, false))
            }
            (Some(kept), None) => Ok(taken(Outcome::Recorded, kept.doubts.clone(), false)),
            (Some(kept), Some((word, entry))) => Ok(taken(
                came_to(word, entry),
                kept.doubts.clone(),
                word.is_amendment,
            )),
            // The phone had sent it with signal, and the answer was lost.
            (None, Some((word, entry))) if was_checked_in(word, sent, caller) => {
                Ok(taken(came_to(word, entry), Vec::new(), word.is_amendment))
            }
            (None, _) => Err(Refusal::EventTaken.refused()),
        }
    };
    Ok(sent.iter().zip(judged).map(one).collect())
}

const fn taken(outcome: Outcome, doubts: Vec<super::Doubt>, is_amendment: bool) -> Taken {
    Taken {
        outcome,
        doubts,
        is_amendment,
    }
}

fn came_to(word: &Word, entry: &Entry) -> Outcome {
    decide::outcome(word, &entry.words)
}

/// Whether what is kept is what was sent. By what it is judged may have changed since.
fn is_same(kept: &Kept, sent: &Sent, judged: &Judged) -> bool {
    (kept.member, kept.sort, kept.refers_to) == (judged.about, sent.sort, sent.refers_to)
        && (kept.claimed_at, &kept.code, &kept.reason) == (sent.claimed_at, &sent.code, &sent.reason)
}

fn was_checked_in(word: &Word, sent: &Sent, caller: Id) -> bool {
    word.method == Method::VenueCode
        && word.actor == caller
        && sent.sort == Sort::Enter
        && sent.member.is_none_or(|member| member == caller)
}
