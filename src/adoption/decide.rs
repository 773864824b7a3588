//! From counts to rates, and which days a series shows.

use super::{Counted, Measure, Rate, Refusal};
use crate::base::vietnam;
use anyhow::ensure;
use chrono::{Months, NaiveDate};

/// The least size of a group that is shown to those above it.
const SMALLEST_GROUP: i64 = 5;
/// Months in a series at most.
const MOST_MONTHS: usize = 36;

/// The rates of what was counted. Whoever looks from above (`is_ours` is false) does not see groups in which people
/// would be recognised. More than the whole is a fault of ours, never an answer.
pub(super) fn rates(counted: &Counted, is_ours: bool) -> anyhow::Result<Vec<Rate>> {
    Measure::ALL
        .into_iter()
        .map(|measure| rate(counted, measure, is_ours))
        .collect()
}

/// The days of a series: the end of each month, and `to` itself as the last.
pub(super) fn months(from: NaiveDate, to: NaiveDate) -> Result<Vec<NaiveDate>, Refusal> {
    if from > to {
        return Err(Refusal::Range);
    }
    let mut days = Vec::new();
    let mut month = vietnam::month_of(from);
    while vietnam::month_end(month) < to {
        if days.len() >= MOST_MONTHS {
            return Err(Refusal::Range);
        }
        days.push(vietnam::month_end(month));
        month = month.checked_add_months(Months::new(1)).ok_or(Refusal::Range)?;
    }
    if days.len() >= MOST_MONTHS {
        return Err(Refusal::Range);
    }
    days.push(to);
    Ok(days)
}

fn rate(counted: &Counted, measure: Measure, is_ours: bool) -> anyhow::Result<Rate> {
    let (numerator, denominator) = fraction(counted, measure);
    ensure!(
        (0..=denominator).contains(&numerator),
        "{measure:?} counts {numerator} of {denominator}"
    );
    let is_withheld = !is_ours && is_of_people(measure) && (1..SMALLEST_GROUP).contains(&denominator);
    let (numerator, denominator) = if is_withheld {
        (0, 0)
    } else {
        (numerator, denominator)
    };
    Ok(Rate {
        measure,
        numerator,
        denominator,
        is_withheld,
    })
}

const fn fraction(counted: &Counted, measure: Measure) -> (i64, i64) {
    match measure {
        Measure::Obliged => (counted.obliged, counted.roster),
        Measure::AccountIssued => (counted.issued, counted.obliged),
        Measure::Activated => (counted.activated, counted.obliged),
        Measure::ActiveThisCycle => (counted.active, counted.obliged),
        Measure::CheckedInByApp => (counted.by_app, counted.attended),
        Measure::BranchesMetInApp => (counted.met, counted.branches),
        Measure::Assisted => (counted.attended - counted.by_app, counted.attended),
        Measure::NoSmartphone => (counted.phoneless, counted.obliged),
    }
}

/// Branches are not people: a committee of three branches has nothing to hide about how many of them met.
const fn is_of_people(measure: Measure) -> bool {
    match measure {
        Measure::BranchesMetInApp => false,
        Measure::Obliged
        | Measure::AccountIssued
        | Measure::Activated
        | Measure::ActiveThisCycle
        | Measure::CheckedInByApp
        | Measure::Assisted
        | Measure::NoSmartphone => true,
    }
}

#[cfg(test)]
mod tests;
