//! From counts to rates, and which days a series shows.

mod hidden;

pub(super) use hidden::{Level, hidden};

use super::{Counted, Done, Duty, Existence, Group, Measure, Rate, Refusal, Report, Tally};
use crate::access::policy::SMALLEST_GROUP;
use crate::base::vietnam;
use anyhow::ensure;
use chrono::{Months, NaiveDate};

/// Months in a series at most.
const MOST_MONTHS: usize = 36;

/// Organisations that are counted from the rows at most in one go: more would outlast the time a statement has.
pub(super) const MOST_COUNTED: i64 = 2_000;

/// Where figures are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// From the stored steps; only what is out of date is counted.
    Steps,
    /// From the rows alone.
    Rows,
}

/// Where to read when so many organisations are out of date and so many are asked about. Figures are right or not given.
pub(super) fn source(backlog: i64, breadth: i64) -> Result<Source, Refusal> {
    match (backlog <= MOST_COUNTED, breadth <= MOST_COUNTED) {
        (true, _) => Ok(Source::Steps),
        (false, true) => Ok(Source::Rows),
        (false, false) => Err(Refusal::BeingCounted),
    }
}

/// What is shown of a tally. Whoever looks from above does not see groups in which people would be recognised. More
/// than the whole is a fault of ours, never an answer.
pub(super) fn report(tally: Tally) -> anyhow::Result<Report> {
    let counted = &tally.counted;
    let hidden: &[Group] = if tally.is_ours { &[] } else { &tally.withheld };
    let rates = Measure::ALL
        .into_iter()
        .map(|measure| rate(counted, measure, hidden));
    let duties = Duty::ALL.into_iter().map(|duty| done(counted, duty));
    Ok(Report {
        rates: rates.collect::<anyhow::Result<_>>()?,
        duties: duties.collect::<anyhow::Result<_>>()?,
        organization: tally.organization,
        name: tally.name,
        as_of: tally.day,
        existence: tally.existence,
    })
}

/// The groups of people that are too small to be shown to those above.
pub(super) fn small(counted: &Counted) -> Vec<Group> {
    Group::ALL
        .into_iter()
        .filter(|group| (1..SMALLEST_GROUP).contains(&counted.size_of(*group)))
        .collect()
}

/// The days that must not tell of each other: the day itself, and the ends of the month before, of its own and of the
/// next, as far as they have come.
pub(super) fn around(day: NaiveDate, today: NaiveDate) -> Vec<NaiveDate> {
    let month = vietnam::month_of(day);
    let before = month.pred_opt().unwrap_or(day);
    let own = vietnam::month_end(day);
    let next = own.succ_opt().map_or(own, vietnam::month_end);
    let mut days = vec![before, day, own.min(today), next.min(today)];
    days.dedup();
    days
}

/// Whether an organisation that began and ended on these days stood on another.
pub(super) fn existence(day: NaiveDate, (began, ended): (Option<NaiveDate>, Option<NaiveDate>)) -> Existence {
    match (began, ended) {
        (Some(began), _) if day < began => Existence::Later(began),
        (_, Some(ended)) if ended <= day => Existence::Ended(ended),
        _ => Existence::Stands,
    }
}

/// The day that is asked for; today when none is. There are no figures of days to come.
pub(super) fn day(asked: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    let day = asked.unwrap_or(today);
    if day > today {
        return Err(Refusal::Day);
    }
    Ok(day)
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

fn rate(counted: &Counted, measure: Measure, hidden: &[Group]) -> anyhow::Result<Rate> {
    let (numerator, denominator) = fraction(counted, measure);
    ensure!(
        (0..=denominator).contains(&numerator),
        "{measure:?} counts {numerator} of {denominator}"
    );
    let is_withheld = group(measure).is_some_and(|group| hidden.contains(&group));
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

fn done(counted: &Counted, duty: Duty) -> anyhow::Result<Done> {
    let branches = counted.branches;
    let (met, afterwards) = match duty {
        Duty::RegularThisMonth => (counted.regular, counted.regular_afterwards),
        Duty::ThematicThisQuarter => (counted.thematic, counted.thematic_afterwards),
    };
    ensure!(
        (0..=branches).contains(&met) && (0..=met).contains(&afterwards),
        "{duty:?} counts {afterwards} afterwards, {met} of {branches}"
    );
    Ok(Done {
        duty,
        met,
        afterwards,
        branches,
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

/// Of which people a measure speaks. Branches are not people: a committee of three branches has nothing to hide about
/// how many of them met.
const fn group(measure: Measure) -> Option<Group> {
    match measure {
        Measure::Obliged => Some(Group::Roster),
        Measure::AccountIssued | Measure::Activated | Measure::ActiveThisCycle | Measure::NoSmartphone => {
            Some(Group::Obliged)
        }
        Measure::CheckedInByApp | Measure::Assisted => Some(Group::Attended),
        Measure::BranchesMetInApp => None,
    }
}

#[cfg(test)]
mod tests;
