//! What meetings are made of.

use super::reading::unknown;
use super::{AgendaItem, Reply};
use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};

/// What kind of meeting it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sinh hoạt thường kỳ.
    Regular,
    /// Sinh hoạt chuyên đề.
    Thematic,
    /// Thường kỳ kết hợp chuyên đề.
    Combined,
    /// Họp chi ủy.
    Committee,
    /// Bất thường.
    Extraordinary,
    /// Đại hội.
    Congress,
    /// Hội nghị.
    Conference,
    /// Sinh hoạt tổ đảng.
    PartyCell,
}

/// Where a meeting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Only those who run it see it.
    Draft,
    /// The branch was told.
    Issued,
    /// The roster is frozen, the room shows its code.
    Open,
    /// Over.
    Closed,
    /// Called off.
    Cancelled,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Regular,
        Self::Thematic,
        Self::Combined,
        Self::Committee,
        Self::Extraordinary,
        Self::Congress,
        Self::Conference,
        Self::PartyCell,
    ];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "REGULAR",
            Self::Thematic => "THEMATIC",
            Self::Combined => "COMBINED",
            Self::Committee => "COMMITTEE",
            Self::Extraordinary => "EXTRAORDINARY",
            Self::Congress => "CONGRESS",
            Self::Conference => "CONFERENCE",
            Self::PartyCell => "PARTY_CELL",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| unknown("kind", name))
    }
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Issued,
        Self::Open,
        Self::Closed,
        Self::Cancelled,
    ];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Issued => "ISSUED",
            Self::Open => "OPEN",
            Self::Closed => "CLOSED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Reads a stored state.
    pub fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|state| state.name() == name)
            .ok_or_else(|| unknown("state", name))
    }
}

/// What a secretary writes down to call a meeting.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What kind.
    pub kind: Kind,
    /// One line.
    pub title: String,
    /// Where.
    pub place: String,
    /// Planned beginning.
    pub starts_at: DateTime<Utc>,
    /// Planned end.
    pub ends_at: DateTime<Utc>,
    /// What will be talked about, in this order.
    pub agenda: Vec<AgendaItem>,
    /// Whom a meeting of a party cell calls; no other kind names its members.
    pub members: Vec<Id>,
}

/// A meeting.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// The id.
    pub id: Id,
    /// Whose meeting it is.
    pub organization: Id,
    /// Its name today.
    pub organization_name: String,
    /// What kind.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// One line.
    pub title: String,
    /// Where.
    pub place: String,
    /// Planned beginning.
    pub starts_at: DateTime<Utc>,
    /// Planned end.
    pub ends_at: DateTime<Utc>,
    /// Real beginning.
    pub opened_at: Option<DateTime<Utc>>,
    /// Real end.
    pub closed_at: Option<DateTime<Utc>>,
    /// Counts the edits.
    pub version: i32,
    /// What will be talked about.
    pub agenda: Vec<AgendaItem>,
    /// The caller's own reply.
    pub my_reply: Option<Reply>,
    /// The beginning it was first called for, when it was put off.
    pub postponed_from: Option<DateTime<Utc>>,
    /// Why it was put off or called off last; empty otherwise.
    pub change_reason: String,
    /// Who has which part in it.
    pub parts: Parts,
    /// How it was held, where it was not simply opened and closed.
    pub held: Held,
}

/// How a meeting was held, where it was not simply opened and closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Nobody closed it.
    pub closed_by_itself: bool,
    /// From when what was recorded stands; none before closing.
    pub seals_at: Option<DateTime<Utc>>,
    /// Why it was written down afterwards; empty for what was held here.
    pub recorded_reason: String,
    /// Why it was opened again last; empty otherwise.
    pub reopen_reason: String,
}

/// A member with a part in a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Who.
    pub member: Id,
    /// The name.
    pub name: String,
}

/// Who has which part in a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Who leads it, first the first; nobody: the secretary or the deputy does.
    pub chairs: Vec<Participant>,
    /// Who takes the minutes, once chosen.
    pub minutes_taker: Option<Participant>,
    /// Whom a meeting of a party cell calls.
    pub members: Vec<Participant>,
}

/// A part that a member has in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Leads it.
    Chair,
    /// Takes the minutes.
    MinutesTaker,
    /// Is called by name.
    Called,
}

impl Part {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chair => "CHAIR",
            Self::MinutesTaker => "MINUTES_TAKER",
            Self::Called => "CALLED",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        [Self::Chair, Self::MinutesTaker, Self::Called]
            .into_iter()
            .find(|part| part.name() == name)
            .ok_or_else(|| unknown("part", name))
    }
}

/// Which meetings of an organisation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Planned to begin at or after this.
    pub from: Option<DateTime<Utc>>,
    /// Planned to begin before this.
    pub to: Option<DateTime<Utc>>,
    /// In this state.
    pub state: Option<State>,
}

/// Which of an organisation's meetings a caller sees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight {
    /// Who.
    pub(super) caller: Id,
    /// On the day of.
    pub(super) today: NaiveDate,
    /// The drafts as well, and the past of what was merged into it.
    pub(super) drafts: bool,
    /// Of every kind, and not only those the caller is called to.
    pub(super) every_kind: bool,
}

/// A meeting as those above see it: what it is and when, and nothing of what it is about.
#[derive(Clone, Debug)]
pub struct Overseen {
    /// The id.
    pub id: Id,
    /// Whose meeting it is.
    pub organization: Id,
    /// Its name today.
    pub organization_name: String,
    /// What kind.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// One line.
    pub title: String,
    /// Planned beginning.
    pub starts_at: DateTime<Utc>,
    /// Planned end.
    pub ends_at: DateTime<Utc>,
    /// Real beginning.
    pub opened_at: Option<DateTime<Utc>>,
    /// Real end.
    pub closed_at: Option<DateTime<Utc>>,
    /// The beginning it was first called for, when it was put off.
    pub postponed_from: Option<DateTime<Utc>>,
}
