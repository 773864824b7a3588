//! What is spoken of about ends of memberships.

use crate::base::Id;
use chrono::NaiveDate;

/// How a membership ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndKind {
    /// Từ trần.
    Died,
    /// Xóa tên.
    Removed,
    /// Khai trừ.
    Expelled,
    /// Xin ra khỏi Đảng.
    Left,
}

impl EndKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 4] = [Self::Died, Self::Removed, Self::Expelled, Self::Left];

    /// As stored and as written in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Died => "DIED",
            Self::Removed => "REMOVED",
            Self::Expelled => "EXPELLED",
            Self::Left => "LEFT",
        }
    }
}

/// An end to be recorded.
#[derive(Clone, Debug)]
pub struct NewEnd {
    /// How.
    pub kind: EndKind,
    /// The first day on which the member is none.
    pub day: NaiveDate,
    /// The decision; a death needs none.
    pub decision_number: String,
    /// Who decided: an organisation's id or a name; empty for the committee that keeps the files.
    pub decided_by: String,
}

/// An end as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Whose.
    pub member: Id,
    /// How.
    pub kind: EndKind,
    /// The first day on which the member is none.
    pub day: NaiveDate,
    /// Taken back since.
    pub undone: bool,
}
