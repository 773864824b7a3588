//! Attendance does not depend on the order of the post, the secretary's last word stands, and counts close.

use super::*;
use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use proptest::test_runner::{Config, TestRunner};

mod about_words;

type Judge = fn(&[Word]) -> (State, Option<Word>);

pub(super) fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).unwrap()
}

fn frame(closed: bool) -> Frame {
    Frame {
        late_after: start() + TimeDelta::minutes(15),
        closed,
    }
}

pub(super) fn decided(words: &[Word]) -> (State, Option<Word>) {
    let settled = settle(frame(true), (Activity::Active, Relation::Home), words);
    (settled.state, settled.word.cloned())
}

pub(super) fn word(event: u128, minute: i64, said: (Kind, Method, Option<bool>, Disposition)) -> Word {
    let (kind, method, late, disposition) = said;
    Word {
        event: Id::from_u128(event),
        kind,
        method,
        late,
        disposition,
        reason: String::new(),
        reason_kind: None,
        refers_to: None,
        left_at: (kind == Kind::Leave).then(|| start() + TimeDelta::minutes(minute)),
        is_amendment: false,
        actor: Id::from_u128(1),
        actor_name: String::new(),
        occurred_at: start() + TimeDelta::minutes(minute),
    }
}

pub(super) const SCANNED: (Kind, Method, Option<bool>, Disposition) =
    (Kind::Enter, Method::VenueCode, None, Disposition::Recorded);
const SCANNED_OLD: (Kind, Method, Option<bool>, Disposition) =
    (Kind::Enter, Method::VenueCode, None, Disposition::Pending);
pub(super) const SAID_PRESENT: (Kind, Method, Option<bool>, Disposition) = (
    Kind::Enter,
    Method::BySecretary,
    Some(false),
    Disposition::Recorded,
);
const SAID_LATE: (Kind, Method, Option<bool>, Disposition) = (
    Kind::Enter,
    Method::BySecretary,
    Some(true),
    Disposition::Recorded,
);
const SAID_EXCUSED: (Kind, Method, Option<bool>, Disposition) =
    (Kind::Excuse, Method::BySecretary, None, Disposition::Recorded);
pub(super) const SAID_ABSENT: (Kind, Method, Option<bool>, Disposition) =
    (Kind::Absent, Method::BySecretary, None, Disposition::Recorded);

pub(super) const SAID_LEFT: (Kind, Method, Option<bool>, Disposition) =
    (Kind::Leave, Method::BySecretary, None, Disposition::Recorded);
const VOID: (Kind, Method, Option<bool>, Disposition) =
    (Kind::Void, Method::BySecretary, None, Disposition::Recorded);
/// Kinds and methods of phones without signal, of another's phone, of paper and of the card.
const FROM_PHONES: [(Kind, Method, Option<bool>, Disposition); 8] = [
    (Kind::Enter, Method::Offline, None, Disposition::Pending),
    (Kind::Leave, Method::Offline, None, Disposition::Pending),
    (Kind::Enter, Method::Assisted, None, Disposition::Pending),
    (Kind::Absent, Method::Assisted, None, Disposition::Pending),
    (Kind::Enter, Method::BySecretary, None, Disposition::Pending),
    (Kind::Absent, Method::BySecretary, None, Disposition::Pending),
    (Kind::Enter, Method::Paper, Some(false), Disposition::Recorded),
    (Kind::Enter, Method::Card, None, Disposition::Recorded),
];
const CONFIRM: (Kind, Method, Option<bool>, Disposition) =
    (Kind::Confirm, Method::BySecretary, None, Disposition::Recorded);

/// A word about another word.
fn about(event: u128, minute: i64, said: (Kind, Method, Option<bool>, Disposition), named: u128) -> Word {
    Word {
        refers_to: Some(Id::from_u128(named)),
        ..word(event, minute, said)
    }
}

/// Any words about a member, at one of few moments so that some fall together; some speak of others, which may be
/// missing or come later.
pub(super) fn any_words() -> impl Strategy<Value = Vec<Word>> {
    let said = prop_oneof![
        Just(SCANNED),
        Just(SCANNED_OLD),
        Just(SAID_PRESENT),
        Just(SAID_LATE),
        Just(SAID_EXCUSED),
        Just(SAID_ABSENT),
        Just(SAID_LEFT),
        Just(VOID),
        Just(CONFIRM),
        any::<Index>().prop_map(|index| *index.get(&FROM_PHONES)),
    ];
    prop::collection::vec((-10..40_i64, said, 1..10_u128), 0..9).prop_map(|words| {
        (1..)
            .zip(words)
            .map(|(event, (minute, said, named))| match said.0 {
                Kind::Void | Kind::Confirm => about(event, minute, said, named),
                Kind::Enter | Kind::Leave | Kind::Excuse | Kind::Absent => word(event, minute, said),
            })
            .collect()
    })
}

/// The same words shuffled, some of them twice.
fn delivered_twice() -> impl Strategy<Value = (Vec<Word>, Vec<Word>)> {
    any_words().prop_flat_map(|words| {
        let again = subsequence(words.clone(), 0..=words.len());
        again.prop_flat_map(move |again| {
            let all: Vec<Word> = words.iter().chain(&again).cloned().collect();
            (Just(words.clone()), Just(all).prop_shuffle())
        })
    })
}

