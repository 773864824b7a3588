//! What deciding on a proposed role refuses.

use crate::base::{Error, Kind, Refused};

/// A refusal about a proposed role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Somebody decided before.
    ProposalDecided,
    /// The title names no role of the closed list, and none was chosen.
    ProposalNeedsRole,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[Self::ProposalDecided, Self::ProposalNeedsRole];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ProposalDecided => "DIRECTORY_PROPOSAL_DECIDED",
            Self::ProposalNeedsRole => "DIRECTORY_PROPOSAL_NEEDS_ROLE",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::ProposalDecided => Kind::Conflict,
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
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let (vi, en) = refusal.words();
        Refused::new(refusal.kind(), refusal.code(), vi, en).into()
    }
}
