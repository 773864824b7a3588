//! Branches of a few people, reckoned by hand.

use super::*;
use proptest::prelude::*;

fn silent() -> Known {
    Known {
        class: Class::Official,
        activity: Activity::Active,
        relation: Relation::Home,
        answer: None,
        decision: None,
        past: (0, 0),
    }
}

fn coming() -> Known {
    Known {
        answer: Some(Answer::WillAttend),
        ..silent()
    }
}

fn away(decision: Option<Decision>) -> Known {
    Known {
        answer: Some(Answer::AskAbsence),
        decision,
        ..silent()
    }
}

fn majority(called: &[Known]) -> Forecast {
    reckon(called, Threshold::MoreThan, 50)
}

#[test]
fn half_of_an_even_number_is_not_more_than_half() {
    for (entitled, expected) in [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (22, 12)] {
        assert_eq!(
            needed(entitled, Threshold::MoreThan, 50),
            expected,
            "of {entitled}"
        );
    }
    assert_eq!(needed(3, Threshold::AtLeast, 67), 3);
    assert_eq!(needed(100, Threshold::AtLeast, 67), 67);
}

#[test]
fn who_stays_away_with_leave_is_taken_off_the_base() {
    let called = [coming(), coming(), away(Some(Decision::Accepted)), away(None)];
    let forecast = majority(&called);
    assert_eq!((forecast.entitled, forecast.needed, forecast.expected), (3, 2, 2));
    assert!(forecast.will_be_reached);
}

#[test]
fn silence_is_read_by_the_own_past_and_without_one_by_that_of_the_others() {
    let never = Known {
        past: (12, 0),
        ..silent()
    };
    let always = Known {
        past: (12, 12),
        ..silent()
    };
    assert_eq!(majority(&[never, always]).expected, 1);
    // Two newcomers beside somebody who comes every other time.
    let half = Known {
        past: (12, 6),
        ..silent()
    };
    assert_eq!(majority(&[half, silent(), silent(), half]).expected, 2);
    assert_eq!(majority(&[silent()]).expected, 1, "nothing speaks against coming");
}

#[test]
fn the_exempt_are_expected_and_counted_only_on_their_word() {
    let exempt = Known {
        activity: Activity::Exempt,
        past: (12, 12),
        ..silent()
    };
    let forecast = majority(&[exempt]);
    assert_eq!(
        (forecast.expected, forecast.entitled, forecast.will_be_reached),
        (0, 0, false)
    );
    let comes = Known {
        answer: Some(Answer::WillAttend),
        ..exempt
    };
    let forecast = majority(&[comes]);
    assert_eq!((forecast.expected, forecast.entitled, forecast.needed), (1, 1, 1));
}

#[test]
fn guests_for_a_time_and_members_on_probation_come_and_have_no_vote() {
    let guest = Known {
        relation: Relation::TemporarilyIn,
        ..coming()
    };
    let new = Known {
        class: Class::Probationary,
        ..coming()
    };
    let out = Known {
        relation: Relation::TemporarilyOut,
        past: (3, 3),
        ..silent()
    };
    let forecast = majority(&[guest, new, out]);
    assert_eq!((forecast.expected, forecast.entitled), (2, 0));
}

fn anybody() -> impl Strategy<Value = Known> {
    let answers = prop_oneof![
        Just((None, None)),
        Just((Some(Answer::WillAttend), None)),
        Just((Some(Answer::AskAbsence), None)),
        Just((Some(Answer::AskAbsence), Some(Decision::Accepted))),
        Just((Some(Answer::AskAbsence), Some(Decision::Declined))),
    ];
    let past = (0..13_i64).prop_flat_map(|expected| (Just(expected), 0..=expected));
    (answers, past, any::<bool>()).prop_map(|((answer, decision), past, is_official)| Known {
        class: if is_official {
            Class::Official
        } else {
            Class::Probationary
        },
        answer,
        decision,
        past,
        ..silent()
    })
}

proptest! {
    #[test]
    fn parts_add_up_and_nobody_comes_who_is_not_called(called in proptest::collection::vec(anybody(), 0..40)) {
        let forecast = majority(&called);
        let parts = forecast.will_attend + forecast.absence_accepted + forecast.absence_undecided
            + forecast.absence_declined + forecast.silent;
        prop_assert_eq!(parts, forecast.called);
        prop_assert!(forecast.expected >= forecast.will_attend);
        prop_assert!(forecast.expected <= forecast.called - forecast.absence_accepted - forecast.absence_undecided);
        prop_assert!(forecast.expected_entitled <= forecast.expected + 1);
    }

    #[test]
    fn one_more_who_comes_never_makes_it_fewer(called in proptest::collection::vec(anybody(), 0..40)) {
        let before = majority(&called).expected;
        let mut more = called;
        more.push(coming());
        prop_assert!(majority(&more).expected > before);
    }
}
