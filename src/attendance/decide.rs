//! Who was there: a pure function of the frozen roster and the set of words, in whatever order they came and however
//! often.

use super::{Counts, Disposition, Kind, Method, Outcome, State, Word};
use crate::base::Id;
use crate::directory::words::{Activity, Relation};
use chrono::{DateTime, Utc};

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
}

/// Decides one member's attendance.
pub fn settle<'a>(
    frame: Frame,
    standing: (Activity, Relation),
    words: impl IntoIterator<Item = &'a Word>,
) -> Settled<'a> {
    let word = deciding(words);
    let state = word.map_or_else(|| silent(frame, standing), |word| said(frame, word));
    Settled { state, word }
}

/// What came of one word of the member's own: an earlier arrival stands, otherwise the word says itself.
pub fn outcome<'a>(event: &Word, words: impl IntoIterator<Item = &'a Word>) -> Outcome {
    let before = words.into_iter().filter(|word| order(word) < order(event));
    match event.disposition {
        _ if is_there(before) => Outcome::AlreadyPresent,
        Disposition::Recorded => Outcome::Recorded,
        Disposition::Pending => Outcome::Pending,
    }
}

/// Whether the words say that the member came.
pub fn is_there<'a>(words: impl IntoIterator<Item = &'a Word>) -> bool {
    deciding(words).is_some_and(Word::is_arrival)
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

/// The word that stands after all have been heard in the order in which they were spoken.
fn deciding<'a>(words: impl IntoIterator<Item = &'a Word>) -> Option<&'a Word> {
    let mut words: Vec<&Word> = words.into_iter().collect();
    words.sort_by_key(|word| order(word));
    words
        .into_iter()
        .reduce(|known, word| if yields(known, word) { word } else { known })
}

/// Words are ordered by the time they speak of; those of the same moment by their id, the same everywhere.
fn order(word: &Word) -> (DateTime<Utc>, Id) {
    (word.occurred_at, word.event)
}

/// Whether what is known gives way to a later word. The secretary's always counts; the code of the room proves that
/// somebody came, so it ends an absence, but says nothing new of who is there; an old code only asks.
fn yields(known: &Word, later: &Word) -> bool {
    match (later.method, later.disposition) {
        (Method::BySecretary, _) => true,
        (Method::VenueCode, Disposition::Recorded) => !known.is_arrival(),
        (Method::VenueCode, Disposition::Pending) => known.kind != Kind::Enter,
    }
}

fn said(frame: Frame, word: &Word) -> State {
    match (word.kind, word.disposition) {
        (Kind::Excuse, _) => State::AbsentExcused,
        (Kind::Absent, _) => State::Absent,
        (Kind::Enter, Disposition::Pending) => State::Pending,
        (Kind::Enter, Disposition::Recorded) => {
            if word.late.unwrap_or(word.occurred_at > frame.late_after) {
                State::Late
            } else {
                State::Present
            }
        }
    }
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

impl Word {
    /// Whether it says that the member came.
    fn is_arrival(&self) -> bool {
        self.kind == Kind::Enter && self.disposition == Disposition::Recorded
    }
}

#[cfg(test)]
mod tests;
