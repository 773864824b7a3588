//! No rate passes the whole, small groups are not shown to those above, and a series ends where it was asked to.

use super::*;
use proptest::prelude::*;

/// Counts as a database could hold them: every part within its whole.
fn any_counts() -> impl Strategy<Value = Counted> {
    let people = (0..40_i64).prop_flat_map(|roster| (Just(roster), 0..=roster));
    let of_the_obliged = |(roster, obliged): (i64, i64)| {
        let part = || 0..=obliged;
        (Just(roster), Just(obliged), part(), part(), part(), part())
    };
    let within = |most: i64| (0..most).prop_flat_map(|whole| (Just(whole), 0..=whole));
    (people.prop_flat_map(of_the_obliged), within(60), within(9)).prop_map(
        |((roster, obliged, issued, activated, active, phoneless), (attended, by_app), (branches, met))| {
            Counted {
                roster,
                obliged,
                issued,
                activated,
                active,
                phoneless,
                attended,
                by_app,
                branches,
                met,
            }
        },
    )
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

proptest! {
    #[test]
    fn every_measure_is_answered_once_and_never_passes_the_whole(counted in any_counts(), is_ours: bool) {
        let rates = rates(&counted, is_ours).unwrap();
        prop_assert_eq!(rates.iter().map(|rate| rate.measure).collect::<Vec<_>>(), Measure::ALL);
        for rate in rates {
            prop_assert!((0..=rate.denominator).contains(&rate.numerator));
        }
    }

    #[test]
    fn from_above_no_group_of_people_is_smaller_than_five(counted in any_counts()) {
        for rate in rates(&counted, false).unwrap() {
            let (_, group) = fraction(&counted, rate.measure);
            prop_assert_eq!(rate.is_withheld, is_of_people(rate.measure) && (1..5).contains(&group));
            prop_assert!(!rate.is_withheld || (rate.numerator, rate.denominator) == (0, 0));
        }
    }

    #[test]
    fn the_branch_itself_sees_every_number(counted in any_counts()) {
        prop_assert!(rates(&counted, true).unwrap().iter().all(|rate| !rate.is_withheld));
    }

    #[test]
    fn attendances_are_by_app_or_assisted(counted in any_counts()) {
        let rates = rates(&counted, true).unwrap();
        let count = |wanted| rates.iter().find(|rate| rate.measure == wanted).unwrap().numerator;
        prop_assert_eq!(count(Measure::CheckedInByApp) + count(Measure::Assisted), counted.attended);
    }
}

#[test]
fn more_than_the_whole_is_a_fault_and_no_answer() {
    let counted = Counted {
        roster: 10,
        obliged: 8,
        activated: 9,
        ..Counted::default()
    };
    rates(&counted, true).unwrap_err();
}

#[test]
fn a_series_shows_the_ends_of_months_and_its_own_last_day() {
    assert_eq!(
        months(day(2023, 8, 20), day(2023, 11, 5)).unwrap(),
        [
            day(2023, 8, 31),
            day(2023, 9, 30),
            day(2023, 10, 31),
            day(2023, 11, 5)
        ]
    );
    assert_eq!(
        months(day(2023, 11, 30), day(2023, 11, 30)).unwrap(),
        [day(2023, 11, 30)]
    );
    assert_eq!(
        months(day(2023, 12, 31), day(2024, 1, 1)).unwrap(),
        [day(2023, 12, 31), day(2024, 1, 1)]
    );
}

#[test]
fn a_series_has_at_most_three_years() {
    assert_eq!(months(day(2021, 1, 15), day(2023, 12, 31)).unwrap().len(), 36);
    assert_eq!(months(day(2021, 1, 15), day(2024, 1, 1)), Err(Refusal::Range));
    assert_eq!(months(day(2024, 1, 2), day(2024, 1, 1)), Err(Refusal::Range));
    assert_eq!(months(NaiveDate::MIN, NaiveDate::MAX), Err(Refusal::Range));
}
