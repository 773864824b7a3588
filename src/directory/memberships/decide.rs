//! Decisions about standing, probation, party age and stays that need nothing but their arguments.

use super::refusals::Refusal;
use crate::base::{Error, Refused, Text, Violation};
use crate::directory::words::{Activity, Exemption, ExemptionReason};
use chrono::{Datelike, Months, NaiveDate, TimeDelta};

/// Tuổi đảng: whole years, months and days since joining.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartyAge {
    /// Whole years.
    pub years: i32,
    /// Whole months beside them, 0 to 11.
    pub months: i32,
    /// Days beside those, 0 to 30.
    pub days: i32,
}

/// What a dated rule says of a probation: how long, and whether shorter is refused or only warned about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Probation {
    /// Months from the day of joining.
    pub(super) months: u32,
    /// The rule was in force on that day.
    pub(super) binding: bool,
}

/// How long a stay elsewhere may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StayRule {
    /// Least months.
    pub(super) least: u32,
    /// Most months.
    pub(super) most: u32,
    /// Whether exactly that many are still within the rule.
    pub(super) most_included: bool,
}

/// What a rule finds about a stay: shown, never in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StayFinding {
    /// Shorter than the rule has it.
    TooShort,
    /// Longer than the rule has it.
    TooLong,
}

/// How old a membership is on a day, to the day; none before it began.
pub(super) fn party_age(joined: NaiveDate, day: NaiveDate) -> Option<PartyAge> {
    if day < joined {
        return None;
    }
    let mut months = (day.year() - joined.year()) * 12 + month_of_year(day) - month_of_year(joined);
    if after_months(joined, months) > Some(day) {
        months -= 1;
    }
    let days = day
        .signed_duration_since(after_months(joined, months)?)
        .num_days();
    Some(PartyAge {
        years: months / 12,
        months: months % 12,
        days: i32::try_from(days).ok()?,
    })
}

/// The day on which a probation is over.
pub(super) fn probation_due(joined: NaiveDate, probation: Probation) -> NaiveDate {
    joined
        .checked_add_months(Months::new(probation.months))
        .unwrap_or(NaiveDate::MAX)
}

/// From which day a member is recognised as official: the day the probation is over, however late that is decided.
pub(super) fn recognised_from(
    joined: Option<NaiveDate>,
    probation: Option<Probation>,
    from: NaiveDate,
    today: NaiveDate,
) -> Result<NaiveDate, Error> {
    match (joined, probation) {
        (Some(joined), Some(probation)) if probation.binding => {
            let due = probation_due(joined, probation);
            if due > today || from < due {
                return Err(Refusal::ProbationNotOver.into());
            }
            Ok(due)
        }
        _ => Ok(from),
    }
}

/// Whether an official date is earlier than the rule has it: refused where the rule was in force, else a warning.
pub(super) fn official_date(
    joined: Option<NaiveDate>,
    official: Option<NaiveDate>,
    probation: Option<Probation>,
) -> Result<bool, Error> {
    let (Some(joined), Some(official), Some(probation)) = (joined, official, probation) else {
        return Ok(false);
    };
    let is_short = official < probation_due(joined, probation);
    if is_short && probation.binding {
        return Err(Refusal::ProbationNotOver.into());
    }
    Ok(is_short)
}

/// Whether an exemption for a time says why and until when, and nothing else does.
pub(super) fn exemption(
    (activity, exemption): (Option<Activity>, Option<Exemption>),
    reason: Option<ExemptionReason>,
    to: Option<NaiveDate>,
) -> Result<(), Error> {
    let is_for_a_time = activity == Some(Activity::Exempt) && exemption == Some(Exemption::Temporary);
    match (is_for_a_time, reason, to) {
        (true, None, _) | (true, _, None) => Err(Refusal::ExemptionNeedsReason.into()),
        (false, Some(_), _) => Err(only_for_a_time().into()),
        (true, Some(_), Some(_)) | (false, None, _) => Ok(()),
    }
}

/// What a rule finds about a stay from a day to another, both included.
pub(super) fn stay(from: NaiveDate, to: NaiveDate, rule: StayRule) -> Option<StayFinding> {
    let after = to + TimeDelta::days(1);
    let least = from.checked_add_months(Months::new(rule.least))?;
    let most = from.checked_add_months(Months::new(rule.most))?;
    if after < least {
        return Some(StayFinding::TooShort);
    }
    let is_long = if rule.most_included {
        after > most
    } else {
        after >= most
    };
    is_long.then_some(StayFinding::TooLong)
}

fn after_months(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(u32::try_from(months).ok()?))
}

fn month_of_year(day: NaiveDate) -> i32 {
    i32::try_from(day.month()).unwrap_or_default()
}

