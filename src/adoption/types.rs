//! What adoption speaks of.

use crate::base::Id;
use chrono::NaiveDate;

/// A step from the roster to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Not exempt, of all on the roster.
    Obliged,
    /// Obliged and given a code or an account.
    AccountIssued,
    /// Obliged and activated.
    Activated,
    /// Obliged and seen in the app this month.
    ActiveThisCycle,
    /// Attendances by the member's own phone.
    CheckedInByApp,
    /// Branches that met in the app this month.
    BranchesMetInApp,
    /// Attendances recorded by someone else.
    Assisted,
    /// Obliged and without a smartphone.
    NoSmartphone,
}

impl Measure {
    /// Every measure, in the order of the steps.
    pub const ALL: [Self; 8] = [
        Self::Obliged,
        Self::AccountIssued,
        Self::Activated,
        Self::ActiveThisCycle,
        Self::CheckedInByApp,
        Self::BranchesMetInApp,
        Self::Assisted,
        Self::NoSmartphone,
    ];
}

/// A fraction, never a bare percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What is measured.
    pub measure: Measure,
    /// How many.
    pub numerator: i64,
    /// Of how many.
    pub denominator: i64,
    /// A group so small that people would be recognised: the numbers stand for nothing.
    pub is_withheld: bool,
}

/// One organisation with everything below it, on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which one.
    pub organization: Id,
    /// Its name that day.
    pub name: String,
    /// The day.
    pub as_of: NaiveDate,
    /// One rate a measure.
    pub rates: Vec<Rate>,
}

/// What was counted at one organisation on one day. Members are counted once, at their home branch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Members on the roster.
    pub roster: i64,
    /// Of these not exempt.
    pub obliged: i64,
    /// Of the obliged: given a code or an account.
    pub issued: i64,
    /// Of the obliged: activated.
    pub activated: i64,
    /// Of the obliged: used the app this month.
    pub active: i64,
    /// Of the obliged: without a smartphone.
    pub phoneless: i64,
    /// Attendances this month.
    pub attended: i64,
    /// Of these known by the member's own phone.
    pub by_app: i64,
    /// Branches.
    pub branches: i64,
    /// Of these closed a regular meeting in the app this month.
    pub met: i64,
}
