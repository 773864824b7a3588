//! Who was there: a pure function of the frozen roster and the set of words, in whatever order they came and however
//! often.

mod stays;

pub use stays::{Stay, stays};

use super::{Counts, Disposition, Kind, Method, Outcome, State, Word};
use crate::base::Id;
use crate::directory::words::{Activity, Relation};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// What the meeting itself says about attendance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Who comes after this moment is late: planned start and the grace of the rule set.
    pub late_after: DateTime<Utc>,
    /// After closing the silent are absent.
    pub closed: bool,
}

/// What is known of one member, and the word it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled<'a> {
    /// Where the member stands.
    pub state: State,
    /// The word that decided; none while nothing was said.
    pub word: Option<&'a Word>,
    /// The word that the member left before the end, if that still stands.
    pub left: Option<&'a Word>,
}

/// What a word says about presence. Words about other words say nothing of it themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Came,
    Left,
    Excused,
    Absent,
}

/// A word that is not void, and whether it counts or waits.
#[derive(Clone, Copy, Debug)]
struct Heard<'a> {
    word: &'a Word,
    says: Says,
    counts: bool,
}

/// What stands after some words, and what was said of leaving since.
#[derive(Clone, Copy, Debug)]
struct Known<'a> {
    heard: Heard<'a>,
    left: Option<&'a Word>,
}

/// Decides one member's attendance.
pub fn settle<'a>(
    frame: Frame,
    standing: (Activity, Relation),
    words: impl IntoIterator<Item = &'a Word>,
) -> Settled<'a> {
    match deciding(words) {
        None => Settled {
            state: silent(frame, standing),
            word: None,
            left: None,
        },
        Some(known) => Settled {
            state: said(frame, known.heard),
            word: Some(known.heard.word),
            left: known.left,
        },
    }
}

/// Whose wish to stay away was granted is absent with a reason once the meeting is closed, unless something else was said.
pub fn excuse<'a>(settled: Settled<'a>, granted: Option<&'a Word>) -> Settled<'a> {
    match (settled.state, settled.word, granted) {
        (State::Absent, None, Some(granted)) => Settled {
            state: State::AbsentExcused,
            word: Some(granted),
            left: None,
        },
        _ => settled,
    }
}

/// What came of one word of the member's own: an earlier arrival stands, otherwise the word says itself. What was said
/// later, also about words, changes nothing of it.
pub fn outcome<'a>(event: &Word, words: impl IntoIterator<Item = &'a Word>) -> Outcome {
    let before = words.into_iter().filter(|word| order(word) < order(event));
    match event.disposition {
        _ if event.kind == Kind::Enter && is_inside(before) => Outcome::AlreadyPresent,
        Disposition::Recorded => Outcome::Recorded,
        Disposition::Pending => Outcome::Pending,
    }
}

/// Whether the words say that the member came.
pub fn is_there<'a>(words: impl IntoIterator<Item = &'a Word>) -> bool {
    deciding(words).is_some_and(|known| known.heard.is_arrival())
}

/// Whether the words say that the member came, and not that the member left since.
fn is_inside<'a>(words: impl IntoIterator<Item = &'a Word>) -> bool {
    deciding(words).is_some_and(|known| known.heard.is_arrival() && known.left.is_none())
}

/// Whether one of the words takes this one back.
pub fn is_void<'a>(event: Id, words: impl IntoIterator<Item = &'a Word>) -> bool {
    named(Kind::Void, words).any(|named| named == event)
}

/// Whether one of the words confirms this one.
pub fn is_confirmed<'a>(event: Id, words: impl IntoIterator<Item = &'a Word>) -> bool {
    named(Kind::Confirm, words).any(|named| named == event)
}

/// Counts a meeting. The counts are disjoint and add up to the roster.
pub fn count(states: impl IntoIterator<Item = State>) -> Counts {
    let mut counts = Counts::default();
    for state in states {
        let counted = match state {
            State::Expected => &mut counts.expected,
            State::Present => &mut counts.present,
            State::Late => &mut counts.late,
            State::AbsentExcused => &mut counts.absent_excused,
            State::Absent => &mut counts.absent,
            State::Exempt => &mut counts.exempt,
            State::TemporarilyOut => &mut counts.temporarily_out,
            State::Pending => &mut counts.pending,
        };
        *counted += 1;
    }
    counts
}

/// What stands after all words have been heard in the order in which they were spoken.
fn deciding<'a>(words: impl IntoIterator<Item = &'a Word>) -> Option<Known<'a>> {
    heard(words)
        .into_iter()
        .fold(None, |known, later| Some(hear(known, later)))
}

