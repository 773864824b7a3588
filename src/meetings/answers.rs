//! What members answer to a call, and what the chair decides about it.

use super::types::unknown;
use crate::base::{Id, Result};
use chrono::{DateTime, Utc};

/// What a member answers to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Will come.
    WillAttend,
    /// Asks to be excused.
    AskAbsence,
}

/// What the chair decides about a wish to stay away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Whoever is still not there when the meeting closes is absent with a reason: `accepted_absences` tells who.
    Accepted,
    /// The member is expected.
    Declined,
}

/// A decision, and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// Why; may be empty.
    pub reason: String,
    /// Who decided.
    pub by: Id,
    /// The name of who decided.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What one member answered, or that the member has not yet.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Who.
    pub member: Id,
    /// The name.
    pub name: String,
    /// The answer, once there is one.
    pub answer: Option<Answer>,
    /// Why not; empty otherwise.
    pub reason: String,
    /// When.
    pub replied_at: Option<DateTime<Utc>>,
    /// What was decided about it, once it was.
    pub decided: Option<Decided>,
}

/// A wish to stay away that was granted, for attendance to take over when the meeting closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Who stays away.
    pub member: Id,
    /// Why, in the member's words.
    pub reason: String,
    /// Who granted it.
    pub by: Id,
    /// When.
    pub at: DateTime<Utc>,
}

impl Answer {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WillAttend => "WILL_ATTEND",
            Self::AskAbsence => "ASK_ABSENCE",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        [Self::WillAttend, Self::AskAbsence]
            .into_iter()
            .find(|answer| answer.name() == name)
            .ok_or_else(|| unknown("answer", name))
    }
}

impl Decision {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "ACCEPTED",
            Self::Declined => "DECLINED",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        [Self::Accepted, Self::Declined]
            .into_iter()
            .find(|decision| decision.name() == name)
            .ok_or_else(|| unknown("decision", name))
    }
}
