//! What deciding on a proposed role and naming a substitute refuse.

use crate::base::{Error, Kind, Refused};

/// A refusal about a proposed role or a substitute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Somebody decided before.
    ProposalDecided,
    /// The title names no role of the closed list, and none was chosen.
    ProposalNeedsRole,
    /// That member is no secretary there, or the same who should stand in.
    NobodyToStandFor,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[
        Self::ProposalDecided,
        Self::ProposalNeedsRole,
        Self::NobodyToStandFor,
    ];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ProposalDecided => "DIRECTORY_PROPOSAL_DECIDED",
            Self::ProposalNeedsRole => "DIRECTORY_PROPOSAL_NEEDS_ROLE",
            Self::NobodyToStandFor => "DIRECTORY_NOBODY_TO_STAND_FOR",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::ProposalDecided | Self::NobodyToStandFor => Kind::Conflict,
            Self::ProposalNeedsRole => Kind::Invalid,
        }
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::ProposalDecided => (
                "Đề xuất này đã được quyết định. Hãy tải lại danh sách.",
                "This proposal was decided already. Load the list again.",
            ),
            Self::ProposalNeedsRole => (
                "Chức vụ trong bảng không nằm trong danh mục. Hãy chọn vai trò (role).",
                "The title is not on the list of roles. Choose a role.",
            ),
            Self::NobodyToStandFor => (
                "Đồng chí vắng mặt (forMember) không phải là bí thư ở đây vào ngày đó. Hãy chọn đúng bí thư được thay.",
                "The absent member (forMember) is no secretary here on that day. Choose the one who is.",
            ),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let (vi, en) = refusal.words();
        Refused::new(refusal.kind(), refusal.code(), vi, en).into()
    }
}
