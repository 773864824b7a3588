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
    /// What an officer has to say.
    General,
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
    /// The organisation it was addressed to.
    pub organization: Option<Id>,
    /// Whether it asks to be acknowledged.
    pub acknowledge_needed: bool,
    /// When the reader first acknowledged it.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// From then on it is in no inbox.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was recalled; its body is empty then.
    pub recalled_at: Option<DateTime<Utc>>,
    /// Why it was recalled.
    pub recall_reason: String,
}

/// What an officer wants members to know.
#[derive(Clone, Debug)]
pub struct Publication {
    /// One line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// From then on it is in no inbox.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether it asks to be acknowledged.
    pub acknowledge_needed: bool,
    /// Everybody below as well, or only members of the organisation itself.
    pub below: bool,
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

/// How many of those a notice is for have got how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Whom it is for.
    pub expected: i64,
    /// On whose phone it is.
    pub delivered: i64,
    /// Who has read it.
    pub read: i64,
    /// Who has acknowledged it.
    pub acknowledged: i64,
}

/// Counts, or that there are too few to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Zero when withheld.
    pub counts: Counts,
    /// Few enough to be told apart, by somebody who may not see names.
    pub is_withheld: bool,
}

/// What stands directly below.
#[derive(Clone, Debug)]
pub struct Part {
    /// The organisation.
    pub organization: Id,
    /// Its name on the day the notice was issued.
    pub name: String,
    /// Of it and of everything below it.
    pub shown: Shown,
}

/// One member the notice is for.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Who.
    pub member: Id,
    /// The name.
    pub name: String,
    /// Whether it is on a phone of the member's.
    pub is_delivered: bool,
    /// When it was first read.
    pub read_at: Option<DateTime<Utc>>,
    /// When it was first acknowledged.
    pub acknowledged_at: Option<DateTime<Utc>>,
}

/// How far a notice has got in an organisation.
#[derive(Clone, Debug)]
pub struct Receipts {
    /// The organisation asked about.
    pub organization: Id,
    /// All of it.
    pub whole: Shown,
    /// By what stands directly below.
    pub parts: Vec<Part>,
    /// By member, for who may see it.
    pub members: Vec<Recipient>,
}

impl Counts {
    /// Both together.
    pub(super) fn plus(self, more: Self) -> Self {
        Self {
            expected: self.expected + more.expected,
            delivered: self.delivered + more.delivered,
            read: self.read + more.read,
            acknowledged: self.acknowledged + more.acknowledged,
        }
    }
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::MeetingCalled,
        Self::MeetingChanged,
        Self::MeetingCancelled,
        Self::Account,
        Self::General,
    ];

    /// As stored.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::MeetingCalled => "MEETING_CALLED",
            Self::MeetingChanged => "MEETING_CHANGED",
            Self::MeetingCancelled => "MEETING_CANCELLED",
            Self::Account => "ACCOUNT",
            Self::General => "GENERAL",
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
