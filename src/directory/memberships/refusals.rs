//! What memberships refuse beside the directory's general refusals.

use crate::base::{Error, Kind, Refused};

/// A refusal about a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// An exemption for a time without a reason or a last day.
    ExemptionNeedsReason,
    /// That organisation does not decide this.
    WrongDecider,
    /// The months of probation are not over.
    ProbationNotOver,
    /// The number stands in another file.
    NumberTaken,
    /// No branch of this id takes members in.
    UnknownHost,
    /// Neither a branch nor a name was given, or both.
    HostMissing,
    /// The stay has ended.
    StayEnded,
    /// The host receives, and the caller does not answer for it.
    StayNotYours,
    /// An end that is no death, without a decision.
    EndNeedsDecision,
    /// The day has not come.
    DayAhead,
    /// The membership has not ended.
    NotEnded,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[
        Self::ExemptionNeedsReason,
        Self::WrongDecider,
        Self::ProbationNotOver,
        Self::NumberTaken,
        Self::UnknownHost,
        Self::HostMissing,
        Self::StayEnded,
        Self::StayNotYours,
        Self::EndNeedsDecision,
        Self::DayAhead,
        Self::NotEnded,
    ];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ExemptionNeedsReason => "DIRECTORY_EXEMPTION_NEEDS_REASON",
            Self::WrongDecider => "DIRECTORY_WRONG_DECIDER",
            Self::ProbationNotOver => "DIRECTORY_PROBATION_NOT_OVER",
            Self::NumberTaken => "DIRECTORY_NUMBER_TAKEN",
            Self::UnknownHost => "DIRECTORY_UNKNOWN_HOST",
            Self::HostMissing => "DIRECTORY_HOST_MISSING",
            Self::StayEnded => "DIRECTORY_STAY_ENDED",
            Self::StayNotYours => "DIRECTORY_STAY_NOT_YOURS",
            Self::EndNeedsDecision => "DIRECTORY_END_NEEDS_DECISION",
            Self::DayAhead => "DIRECTORY_DAY_AHEAD",
            Self::NotEnded => "DIRECTORY_NOT_ENDED",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::NumberTaken => Kind::Exists,
            Self::StayEnded | Self::NotEnded => Kind::Conflict,
            Self::StayNotYours => Kind::Forbidden,
            Self::ExemptionNeedsReason
            | Self::WrongDecider
            | Self::ProbationNotOver
            | Self::UnknownHost
            | Self::HostMissing
            | Self::EndNeedsDecision
            | Self::DayAhead => Kind::Invalid,
        }
    }

    /// The words, Vietnamese first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::ExemptionNeedsReason => (
                "Miễn có thời hạn phải ghi lý do (exemptionReason) và ngày cuối (toDate).",
                "An exemption for a time needs its reason (exemptionReason) and its last day (toDate).",
            ),
            Self::WrongDecider => (
                "Tổ chức này không có thẩm quyền quyết định việc này. Hãy ghi đúng nơi quyết định (decidedBy).",
                "That organisation does not decide this. Give the one that does (decidedBy).",
            ),
            Self::ProbationNotOver => (
                "Chưa đủ thời gian dự bị theo Điều lệ. Ngày chính thức không sớm hơn ngày hết thời gian dự bị.",
                "The months of probation are not over. The official date is not before the day they end.",
            ),
            Self::NumberTaken => (
                "Số này đang thuộc hồ sơ khác. Hãy kiểm tra lại số, hoặc hỏi cấp ủy quản lý hồ sơ.",
                "This number stands in another file. Check it, or ask the committee that keeps the files.",
            ),
            Self::UnknownHost => (
                "Không có chi bộ này. Hãy chọn một chi bộ đang hoạt động, khác chi bộ hiện tại.",
                "There is no such branch. Choose one that exists and is not the present one.",
            ),
            Self::HostMissing => (
                "Hãy ghi nơi đến: hoặc một chi bộ trong hệ thống (host), hoặc tên nơi đến (hostName).",
                "Say where to: either a branch of the system (host), or a name (hostName).",
            ),
            Self::StayEnded => (
                "Đợt sinh hoạt tạm thời này đã kết thúc.",
                "This temporary stay has ended.",
            ),
            Self::StayNotYours => (
                "Chi bộ nơi đến mới tiếp nhận được. Hãy liên hệ bí thư chi bộ nơi đến.",
                "The branch there receives the member. Ask its secretary.",
            ),
            Self::EndNeedsDecision => (
                "Hãy ghi số quyết định (decisionNumber).",
                "Give the number of the decision (decisionNumber).",
            ),
            Self::DayAhead => (
                "Ngày này chưa tới. Hãy ghi khi quyết định có hiệu lực.",
                "That day has not come. Record it when it has.",
            ),
            Self::NotEnded => (
                "Đảng viên này đang sinh hoạt; không có gì để hủy.",
                "This membership has not ended; there is nothing to take back.",
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
