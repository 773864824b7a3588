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

/// What branches owe by the rules, whoever is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Duty {
    /// A regular or combined meeting in the calendar month.
    RegularThisMonth,
    /// A thematic or combined meeting in the quarter.
    ThematicThisQuarter,
}

impl Duty {
    /// Every duty.
    pub const ALL: [Self; 2] = [Self::RegularThisMonth, Self::ThematicThisQuarter];
}

/// How many branches have done a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// Which duty.
    pub duty: Duty,
    /// Branches that have met.
    pub met: i64,
    /// Of these, who did so only in what was written down afterwards.
    pub afterwards: i64,
    /// Of how many.
    pub branches: i64,
}

/// Whether an organisation stood on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// It did.
    Stands,
    /// It began later, on this day.
    Later(NaiveDate),
    /// It had ended; this is the first day without it.
    Ended(NaiveDate),
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
    /// Whether it stood.
    pub existence: Existence,
    /// One rate a measure.
    pub rates: Vec<Rate>,
    /// One line a duty.
    pub duties: Vec<Done>,
}

/// One organisation on one day, counted, before anything is held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Which one.
    pub organization: Id,
    /// Its name that day.
    pub name: String,
    /// The day.
    pub day: NaiveDate,
    /// Whether it stood.
    pub existence: Existence,
    /// What was counted.
    pub counted: Counted,
    /// Groups that those above are not shown.
    pub withheld: Vec<Group>,
    /// Whether the caller holds a role in it, and sees every group.
    pub is_ours: bool,
}

impl Tally {
    /// Holds back more groups.
    pub(super) fn hold_back(&mut self, more: &[Group]) {
        let held = std::mem::take(&mut self.withheld);
        let is_held = |group: &Group| held.contains(group) || more.contains(group);
        self.withheld = Group::ALL.into_iter().filter(is_held).collect();
    }
}

/// People of whom a rate speaks: its denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// All on the roster.
    Roster,
    /// Who is not exempt.
    Obliged,
    /// Attendances of the month.
    Attended,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 3] = [Self::Roster, Self::Obliged, Self::Attended];

    /// As stored with a report.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Roster => "ROSTER",
            Self::Obliged => "OBLIGED",
            Self::Attended => "ATTENDED",
        }
    }
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
    /// Of these held a regular meeting this month.
    pub regular: i64,
    /// Of these held a thematic meeting this quarter.
    pub thematic: i64,
    /// Of those with a regular meeting, who held it only without us and wrote it down afterwards.
    pub regular_afterwards: i64,
    /// The same of the thematic meeting.
    pub thematic_afterwards: i64,
}

impl Counted {
    /// Reads what the database lists, in the order of the fields; what an older report does not have yet is 0.
    pub fn read(counts: &[i64]) -> Self {
        let mut counts = counts.iter().copied();
        let mut next = || counts.next().unwrap_or_default();
        Self {
            roster: next(),
            obliged: next(),
            issued: next(),
            activated: next(),
            active: next(),
            phoneless: next(),
            attended: next(),
            by_app: next(),
            branches: next(),
            met: next(),
            regular: next(),
            thematic: next(),
            regular_afterwards: next(),
            thematic_afterwards: next(),
        }
    }

    /// The same as a list, for storing.
    pub fn listed(&self) -> [i64; 14] {
        [
            self.roster,
            self.obliged,
            self.issued,
            self.activated,
            self.active,
            self.phoneless,
            self.attended,
            self.by_app,
            self.branches,
            self.met,
            self.regular,
            self.thematic,
            self.regular_afterwards,
            self.thematic_afterwards,
        ]
    }

    /// How many people a group has.
    pub const fn size_of(&self, group: Group) -> i64 {
        match group {
            Group::Roster => self.roster,
            Group::Obliged => self.obliged,
            Group::Attended => self.attended,
        }
    }
}
