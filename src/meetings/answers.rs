//! What members answer to a call, and what the chair decides about it.

use super::reading::unknown;
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

/// Whose replies are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those who have not said.
    Silent,
    /// Those who have neither read about the meeting nor said anything.
    Unseen,
    /// Those who will come.
    WillAttend,
    /// Those who ask to stay away.
    AskAbsence,
    /// Of those, about whom nobody has decided.
    Undecided,
}

impl Which {
    /// As the query names it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Silent => "SILENT",
            Self::Unseen => "UNSEEN",
            Self::WillAttend => "WILL_ATTEND",
            Self::AskAbsence => "ASK_ABSENCE",
            Self::Undecided => "UNDECIDED",
        }
    }
}

/// What kind of reason a member has to stay away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonKind {
    /// Ốm đau.
    Illness,
    /// Công tác.
    Work,
    /// Đi xa.
    Away,
    /// Việc gia đình.
    Family,
    /// Học tập.
    Study,
    /// Khác: what it is, the member says in words.
    Other,
}

/// What a member says to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Will come, or not.
    pub answer: Answer,
    /// What kind of reason, when one was given.
    pub kind: Option<ReasonKind>,
    /// Why not, in words; may be empty.
    pub reason: String,
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
    /// What kind of reason that is, when the member said so.
    pub reason_kind: Option<ReasonKind>,
    /// When.
    pub replied_at: Option<DateTime<Utc>>,
    /// When the member first read about the meeting.
    pub seen_at: Option<DateTime<Utc>>,
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
    /// What kind of reason, as stored.
    pub reason_kind: Option<String>,
    /// Who granted it.
    pub by: Id,
    /// The name of who granted it.
    pub by_name: String,
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

    /// Reads a stored answer.
    pub fn read(name: &str) -> Result<Self> {
        [Self::WillAttend, Self::AskAbsence]
            .into_iter()
            .find(|answer| answer.name() == name)
            .ok_or_else(|| unknown("answer", name))
    }
}

impl ReasonKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 6] = [
        Self::Illness,
        Self::Work,
        Self::Away,
        Self::Family,
        Self::Study,
        Self::Other,
    ];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Illness => "ILLNESS",
            Self::Work => "WORK",
            Self::Away => "AWAY",
            Self::Family => "FAMILY",
            Self::Study => "STUDY",
            Self::Other => "OTHER",
        }
    }

    /// Reads a stored kind.
    pub fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| unknown("kind of reason", name))
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

    /// Reads a stored decision.
    pub fn read(name: &str) -> Result<Self> {
        [Self::Accepted, Self::Declined]
            .into_iter()
            .find(|decision| decision.name() == name)
            .ok_or_else(|| unknown("decision", name))
    }
}