fn order_is_nothing(judge: Judge) -> Result<(), String> {
    let config = Config {
        cases: 2_000,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&delivered_twice(), |(once, delivered)| {
            prop_assert_eq!(judge(&once), judge(&delivered));
            Ok(())
        })
        .map_err(|error| error.to_string())
}

#[test]
fn the_order_of_the_post_and_its_repetitions_change_nothing() {
    order_is_nothing(decided).unwrap();
}

#[test]
fn a_judge_who_hears_words_as_they_arrive_is_found_out() {
    let gullible: Judge = |words| {
        let known = words
            .iter()
            .filter_map(|word| heard([word]).pop())
            .fold(None, |known, later| Some(hear(known, later)));
        known.map_or((State::Absent, None), |known: Known<'_>| {
            (said(frame(true), known.heard), Some(known.heard.word.clone()))
        })
    };
    order_is_nothing(gullible).unwrap_err();
}

proptest! {
    #[test]
    fn the_secretarys_last_word_stands(words in any_words(), late: bool) {
        let last = word(1_000, 60, if late { SAID_LATE } else { SAID_ABSENT });
        let mut all = words;
        all.push(last.clone());
        let state = if late { State::Late } else { State::Absent };
        prop_assert_eq!(decided(&all), (state, Some(last)));
    }

    #[test]
    fn the_code_of_the_room_never_makes_anybody_absent(words in any_words(), minute in -10..40_i64) {
        let before = decided(&words).0;
        let mut all = words;
        all.push(word(1_000, minute, SCANNED));
        let after = decided(&all).0;
        let there = |state| matches!(state, State::Present | State::Late);
        prop_assert!(!there(before) || there(after), "{before:?} became {after:?}");
    }

    #[test]
    fn an_old_code_alone_moves_nobody_into_the_room(words in any_words(), minute in -10..40_i64) {
        let before = decided(&words).0;
        let mut all = words;
        all.push(word(1_000, minute, SCANNED_OLD));
        let after = decided(&all).0;
        prop_assert!(after == before || after == State::Pending, "{before:?} became {after:?}");
    }

    #[test]
    fn counts_are_disjoint_and_add_up_to_the_roster(
        roster in prop::collection::vec((any_words(), any::<Index>(), any::<Index>()), 0..30),
        closed: bool,
    ) {
        let states: Vec<State> = roster
            .iter()
            .map(|(words, activity, relation)| {
                let standing = (*activity.get(Activity::ALL), *relation.get(Relation::ALL));
                settle(frame(closed), standing, words).state
            })
            .collect();
        let counts = count(states.iter().copied());
        prop_assert_eq!(usize::try_from(counts.roster()).unwrap(), roster.len());
        prop_assert_eq!(
            usize::try_from(counts.present).unwrap(),
            states.iter().filter(|state| **state == State::Present).count()
        );
        prop_assert!(!closed || counts.expected == 0);
    }
}

#[test]
fn the_grace_is_counted_from_the_planned_start_and_includes_its_last_moment() {
    assert_eq!(decided(&[word(1, 15, SCANNED)]).0, State::Present);
    assert_eq!(decided(&[word(1, 16, SCANNED)]).0, State::Late);
    assert_eq!(decided(&[word(1, 90, SAID_PRESENT)]).0, State::Present);
}

#[test]
fn who_comes_after_having_been_excused_is_there() {
    let words = [word(1, -10, SAID_EXCUSED), word(2, 20, SCANNED)];
    assert_eq!(decided(&words).0, State::Late);
}

#[test]
fn who_was_seen_by_the_secretary_is_not_late_for_scanning_later() {
    let words = [word(1, 0, SAID_PRESENT), word(2, 30, SCANNED)];
    let (state, known) = decided(&words);
    assert_eq!(
        (state, known.unwrap().method),
        (State::Present, Method::BySecretary)
    );
    assert_eq!(outcome(&words[1], &words), Outcome::AlreadyPresent);
}

#[test]
fn a_word_comes_to_the_same_however_often_it_is_sent() {
    let scan = word(1, 0, SCANNED);
    let later = word(2, 5, SAID_LATE);
    assert_eq!(outcome(&scan, [&scan]), Outcome::Recorded);
    assert_eq!(outcome(&scan, [&later, &scan, &scan]), Outcome::Recorded);
    let asked = word(3, -5, SCANNED_OLD);
    assert_eq!(outcome(&asked, [&asked, &scan]), Outcome::Pending);
    assert_eq!(outcome(&scan, [&asked, &scan]), Outcome::Recorded);
}

#[test]
fn the_silent_are_told_apart_by_their_standing() {
    let silent = |closed, activity, relation| settle(frame(closed), (activity, relation), []).state;
    assert_eq!(silent(false, Activity::Active, Relation::Home), State::Expected);
    assert_eq!(
        silent(true, Activity::Active, Relation::TemporarilyIn),
        State::Absent
    );
    assert_eq!(silent(true, Activity::Exempt, Relation::Home), State::Exempt);
    assert_eq!(silent(true, Activity::Suspended, Relation::Home), State::Exempt);
    assert_eq!(
        silent(true, Activity::Active, Relation::TemporarilyOut),
        State::TemporarilyOut
    );
    assert_eq!(
        settle(
            frame(true),
            (Activity::Exempt, Relation::Home),
            [&word(1, 0, SCANNED)]
        )
        .state,
        State::Present
    );
}
