//! What is void was never said, what is confirmed counts, and who left had come: in whatever order it arrives.

use super::*;

#[test]
fn a_judge_who_hears_what_is_void_is_found_out() {
    let deaf: Judge = |words| {
        let spoken: Vec<Word> = words
            .iter()
            .filter(|word| word.kind != Kind::Void)
            .cloned()
            .collect();
        decided(&spoken)
    };
    let config = Config {
        cases: 2_000,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&any_words(), |words| {
            prop_assert_eq!(deaf(&words), decided(&words));
            Ok(())
        })
        .unwrap_err();
}

proptest! {
    #[test]
    fn what_is_void_was_never_said(words in any_words(), named in 1..10_u128, minute in -10..40_i64) {
        // Only what says something of presence can be taken back; a word about another word cannot.
        prop_assume!(words.iter().all(|word| word.event != Id::from_u128(named) || word.refers_to.is_none()));
        let unsaid: Vec<Word> =
            words.iter().filter(|word| word.event != Id::from_u128(named)).cloned().collect();
        let mut all = words;
        all.push(about(1_000, minute, VOID, named));
        prop_assert_eq!(decided(&all), decided(&unsaid));
    }

    #[test]
    fn what_is_confirmed_counts_as_if_it_had_not_waited(words in any_words(), minute in -10..40_i64) {
        let mut waiting = words.clone();
        waiting.extend([word(1_000, minute, SCANNED_OLD), about(1_001, 39, CONFIRM, 1_000)]);
        let mut fresh = words;
        fresh.push(word(1_000, minute, SCANNED));
        prop_assert_eq!(decided(&waiting).0, decided(&fresh).0);
    }

    #[test]
    fn a_granted_wish_excuses_only_the_silent_of_a_closed_meeting(words in any_words(), closed: bool) {
        let granted = word(1_000, -60, SAID_EXCUSED);
        let standing = (Activity::Active, Relation::Home);
        let settled = settle(frame(closed), standing, &words);
        let excused = excuse(settled, Some(&granted));
        if closed && settled.word.is_none() {
            prop_assert_eq!((excused.state, excused.word), (State::AbsentExcused, Some(&granted)));
        } else {
            prop_assert_eq!(excused, settled);
        }
        let exempt = settle(frame(closed), (Activity::Exempt, Relation::Home), []);
        prop_assert_eq!(excuse(exempt, Some(&granted)), exempt);
    }

    #[test]
    fn who_left_counts_as_having_come(words in any_words()) {
        let before = decided(&words).0;
        let mut all = words;
        let left = word(1_000, 60, SAID_LEFT);
        all.push(left.clone());
        let settled = settle(frame(true), (Activity::Active, Relation::Home), &all);
        let there = |state| matches!(state, State::Present | State::Late);
        prop_assert!(there(settled.state));
        prop_assert!(!there(before) || settled.state == before, "leaving made {before:?} {:?}", settled.state);
        prop_assert_eq!(settled.left, Some(&left));
    }
}
