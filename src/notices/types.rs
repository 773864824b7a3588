//! What the inbox speaks of: notices, to whom they go, and how one reader sees them.

use crate::base::{Error, Id, Result};
use anyhow::anyhow;
use chrono::{DateTime, Utc};

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A meeting was called.
    MeetingCalled,
    /// An issued meeting was changed.
    MeetingChanged,
    /// An issued meeting was called off.
    MeetingCancelled,
    /// Something about the reader's own account, or about where the reader belongs.
    Account,
}

/// Whom a notice is addressed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// Everyone who belongs to the organisation itself on that day.
    Organization(Id),
    /// Everyone who on that day belongs to the organisation or to anything below it.
    Below(Id),
    /// One member, about what is the member's own.
    Member(Id),
    /// Members by name, whatever they belong to.
    Members(Vec<Id>),
}

/// A notice to be written.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// What it is about.
    pub kind: Kind,
    /// Whom it is for.
    pub to: Addressee,
    /// The meeting it is about, if any.
    pub meeting: Option<Id>,
    /// Until then it is also for whoever joins the organisation: the call of a meeting yet to come.
    pub stands_until: Option<DateTime<Utc>>,
    /// One line.
    pub title: String,
    /// The rest.
    pub body: String,
}

/// A notice as one reader sees it.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its id.
    pub id: Id,
    /// What it is about.
    pub kind: Kind,
    /// The meeting it is about, if any.
    pub meeting: Option<Id>,
    /// One line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When the reader first read it.
    pub read_at: Option<DateTime<Utc>>,
}

/// A part of the inbox.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// The notices.
    pub notices: Vec<Notice>,
    /// What to ask for next time; empty on pages further back.
    pub next_since: String,
    /// Where older notices begin, in the list that is newest first.
    pub next_page: String,
}

impl Kind {
    const ALL: [Self; 4] = [
        Self::MeetingCalled,
        Self::MeetingChanged,
        Self::MeetingCancelled,
        Self::Account,
    ];

    /// As stored.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::MeetingCalled => "MEETING_CALLED",
            Self::MeetingChanged => "MEETING_CHANGED",
            Self::MeetingCancelled => "MEETING_CANCELLED",
            Self::Account => "ACCOUNT",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| Error::Broken(anyhow!("no kind of notice is called {name}")))
    }
}

/// How far a member has read what was told about a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Who.
    pub member: Id,
    /// When the member first read any of it.
    pub first_at: DateTime<Utc>,
    /// Whether the member has read the newest of what the member was told.
    pub is_up_to_date: bool,
}
