//! How meetings say no about rules and what the Charter reserves.

use super::invalid;
use crate::base::{Error, Kind, Refused};

/// What may be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No committee sets this number.
    NotLocal,
    /// A number is set from today on.
    Backdated,
    /// No more than all of a hundred can be asked for.
    OverHundred,
    /// A congress is called by the committee, and by the secretary where there is none.
    CongressBySecretary,
    /// Only a branch holds meetings of the kind in this field.
    KindOfBranch(&'static str),
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[
        Self::NotLocal,
        Self::Backdated,
        Self::OverHundred,
        Self::CongressBySecretary,
        Self::KindOfBranch("kind"),
    ];

    /// The code clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotLocal => "MEETINGS_RULE_NOT_LOCAL",
            Self::Backdated => "MEETINGS_RULE_BACKDATED",
            Self::OverHundred => "MEETINGS_RULE_OVER_HUNDRED",
            Self::CongressBySecretary => "MEETINGS_CONGRESS_BY_SECRETARY",
            Self::KindOfBranch(_) => "MEETINGS_KIND_OF_BRANCH",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code();
        match refusal {
            Refusal::NotLocal => invalid(code).field(
                "rule",
                "Con số này do Trung ương quy định, cấp ủy không đặt riêng.",
                "This number is set for all; no committee sets its own.",
            ),
            Refusal::Backdated => {
                invalid(code).field("fromDate", "Chỉ đặt từ hôm nay trở đi.", "Set it from today on.")
            }
            Refusal::OverHundred => invalid(code).field(
                "value",
                "Tỷ lệ không quá 100 phần trăm.",
                "A share is at most 100 percent.",
            ),
            Refusal::KindOfBranch(field) => invalid(code).field(
                field,
                "Chỉ chi bộ có loại sinh hoạt này; cấp ủy triệu tập họp cấp ủy, hội nghị hoặc đại hội.",
                "Only a branch holds meetings of this kind; a committee calls a committee meeting, a conference or a congress.",
            ),
            Refusal::CongressBySecretary => Refused::new(
                Kind::Forbidden,
                code,
                "Chi bộ không có chi ủy: đại hội do bí thư triệu tập (Điều lệ Đảng, Điều 24).",
                "The branch has no committee: the secretary calls its congress (Charter, Article 24).",
            ),
        }
        .into()
    }
}