fn only_for_a_time() -> Refused {
    let text = Text::new(
        "Chỉ dùng khi miễn có thời hạn (TEMPORARY).",
        "Only for a temporary exemption (TEMPORARY).",
    );
    Refused::invalid(vec![Violation::new("exemptionReason", text)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CHARTER: Probation = Probation {
        months: 12,
        binding: true,
    };
    const WORK: StayRule = StayRule {
        least: 3,
        most: 12,
        most_included: false,
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn code<T>(result: Result<T, Error>) -> Option<&'static str> {
        result
            .err()
            .and_then(|error| error.refusal().map(|refused| refused.code))
    }

    #[test]
    fn party_age_is_counted_to_the_day() {
        for (joined, today, age) in [
            ("2023-11-05", "2023-11-05", (0, 0, 0)),
            ("1970-01-06", "2023-11-05", (53, 9, 30)),
            ("2001-02-03", "2023-02-03", (22, 0, 0)),
            ("2020-02-29", "2021-02-28", (1, 0, 0)),
            ("2020-02-29", "2021-03-01", (1, 0, 1)),
            ("2023-01-31", "2023-03-01", (0, 1, 1)),
        ] {
            let (years, months, days) = age;
            assert_eq!(
                party_age(day(joined), day(today)),
                Some(PartyAge { years, months, days }),
                "{joined} {today}"
            );
        }
        assert_eq!(party_age(day("2023-11-06"), day("2023-11-05")), None);
    }

    #[test]
    fn recognition_is_dated_to_the_end_of_probation_however_late() {
        let joined = Some(day("2022-10-01"));
        let today = day("2023-11-05");
        let late = recognised_from(joined, Some(CHARTER), day("2023-11-01"), today);
        assert_eq!(late.ok(), Some(day("2023-10-01")));
        let early = recognised_from(joined, Some(CHARTER), day("2023-09-30"), today);
        assert_eq!(code(early), Some(Refusal::ProbationNotOver.code()));
        let ahead = recognised_from(Some(day("2023-03-26")), Some(CHARTER), day("2024-03-26"), today);
        assert_eq!(code(ahead), Some(Refusal::ProbationNotOver.code()));
    }

    #[test]
    fn older_admissions_are_only_warned_about() {
        let older = Probation {
            binding: false,
            ..CHARTER
        };
        let (joined, official) = (Some(day("1968-05-01")), Some(day("1968-11-01")));
        assert_eq!(official_date(joined, official, Some(older)).ok(), Some(true));
        assert_eq!(
            code(official_date(joined, official, Some(CHARTER))),
            Some(Refusal::ProbationNotOver.code())
        );
        let whole_year = Some(day("1969-05-01"));
        assert_eq!(official_date(joined, whole_year, Some(CHARTER)).ok(), Some(false));
    }

    #[test]
    fn an_exemption_for_a_time_says_why_and_until_when() {
        let temporary = (Some(Activity::Exempt), Some(Exemption::Temporary));
        let (why, until) = (Some(ExemptionReason::Abroad), Some(day("2024-01-01")));
        assert!(exemption(temporary, why, until).is_ok());
        assert_eq!(
            code(exemption(temporary, None, until)),
            Some(Refusal::ExemptionNeedsReason.code())
        );
        assert_eq!(
            code(exemption(temporary, why, None)),
            Some(Refusal::ExemptionNeedsReason.code())
        );
        let forever = (Some(Activity::Exempt), Some(Exemption::AgeAndHealth));
        assert!(exemption(forever, None, None).is_ok());
        assert_eq!(code(exemption(forever, why, None)), Some("INVALID_ARGUMENT"));
    }

    #[test]
    fn a_stay_is_three_months_to_less_than_a_year() {
        for (to, found) in [
            ("2024-01-31", None),
            ("2024-01-30", Some(StayFinding::TooShort)),
            ("2024-10-30", None),
            ("2024-10-31", Some(StayFinding::TooLong)),
        ] {
            assert_eq!(stay(day("2023-11-01"), day(to), WORK), found, "{to}");
        }
    }

    proptest! {
        #[test]
        fn a_party_age_leads_back_to_its_day(joined in 0_i64..40_000, lived in 0_i64..30_000) {
            let joined = day("1930-02-03") + TimeDelta::days(joined);
            let today = joined + TimeDelta::days(lived);
            let age = party_age(joined, today).unwrap();
            let back = after_months(joined, age.years * 12 + age.months).unwrap();
            prop_assert_eq!(back + TimeDelta::days(age.days.into()), today);
            prop_assert!((0..12).contains(&age.months) && (0..31).contains(&age.days));
        }
    }
}
