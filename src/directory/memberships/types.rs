//! What is spoken of about memberships.

use crate::base::Id;
use crate::directory::words::{Activity, Class, Exemption, ExemptionReason, Relation};
use chrono::{DateTime, NaiveDate, Utc};

/// A change of standing, asked for.
#[derive(Clone, Debug, Default)]
pub struct NewStanding {
    /// The class from then on; absent, it stays.
    pub class: Option<Class>,
    /// The activity from then on; absent, it stays.
    pub activity: Option<Activity>,
    /// Which exemption, when exempt.
    pub exemption: Option<Exemption>,
    /// Why, when exempt for a time.
    pub reason: Option<ExemptionReason>,
    /// First day.
    pub from: NaiveDate,
    /// Last day, for a temporary exemption.
    pub to: Option<NaiveDate>,
    /// The decision it rests on.
    pub decision_number: String,
    /// Who decided: an organisation's id or a name; empty for whoever usually does.
    pub decided_by: String,
}

/// Why somebody is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Work.
    Work,
    /// Study.
    Study,
}

/// A stay elsewhere, asked for.
#[derive(Clone, Debug)]
pub struct NewStay {
    /// The branch that receives.
    pub host: Option<Id>,
    /// Its name, where it is none of ours.
    pub host_name: String,
    /// Why.
    pub purpose: Purpose,
    /// First day away.
    pub from: NaiveDate,
    /// Last day away.
    pub to: NaiveDate,
    /// The referral slip.
    pub decision_number: String,
}

/// How a stay stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StayState {
    /// The host has not received the member.
    Sent,
    /// Lasts, or is to come and was received.
    Lasting,
    /// Over.
    Ended,
}

/// A stay elsewhere.
#[derive(Clone, Debug)]
pub struct Stay {
    /// Its id.
    pub id: Id,
    /// Who.
    pub member: Id,
    /// The member's name.
    pub member_name: String,
    /// The branch at home.
    pub home: Id,
    /// Its name.
    pub home_name: String,
    /// The branch there, when it is one of ours.
    pub host: Option<Id>,
    /// Its name.
    pub host_name: String,
    /// Why.
    pub purpose: Purpose,
    /// How it stands today.
    pub state: StayState,
    /// First day away.
    pub from: Option<NaiveDate>,
    /// Last day away.
    pub to: Option<NaiveDate>,
    /// What rules find about it.
    pub warnings: Vec<super::Warning>,
}

/// A residence link, asked for.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// The branch where the member lives.
    pub organization: Id,
    /// First day; today when absent.
    pub from: Option<NaiveDate>,
    /// The slip.
    pub decision_number: String,
}

/// A residence link.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Its id.
    pub id: Id,
    /// Who.
    pub member: Id,
    /// The branch where the member lives.
    pub organization: Id,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Class or activity.
    Standing,
    /// A stay elsewhere began.
    StayStarted,
    /// The host received the member.
    StayReceived,
    /// A stay's last day moved.
    StayExtended,
    /// A stay ended before its last day.
    StayEnded,
    /// A residence link began.
    LinkAdded,
    /// A residence link ended.
    LinkEnded,
    /// The membership ended.
    MembershipEnded,
    /// Its end was taken back.
    EndUndone,
    /// The file was corrected.
    Edited,
    /// The home moved.
    Transferred,
}

impl What {
    /// As stored and as written in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standing => "STANDING",
            Self::StayStarted => "STAY_STARTED",
            Self::StayReceived => "STAY_RECEIVED",
            Self::StayExtended => "STAY_EXTENDED",
            Self::StayEnded => "STAY_ENDED",
            Self::LinkAdded => "LINK_ADDED",
            Self::LinkEnded => "LINK_ENDED",
            Self::MembershipEnded => "MEMBERSHIP_ENDED",
            Self::EndUndone => "END_UNDONE",
            Self::Edited => "EDITED",
            Self::Transferred => "TRANSFERRED",
        }
    }
}

/// A record as it is shown.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its id.
    pub id: Id,
    /// What it is about, as stored.
    pub what: String,
    /// The day from which it holds.
    pub day: NaiveDate,
    /// The decision.
    pub decision_number: String,
    /// Who decided, by name.
    pub decided_by: String,
    /// Who decided, when it is an organisation of ours.
    pub decided_by_organization: Option<Id>,
    /// Who recorded it.
    pub recorded_by: Option<Id>,
    /// By name.
    pub recorded_by_name: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Kinds, reasons, names of fields.
    pub note: String,
}

/// One dimension of standing for some days.
#[derive(Clone, Debug, Default)]
pub struct Span {
    /// The class, when it is one.
    pub class: Option<Class>,
    /// The activity, when it is one.
    pub activity: Option<Activity>,
    /// The exemption.
    pub exemption: Option<Exemption>,
    /// Why, when for a time.
    pub reason: Option<ExemptionReason>,
    /// The relation, when it is one, and to which branch of which name.
    pub relation: Option<(Relation, Id, String)>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// The record it rests on.
    pub record: Option<Id>,
}

impl Span {
    /// Whether it holds on a day.
    pub(super) fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Somebody on probation.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub member: Id,
    /// The name.
    pub name: String,
    /// The branch at home.
    pub organization: Id,
    /// Its name.
    pub organization_name: String,
    /// The day of joining.
    pub joined_date: NaiveDate,
    /// The day on which the probation is over.
    pub due: NaiveDate,
    /// Days since then; 0 while it lasts.
    pub overdue_days: i32,
}

/// Who decided: an organisation of ours, or the name of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::directory) struct Decider {
    pub(in crate::directory) organization: Option<Id>,
    pub(in crate::directory) name: String,
}

/// An organisation in the line above a branch, the branch included.
#[derive(Clone, Debug)]
pub(super) struct InLine {
    pub(super) organization: Id,
    pub(super) name: String,
    pub(super) depth: i32,
    pub(super) keeper: bool,
}

/// Something to be written down.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Entry<'a> {
    pub(in crate::directory) member: Id,
    pub(in crate::directory) what: What,
    pub(in crate::directory) day: NaiveDate,
    pub(in crate::directory) decision_number: &'a str,
    pub(in crate::directory) decider: Decider,
    pub(in crate::directory) note: &'a str,
}

/// A number as it is kept; both parts empty when it is taken off the file.
#[derive(Debug)]
pub(super) struct Sealed {
    pub(super) value: Option<Vec<u8>>,
    pub(super) lookup: Option<Vec<u8>>,
}
