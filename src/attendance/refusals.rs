//! What attendance refuses, and in which words.

use crate::base::{Error, Kind, Refused};

/// A refusal of attendance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The meeting is not open.
    NotOpen,
    /// The code is forged, too old or of another meeting.
    CodeRefused,
    /// Too many wrong codes.
    TryLater,
    /// The event id was used for something else.
    EventTaken,
    /// The member is not on the frozen roster.
    NotOnRoster,
    /// Excused without a reason.
    ReasonNeeded,
    /// Closed too long ago.
    Sealed,
}

impl Refusal {
    /// Every refusal, for the guard that compares them with the contract.
    pub const ALL: &[Self] = &[
        Self::NotOpen,
        Self::CodeRefused,
        Self::TryLater,
        Self::EventTaken,
        Self::NotOnRoster,
        Self::ReasonNeeded,
        Self::Sealed,
    ];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotOpen => "ATTENDANCE_NOT_OPEN",
            Self::CodeRefused => "ATTENDANCE_CODE_REFUSED",
            Self::TryLater => "ATTENDANCE_TRY_LATER",
            Self::EventTaken => "ATTENDANCE_EVENT_TAKEN",
            Self::NotOnRoster => "ATTENDANCE_NOT_ON_ROSTER",
            Self::ReasonNeeded => "ATTENDANCE_REASON_NEEDED",
            Self::Sealed => "ATTENDANCE_SEALED",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::NotOpen | Self::NotOnRoster | Self::Sealed => Kind::Conflict,
            Self::CodeRefused | Self::ReasonNeeded => Kind::Invalid,
            Self::TryLater => Kind::TooMany,
            Self::EventTaken => Kind::Exists,
        }
    }

    /// The words, Vietnamese first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NotOpen => (
                "Cuộc họp chưa khai mạc hoặc đã kết thúc nên không điểm danh được. Hãy hỏi bí thư chi bộ.",
                "The meeting is not open, so there is no check-in. Ask the branch secretary.",
            ),
            Self::CodeRefused => (
                "Mã điểm danh không đúng hoặc đã hết hạn. Hãy quét lại mã đang hiện trên màn hình của cuộc họp.",
                "The code is wrong or too old. Scan the code that the room shows now.",
            ),
            Self::TryLater => (
                "Đã nhập sai mã quá nhiều lần. Xin chờ ít giây rồi thử lại, hoặc nhờ bí thư điểm danh.",
                "Too many wrong codes. Wait a few seconds and try again, or ask the secretary to record you.",
            ),
            Self::EventTaken => (
                "Mã sự kiện (eventId) này đã dùng cho việc khác. Hãy tạo mã mới rồi gửi lại.",
                "This eventId was used for something else. Mint a new one and send again.",
            ),
            Self::NotOnRoster => (
                "Đồng chí này không có trong danh sách triệu tập đã chốt khi khai mạc.",
                "This member is not on the roster that opening froze.",
            ),
            Self::ReasonNeeded => (
                "Vắng có lý do thì phải ghi lý do.",
                "An excused absence needs its reason.",
            ),
            Self::Sealed => (
                "Đã quá thời hạn sửa điểm danh sau khi kết thúc cuộc họp. Kết quả đã chốt.",
                "The time to correct attendance after closing is over. It stands as it is.",
            ),
        }
    }

    /// The refusal as it leaves the house.
    pub(super) fn refused(self) -> Refused {
        let (vi, en) = self.words();
        let refused = Refused::new(self.kind(), self.code(), vi, en);
        match self {
            Self::ReasonNeeded => refused.field("reason", vi, en),
            Self::NotOpen
            | Self::CodeRefused
            | Self::TryLater
            | Self::EventTaken
            | Self::NotOnRoster
            | Self::Sealed => refused,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        refusal.refused().into()
    }
}
