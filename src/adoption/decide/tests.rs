//! No rate passes the whole, small groups are not shown to those above, and a series ends where it was asked to.

use super::*;
use crate::base::Id;
use proptest::prelude::*;

/// Counts as a database could hold them: every part within its whole.
fn any_counts() -> impl Strategy<Value = Counted> {
    let people = (0..40_i64).prop_flat_map(|roster| (Just(roster), 0..=roster));
    let of_the_obliged = |(roster, obliged): (i64, i64)| {
        let part = || 0..=obliged;
        (Just(roster), Just(obliged), part(), part(), part(), part())
    };
    let within = |most: i64| (0..most).prop_flat_map(|whole| (Just(whole), 0..=whole));
    let met = (0..9_i64).prop_flat_map(|branches| {
        let part = || (0..=branches).prop_flat_map(|met| (Just(met), 0..=met));
        (Just(branches), 0..=branches, part(), part())
    });
    (people.prop_flat_map(of_the_obliged), within(60), met).prop_map(
        |((roster, obliged, issued, activated, active, phoneless), (attended, by_app), branches)| {
            let (branches, met, (regular, regular_afterwards), (thematic, thematic_afterwards)) = branches;
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
                regular,
                thematic,
                regular_afterwards,
                thematic_afterwards,
            }
        },
    )
}

fn tally(counted: &Counted, is_ours: bool) -> Tally {
    Tally {
        organization: Id::nil(),
        name: String::new(),
        day: day(2023, 11, 5),
        existence: Existence::Stands,
        withheld: small(counted),
        counted: counted.clone(),
        is_ours,
    }
}

fn rates(counted: &Counted, is_ours: bool) -> anyhow::Result<Vec<Rate>> {
    report(tally(counted, is_ours)).map(|report| report.rates)
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
            let (_, size) = fraction(&counted, rate.measure);
            prop_assert_eq!(rate.is_withheld, group(rate.measure).is_some() && (1..5).contains(&size));
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

/// Hà Nội, 16/4/2023: 436,459 of 472,869 members had the app, which was reported as 102.57% of the eligible.
#[test]
fn more_than_the_whole_is_a_fault_and_no_answer() {
    let counted = Counted {
        roster: 472_869,
        obliged: 425_523,
        activated: 436_459,
        ..Counted::default()
    };
    let fault = rates(&counted, true).unwrap_err().to_string();
    assert_eq!(fault, "Activated counts 436459 of 425523");
}

#[test]
fn a_duty_is_done_by_no_more_branches_than_there_are() {
    let counted = Counted {
        branches: 3,
        thematic: 4,
        ..Counted::default()
    };
    report(tally(&counted, true)).unwrap_err();
    let counted = Counted {
        branches: 3,
        regular: 1,
        regular_afterwards: 2,
        ..Counted::default()
    };
    report(tally(&counted, true)).unwrap_err();
}

#[test]
fn counts_are_stored_and_read_in_one_order() {
    let listed: Vec<i64> = (1..=14).collect();
    assert_eq!(Counted::read(&listed).listed(), *listed);
    assert_eq!(
        Counted::read(&[7]).listed(),
        [7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    );
}

#[test]
fn an_organisation_stands_from_its_first_day_to_the_day_before_its_end() {
    let span = (Some(day(2023, 4, 1)), Some(day(2023, 9, 1)));
    assert_eq!(
        existence(day(2023, 3, 31), span),
        Existence::Later(day(2023, 4, 1))
    );
    assert_eq!(existence(day(2023, 4, 1), span), Existence::Stands);
    assert_eq!(existence(day(2023, 8, 31), span), Existence::Stands);
    assert_eq!(
        existence(day(2023, 9, 1), span),
        Existence::Ended(day(2023, 9, 1))
    );
    assert_eq!(existence(day(2023, 9, 1), (None, None)), Existence::Stands);
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

#[test]
fn the_ends_of_months_around_a_day_are_judged_with_it() {
    let today = day(2023, 11, 5);
    assert_eq!(
        around(day(2023, 9, 12), today),
        [
            day(2023, 8, 31),
            day(2023, 9, 12),
            day(2023, 9, 30),
            day(2023, 10, 31)
        ]
    );
    assert_eq!(
        around(day(2023, 10, 31), today),
        [day(2023, 9, 30), day(2023, 10, 31), today]
    );
    assert_eq!(around(today, today), [day(2023, 10, 31), today]);
}

#[test]
fn figures_are_right_or_not_given() {
    assert_eq!(source(2_000, 300_000), Ok(Source::Steps));
    assert_eq!(source(2_001, 2_000), Ok(Source::Rows));
    assert_eq!(source(2_001, 2_001), Err(Refusal::BeingCounted));
}