/// The words about presence in their order, without those that are void; what was confirmed counts. Words about words
/// are heard first, so that they win in whatever order they came. Of what waits only an arrival is heard: it asks.
fn heard<'a>(words: impl IntoIterator<Item = &'a Word>) -> Vec<Heard<'a>> {
    let words: Vec<&Word> = words.into_iter().collect();
    let voided: BTreeSet<Id> = named(Kind::Void, words.iter().copied()).collect();
    let confirmed: BTreeSet<Id> = named(Kind::Confirm, words.iter().copied()).collect();
    let mut heard: Vec<Heard<'a>> = words
        .into_iter()
        .filter(|word| !voided.contains(&word.event))
        .filter_map(|word| {
            Some(Heard {
                word,
                says: says(word.kind)?,
                counts: word.disposition == Disposition::Recorded || confirmed.contains(&word.event),
            })
        })
        .filter(|heard| heard.counts || heard.says == Says::Came)
        .collect();
    heard.sort_by_key(|heard| order(heard.word));
    heard
}

/// The words that words of one kind speak of.
fn named<'a>(kind: Kind, words: impl IntoIterator<Item = &'a Word>) -> impl Iterator<Item = Id> {
    words
        .into_iter()
        .filter(move |word| word.kind == kind)
        .filter_map(|word| word.refers_to)
}

/// Words are ordered by the time they speak of; those of the same moment by their id, the same everywhere.
fn order(word: &Word) -> (DateTime<Utc>, Id) {
    (word.occurred_at, word.event)
}

const fn says(kind: Kind) -> Option<Says> {
    match kind {
        Kind::Enter => Some(Says::Came),
        Kind::Leave => Some(Says::Left),
        Kind::Excuse => Some(Says::Excused),
        Kind::Absent => Some(Says::Absent),
        Kind::Void | Kind::Confirm => None,
    }
}

/// Who left had come: the arrival that is known stands, and the leaving beside it. Where none is known, that the member
/// left says that the member came. Who comes back had come all along.
fn hear<'a>(known: Option<Known<'a>>, later: Heard<'a>) -> Known<'a> {
    let begun = Known {
        heard: later,
        left: (later.says == Says::Left).then_some(later.word),
    };
    match known {
        Some(known) if later.says == Says::Left && known.heard.is_arrival() => Known {
            left: begun.left,
            ..known
        },
        Some(known) if !yields(known.heard, later) => Known {
            left: known.left.filter(|_| !later.is_arrival()),
            ..known
        },
        Some(_) | None => begun,
    }
}

/// Whether what is known gives way to a later word. The secretary's always counts, also as keyed in from paper, and so
/// does that somebody did not come, by whomever it was confirmed; what proves that somebody came ends an absence, but says
/// nothing new of who is there; what waits only asks.
fn yields(known: Heard<'_>, later: Heard<'_>) -> bool {
    match (later.counts, later.says, later.word.method) {
        (true, Says::Excused | Says::Absent, _)
        | (true, Says::Came | Says::Left, Method::BySecretary | Method::ByReply | Method::Paper) => true,
        (
            true,
            Says::Came | Says::Left,
            Method::VenueCode | Method::Offline | Method::Assisted | Method::Card,
        ) => !known.is_arrival(),
        (false, _, _) => matches!(known.says, Says::Excused | Says::Absent),
    }
}

fn said(frame: Frame, heard: Heard<'_>) -> State {
    let late = match heard.says {
        Says::Excused => return State::AbsentExcused,
        Says::Absent => return State::Absent,
        Says::Came if !heard.counts => return State::Pending,
        Says::Came => heard
            .word
            .late
            .unwrap_or(heard.word.occurred_at > frame.late_after),
        Says::Left => heard.word.late.unwrap_or(false),
    };
    if late { State::Late } else { State::Present }
}

/// Who is exempt, suspended or detained need not come, and who stays at another branch comes there.
fn silent(frame: Frame, standing: (Activity, Relation)) -> State {
    match standing {
        (Activity::Exempt | Activity::Suspended | Activity::Detained, _) => State::Exempt,
        (Activity::Active, Relation::TemporarilyOut) => State::TemporarilyOut,
        (Activity::Active, Relation::Home | Relation::TemporarilyIn | Relation::ResidenceLink) => {
            if frame.closed {
                State::Absent
            } else {
                State::Expected
            }
        }
    }
}

impl Heard<'_> {
    /// Whether it says that the member came.
    fn is_arrival(&self) -> bool {
        match self.says {
            Says::Came => self.counts,
            Says::Left => true,
            Says::Excused | Says::Absent => false,
        }
    }
}

#[cfg(test)]
mod tests;
