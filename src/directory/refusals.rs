//! What the directory refuses, and in which words.

use crate::base::{Error, Kind, Refused};

/// A refusal of the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The code belongs to another organisation, perhaps to one that was dissolved.
    CodeTaken,
    /// An organisation of this kind cannot stand under that one.
    KindDoesNotFit,
    /// The change overlaps what is already recorded.
    StandingOverlaps,
    /// Neither class nor activity was given.
    NothingToSet,
    /// Exempt without saying how.
    ExemptionNeedsKind,
    /// The last day lies before the first.
    DatesReversed,
    /// The member holds this role on these days already.
    GrantOverlaps,
    /// Nobody by this id where the granter may grant.
    UnknownMember,
    /// The caller may grant roles here, but not this one.
    RoleNotYours,
    /// An organisation of this kind has no such role.
    RoleDoesNotFit,
}

impl Refusal {
    /// Every refusal, for the guard that compares them with the contract.
    pub const ALL: &[Self] = &[
        Self::CodeTaken,
        Self::KindDoesNotFit,
        Self::StandingOverlaps,
        Self::NothingToSet,
        Self::ExemptionNeedsKind,
        Self::DatesReversed,
        Self::GrantOverlaps,
        Self::UnknownMember,
        Self::RoleNotYours,
        Self::RoleDoesNotFit,
    ];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CodeTaken => "DIRECTORY_CODE_TAKEN",
            Self::KindDoesNotFit => "DIRECTORY_KIND_DOES_NOT_FIT",
            Self::StandingOverlaps => "DIRECTORY_STANDING_OVERLAPS",
            Self::NothingToSet => "DIRECTORY_NOTHING_TO_SET",
            Self::ExemptionNeedsKind => "DIRECTORY_EXEMPTION_NEEDS_KIND",
            Self::DatesReversed => "DIRECTORY_DATES_REVERSED",
            Self::GrantOverlaps => "DIRECTORY_GRANT_OVERLAPS",
            Self::UnknownMember => "DIRECTORY_UNKNOWN_MEMBER",
            Self::RoleNotYours => "DIRECTORY_ROLE_NOT_YOURS",
            Self::RoleDoesNotFit => "DIRECTORY_ROLE_DOES_NOT_FIT",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::CodeTaken | Self::GrantOverlaps => Kind::Exists,
            Self::StandingOverlaps => Kind::Conflict,
            Self::KindDoesNotFit
            | Self::NothingToSet
            | Self::ExemptionNeedsKind
            | Self::DatesReversed
            | Self::UnknownMember
            | Self::RoleDoesNotFit => Kind::Invalid,
            Self::RoleNotYours => Kind::Forbidden,
        }
    }

    /// The words, Vietnamese first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::CodeTaken => (
                "Mã tổ chức này đã được dùng; mã không bao giờ được cấp lại. Hãy kiểm tra mã.",
                "This code belongs to another organisation; codes are never given twice. Check the code.",
            ),
            Self::KindDoesNotFit => (
                "Loại tổ chức này không trực thuộc được tổ chức cấp trên đã chọn. Hãy chọn lại loại hoặc cấp trên.",
                "An organisation of this kind cannot stand under that parent. Choose another kind or parent.",
            ),
            Self::StandingOverlaps => (
                "Khoảng thời gian này đã có quyết định khác. Hãy chọn ngày sau ngày bắt đầu của quyết định đang ghi.",
                "Another decision covers these days. Choose a day after the one on record began.",
            ),
            Self::NothingToSet => (
                "Chưa có gì để ghi: hãy chọn loại đảng viên hoặc tình trạng sinh hoạt.",
                "Nothing to record: give a class or an activity.",
            ),
            Self::ExemptionNeedsKind => (
                "Hãy chọn hình thức miễn: tuổi cao sức yếu, hoặc có thời hạn.",
                "Say which exemption: age and health, or for a time.",
            ),
            Self::DatesReversed => (
                "Ngày cuối đứng trước ngày đầu. Hãy sửa lại ngày.",
                "The last day lies before the first. Correct the dates.",
            ),
            Self::GrantOverlaps => (
                "Đồng chí này đã giữ vai trò đó trong thời gian này. Hãy kết thúc vai trò cũ trước.",
                "The member holds this role on these days already. End the earlier grant first.",
            ),
            Self::UnknownMember => (
                "Không có đảng viên này trong các tổ chức đồng chí phụ trách.",
                "There is no such member in the organisations you answer for.",
            ),
            Self::RoleNotYours => (
                "Vai trò này do cấp cao hơn giao. Hãy đề nghị cấp trên.",
                "This role is granted by a higher level. Ask the committee above.",
            ),
            Self::RoleDoesNotFit => (
                "Tổ chức này không có vai trò đó. Hãy chọn vai trò khác.",
                "This kind of organisation has no such role. Choose another.",
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
