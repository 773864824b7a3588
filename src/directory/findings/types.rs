//! What is doubtful, as it is listed and counted.

use super::words::Kind;
use crate::base::Id;
use chrono::{DateTime, NaiveDate, Utc};

/// Something doubtful about a member or an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Made of the kind, of whom it is about and of the facts it rests on.
    pub id: Id,
    /// What is doubtful.
    pub kind: Kind,
    /// The branch, or the organisation it is about.
    pub organization: Id,
    /// Its name.
    pub organization_name: String,
    /// The member, when it is about one.
    pub member: Option<Id>,
    /// The member's name, or the organisation's.
    pub name: String,
    /// The member's given name; lists are sorted by it.
    pub given_name: String,
    /// Who else it is about, on rosters the asker keeps.
    pub others: Vec<Id>,
    /// It is also about somebody on another roster.
    pub elsewhere: bool,
    /// The day it is measured by: the end of probation, the last day in a branch.
    pub due: Option<NaiveDate>,
    /// What was counted.
    pub counted: Option<i64>,
    /// What it should be.
    pub expected: Option<i64>,
    /// Who left it as it is.
    pub dismissal: Option<Dismissal>,
}

/// Why a finding was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dismissal {
    /// In the officer's words.
    pub reason: String,
    /// Who.
    pub by: Id,
    /// When.
    pub at: DateTime<Utc>,
}

/// Which findings are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Of this kind only.
    pub kind: Option<Kind>,
    /// Those that were dismissed, and not the others.
    pub dismissed: bool,
}

/// A part of an organisation: what is directly under it with all below, or what it holds itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The organisation.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: Option<String>,
    /// Members at home there.
    pub members: i64,
    /// Of them official.
    pub official: i64,
    /// Of them probationary.
    pub probationary: i64,
}

/// Findings of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Which kind.
    pub kind: Kind,
    /// How many.
    pub findings: i64,
}

/// What is counted in an organisation, and as of when.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Everything that changed until then is in; absent before everything was counted once.
    pub as_of: Option<DateTime<Utc>>,
    /// The organisation's own line, and those of its parts.
    pub counts: Vec<Count>,
}

/// A part with what is doubtful there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The part.
    pub part: Part,
    /// By kind; kinds without findings are left out.
    pub tallies: Vec<Tally>,
    /// So few members that figures about them would be about persons: they are not told, and not in the sum.
    pub withheld: bool,
}
