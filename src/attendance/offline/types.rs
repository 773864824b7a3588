//! What a phone sends, and what it is told.

use super::Doubt;
use crate::attendance::{Kind, Outcome};
use crate::base::{Error, Id, Refused, Result};
use crate::meetings::ReasonKind;
use anyhow::anyhow;
use chrono::{DateTime, Utc};

/// What an event says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// The meeting began.
    Open,
    /// The meeting ended.
    Close,
    /// Somebody came, or came back.
    Enter,
    /// Somebody left.
    Leave,
    /// Somebody is excused.
    Excuse,
    /// Somebody did not come.
    Absent,
    /// Another event is taken back.
    Void,
}

/// One event as a phone sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Minted on the phone.
    pub event: Id,
    /// Where.
    pub meeting: Id,
    /// About whom; the caller, when nobody is named.
    pub member: Option<Id>,
    /// What it says.
    pub sort: Sort,
    /// What it takes back.
    pub refers_to: Option<Id>,
    /// What was scanned or typed.
    pub code: String,
    /// When, by the clock of the phone.
    pub claimed_at: DateTime<Utc>,
    /// What has to be added to that clock, as far as the phone knows.
    pub offset_ms: i64,
    /// When, by both.
    pub corrected_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// The kind of that reason.
    pub reason_kind: Option<ReasonKind>,
}

/// What became of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it came to.
    pub outcome: Outcome,
    /// Why it waits.
    pub doubts: Vec<Doubt>,
    /// It stands beside the sealed result.
    pub is_amendment: bool,
}

/// What a phone is told of one event.
pub type Told = std::result::Result<Taken, Refused>;

impl Sort {
    const ALL: [Self; 7] = [
        Self::Open,
        Self::Close,
        Self::Enter,
        Self::Leave,
        Self::Excuse,
        Self::Absent,
        Self::Void,
    ];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Close => "CLOSE",
            Self::Enter => "ENTER",
            Self::Leave => "LEAVE",
            Self::Excuse => "EXCUSE",
            Self::Absent => "ABSENT",
            Self::Void => "VOID",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|sort| sort.name() == name)
            .ok_or_else(|| Error::Broken(anyhow!("no phone sends {name}")))
    }

    /// The word it becomes; none for what is about the meeting itself.
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::Open | Self::Close => None,
            Self::Enter => Some(Kind::Enter),
            Self::Leave => Some(Kind::Leave),
            Self::Excuse => Some(Kind::Excuse),
            Self::Absent => Some(Kind::Absent),
            Self::Void => Some(Kind::Void),
        }
    }

    /// Whether it is about somebody.
    pub const fn is_about_somebody(self) -> bool {
        matches!(self, Self::Enter | Self::Leave | Self::Excuse | Self::Absent)
    }
}
