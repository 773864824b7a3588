//! When a member was in the room: every stay from coming to leaving. Pure, and agreed with what is decided: who was there
//! at no moment has not come.

use super::{Heard, Says, heard};
use crate::attendance::Word;
use crate::base::Id;
use chrono::{DateTime, Utc};

/// A time in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when; to the end of the meeting, or until now, when nothing was said of leaving.
    pub to: Option<DateTime<Utc>>,
}

impl Stay {
    /// Whether it covers a moment. Whoever leaves at a moment is not there any more.
    pub fn covers(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && self.to.is_none_or(|to| at < to)
    }
}

/// The stays of a member in a meeting that began at a moment. Coming and leaving are told by when they happened, not by
/// when they were said; that somebody did not come is told by when it was said, and ends what was known before.
pub fn stays<'a>(began: DateTime<Utc>, words: impl IntoIterator<Item = &'a Word>) -> Vec<Stay> {
    let mut heard: Vec<Heard<'a>> = heard(words).into_iter().filter(|heard| heard.counts).collect();
    let last_denied = heard.iter().rposition(|heard| is_denial(*heard));
    heard.drain(..last_denied.map_or(0, |place| place + 1));
    heard.sort_by_key(|heard| happened(*heard));
    let mut stays: Vec<Stay> = Vec::new();
    for heard in heard {
        let at = happened(heard).0;
        match (stays.last_mut(), heard.says) {
            (Some(Stay { to: None, .. }), Says::Came) | (_, Says::Excused | Says::Absent) => {}
            (Some(open @ Stay { to: None, .. }), Says::Left) => open.to = Some(at.max(open.from)),
            // Left once more: the later leaving tells how long the member was there.
            (Some(last), Says::Left) => last.to = last.to.max(Some(at)),
            (None, Says::Left) => stays.push(Stay {
                from: began.min(at),
                to: Some(at),
            }),
            (before, Says::Came) => {
                let was_in_time = before.is_none() && heard.word.late == Some(false);
                let from = if was_in_time { began.min(at) } else { at };
                stays.push(Stay { from, to: None });
            }
        }
    }
    stays
}

fn is_denial(heard: Heard<'_>) -> bool {
    matches!(heard.says, Says::Excused | Says::Absent)
}

fn happened(heard: Heard<'_>) -> (DateTime<Utc>, Id) {
    (
        heard.word.left_at.unwrap_or(heard.word.occurred_at),
        heard.word.event,
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{
        SAID_ABSENT, SAID_LEFT, SAID_PRESENT, SCANNED, any_words, decided, start, word,
    };
    use super::*;
    use crate::attendance::State;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn at(minute: i64) -> DateTime<Utc> {
        start() + TimeDelta::minutes(minute)
    }

    fn minutes(words: &[Word]) -> Vec<(i64, Option<i64>)> {
        let since = |moment: DateTime<Utc>| (moment - start()).num_minutes();
        stays(start(), words)
            .into_iter()
            .map(|stay| (since(stay.from), stay.to.map(since)))
            .collect()
    }

    #[test]
    fn who_leaves_and_comes_back_stays_twice() {
        let words = [word(1, 2, SCANNED), word(2, 30, SAID_LEFT), word(3, 45, SCANNED)];
        assert_eq!(minutes(&words), [(2, Some(30)), (45, None)]);
        let stays = stays(start(), &words);
        let there = |minute| stays.iter().any(|stay| stay.covers(at(minute)));
        assert_eq!(
            [1, 2, 29, 30, 44, 45, 90].map(there),
            [false, true, true, false, false, true, true]
        );
    }

    #[test]
    fn when_something_happened_counts_and_not_when_it_was_said() {
        let left = Word {
            left_at: Some(at(20)),
            ..word(2, 60, SAID_LEFT)
        };
        assert_eq!(
            minutes(&[word(1, 2, SCANNED), left, word(3, 40, SCANNED)]),
            [(2, Some(20)), (40, None)]
        );
        assert_eq!(
            minutes(&[word(1, 50, SAID_PRESENT)]),
            [(0, None)],
            "in time, whenever it is said"
        );
        assert_eq!(minutes(&[word(1, 2, SCANNED), word(2, 50, SAID_ABSENT)]), []);
    }

    proptest! {
        #[test]
        fn who_was_never_there_has_not_come(words in any_words()) {
            let came = matches!(decided(&words).0, State::Present | State::Late);
            prop_assert_eq!(!stays(start(), &words).is_empty(), came);
        }
    }
}
