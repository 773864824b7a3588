//! What is spoken of about reorganisations: what happened, who played which part, what moved.

use crate::base::{Error, Id, Result};
use crate::directory::types::{Grant, Organization};
use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Utc};

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Thành lập.
    Founded,
    /// Đổi tên, đổi mã.
    Renamed,
    /// Chuyển trực thuộc.
    Moved,
    /// Sáp nhập, hợp nhất.
    Merged,
    /// Chia tách.
    Split,
    /// Giải thể.
    Dissolved,
}

impl EventKind {
    const ALL: [Self; 6] = [
        Self::Founded,
        Self::Renamed,
        Self::Moved,
        Self::Merged,
        Self::Split,
        Self::Dissolved,
    ];

    /// As stored and as written in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Founded => "FOUNDED",
            Self::Renamed => "RENAMED",
            Self::Moved => "MOVED",
            Self::Merged => "MERGED",
            Self::Split => "SPLIT",
            Self::Dissolved => "DISSOLVED",
        }
    }

    /// Reads a stored kind.
    pub fn read(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or_else(|| Error::Broken(anyhow!("no kind of event is called {name}")))
    }
}

/// What an organisation was to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartRole {
    /// What was founded, renamed, moved or dissolved.
    Subject,
    /// What was merged or split.
    Predecessor,
    /// What came out of it, or took it in.
    Successor,
    /// The parent before.
    OldParent,
    /// The parent from then on.
    NewParent,
}

impl PartRole {
    const ALL: [Self; 5] = [
        Self::Subject,
        Self::Predecessor,
        Self::Successor,
        Self::OldParent,
        Self::NewParent,
    ];

    /// As stored and as written in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "SUBJECT",
            Self::Predecessor => "PREDECESSOR",
            Self::Successor => "SUCCESSOR",
            Self::OldParent => "OLD_PARENT",
            Self::NewParent => "NEW_PARENT",
        }
    }

    /// Reads a stored part.
    pub fn read(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|role| role.name() == name);
        found.ok_or_else(|| Error::Broken(anyhow!("no part of an event is called {name}")))
    }

    /// One organisation in this part.
    pub(in crate::directory) fn of(self, organization: Id) -> Part {
        Part {
            organization,
            name: String::new(),
            role: self,
            old_name: None,
            new_name: None,
            old_code: None,
            new_code: None,
        }
    }
}

/// One organisation's part in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The organisation.
    pub organization: Id,
    /// Its name on the day.
    pub name: String,
    /// What it was to the event.
    pub role: PartRole,
    /// What it was called before, when it was renamed.
    pub old_name: Option<String>,
    /// What it is called since.
    pub new_name: Option<String>,
    /// Its code before, when it was given another.
    pub old_code: Option<String>,
    /// Its code since.
    pub new_code: Option<String>,
}

/// Something that happened to organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The id.
    pub id: Id,
    /// What.
    pub kind: EventKind,
    /// The first day on which it holds.
    pub day: NaiveDate,
    /// The decision it rests on.
    pub decision_number: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// By whom; `None` for the operator.
    pub recorded_by: Option<Id>,
    /// Who played which part.
    pub parts: Vec<Part>,
}

/// What ended, and what carries on for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Succession {
    /// What ended.
    pub ended: Id,
    /// What carries on.
    pub heir: Id,
    /// The first day without what ended.
    pub day: NaiveDate,
}

/// A reorganisation, for what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reshaping {
    /// The first day on which it holds.
    pub day: NaiveDate,
    /// The decision it rests on.
    pub decision_number: String,
    /// Who recorded it; nobody when the operator did.
    pub recorded_by: Option<Id>,
    /// What it was about, what ended and what carries on.
    pub touched: Vec<Id>,
}

/// A child that hangs elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedOrganization {
    /// The child.
    pub organization: Id,
    /// Its name on the day.
    pub name: String,
    /// Where it hung.
    pub from: Id,
    /// Where it hangs.
    pub to: Id,
}

/// How many members went from where to where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedMembers {
    /// Where they belonged.
    pub from: Id,
    /// Where they belong.
    pub to: Id,
    /// At home.
    pub home: usize,
    /// In any other way.
    pub temporary: usize,
}

/// What a reorganisation did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reorganized {
    /// What was recorded.
    pub event: Event,
    /// What it was about, as it stands on the day.
    pub organizations: Vec<Organization>,
    /// Direct children that hang elsewhere.
    pub moved_organizations: Vec<MovedOrganization>,
    /// Members who belong elsewhere.
    pub moved_members: Vec<MovedMembers>,
    /// Grants that end the day before.
    pub ended_grants: Vec<Grant>,
    /// Unfinished meetings of what ended.
    pub pending_meetings: i64,
    /// Notices to what ended.
    pub kept_notices: i64,
    /// Transfers from and to what ended that wait for a step.
    pub open_transfers: i64,
}
