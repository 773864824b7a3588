//! What branches owe each month: who has met, who has called, who has not called yet.

mod store;

use crate::access::Visit;
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Result, ids, vietnam};
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

/// How a duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Held, or under way.
    Met,
    /// Called, and not held yet.
    Called,
    /// Nobody has called it.
    NotCalled,
    /// A branch without a committee owes no meeting of one.
    NotOwed,
}

/// One thing that a branch owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    /// How it stands.
    pub standing: Standing,
    /// The meeting that does it.
    pub meeting: Option<Id>,
    /// When that begins.
    pub starts_at: Option<DateTime<Utc>>,
    /// It was held without us and written down afterwards, and nothing else does it.
    pub is_afterwards: bool,
}

/// What one branch owes in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchDuties {
    /// The branch.
    pub organization: Id,
    /// Its name.
    pub name: String,
    /// The regular meeting of the month.
    pub regular: Duty,
    /// The thematic meeting of the quarter.
    pub thematic: Duty,
    /// The meeting of the committee this month.
    pub committee: Duty,
}

/// All branches, by how their regular meeting stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many there are.
    pub branches: i64,
    /// Have met.
    pub met: i64,
    /// Have called.
    pub called: i64,
    /// Of those that have met, who did so only in what was written down afterwards.
    pub met_afterwards: i64,
}

/// A page of branches, and on the first one counts of all.
#[derive(Clone, Debug)]
pub struct Duties {
    /// The first day of the month.
    pub month: NaiveDate,
    /// The branches.
    pub page: Listed<BranchDuties>,
    /// Counts.
    pub counts: Option<Counts>,
}

/// The month asked about: its day for names and existence, and its bounds and those of its quarter.
#[derive(Clone, Copy, Debug)]
struct Span {
    day: NaiveDate,
    month: (DateTime<Utc>, DateTime<Utc>),
    quarter: (DateTime<Utc>, DateTime<Utc>),
}

/// Lists what the branches of the organisation visited owe in a month; today's when absent.
pub async fn duties(
    visit: &mut Visit,
    month: Option<NaiveDate>,
    regular: Option<Standing>,
    page: &Page,
) -> Result<Duties> {
    let month = vietnam::month_of(month.unwrap_or(visit.today()));
    let (organization, span) = (visit.organization()?, span(month, visit.today()));
    let after = page.after(0).map(|id| ids::parse("pageToken", id)).transpose()?;
    let rows = store::page(visit.conn(), organization, span, regular, (after, page.fetch())).await?;
    let counts = match after {
        None => Some(store::counts(visit.conn(), organization, span).await?),
        Some(_) => None,
    };
    Ok(Duties {
        month,
        page: page.cut(rows, |row| vec![row.organization.to_string()]),
        counts,
    })
}

/// A month that is over is seen as it stood on its last day.
fn span(month: NaiveDate, today: NaiveDate) -> Span {
    let quarter = month
        .checked_sub_months(Months::new(month.month0() % 3))
        .unwrap_or(month);
    let from_to = |from: NaiveDate, months| {
        let to = from.checked_add_months(Months::new(months)).unwrap_or(from);
        (vietnam::start_of(from), vietnam::start_of(to))
    };
    Span {
        day: today.min(vietnam::month_end(month)),
        month: from_to(month, 1),
        quarter: from_to(quarter, 3),
    }
}

impl Duty {
    /// A duty as the meeting that does it stands; `None` for a meeting that is not there.
    fn of(
        (meeting, starts_at): (Option<Id>, Option<DateTime<Utc>>),
        state: Option<&str>,
        is_afterwards: Option<bool>,
    ) -> Self {
        let standing = match state {
            None => Standing::NotCalled,
            Some("ISSUED") => Standing::Called,
            Some(_) => Standing::Met,
        };
        Self {
            standing,
            meeting,
            starts_at,
            is_afterwards: is_afterwards.unwrap_or_default(),
        }
    }
}

impl Standing {
    /// As the query names it.
    const fn name(self) -> &'static str {
        match self {
            Self::Met => "MET",
            Self::Called => "CALLED",
            Self::NotCalled => "NOT_CALLED",
            Self::NotOwed => "NOT_OWED",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_begins_with_its_own_month() {
        let day = |month, day| NaiveDate::from_ymd_opt(2023, month, day).unwrap();
        let november = span(day(11, 1), day(12, 24));
        assert_eq!(
            november.day,
            day(11, 30),
            "a month that is over is seen from its end"
        );
        assert_eq!(november.quarter.0, vietnam::start_of(day(10, 1)));
        assert_eq!(november.month.1, vietnam::start_of(day(12, 1)));
        assert_eq!(
            span(day(12, 1), day(11, 5)).day,
            day(11, 5),
            "a month to come, from today"
        );
    }
}
