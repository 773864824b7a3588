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
    /// More check-ins wait than can be answered in time.
    Crowded,
    /// The event id was used for something else.
    EventTaken,
    /// The member is not on the frozen roster.
    NotOnRoster,
    /// Excused without a reason.
    ReasonNeeded,
    /// Closed too long ago.
    Sealed,
    /// An amendment of what is not sealed yet.
    NotSealed,
    /// Nobody said when the member left, or it was not within the meeting.
    LeftTime,
    /// Only a word that says whether somebody came is taken back or confirmed.
    NotOfPresence,
    /// Only a check-in that waits is confirmed.
    NotWaiting,
    /// Words longer than are kept.
    ReasonTooLong,
    /// The dispute was answered.
    DisputeAnswered,
    /// Whoever watches does not read what is told.
    WatchedTooSlowly,
}

impl Refusal {
    /// Every refusal, for the guard that compares them with the contract.
    pub const ALL: &[Self] = &[
        Self::NotOpen,
        Self::CodeRefused,
        Self::TryLater,
        Self::Crowded,
        Self::EventTaken,
        Self::NotOnRoster,
        Self::ReasonNeeded,
        Self::Sealed,
        Self::NotSealed,
        Self::LeftTime,
        Self::NotOfPresence,
        Self::NotWaiting,
        Self::ReasonTooLong,
        Self::DisputeAnswered,
        Self::WatchedTooSlowly,
    ];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotOpen => "ATTENDANCE_NOT_OPEN",
            Self::CodeRefused => "ATTENDANCE_CODE_REFUSED",
            Self::TryLater => "ATTENDANCE_TRY_LATER",
            Self::Crowded => "ATTENDANCE_CROWDED",
            Self::EventTaken => "ATTENDANCE_EVENT_TAKEN",
            Self::NotOnRoster => "ATTENDANCE_NOT_ON_ROSTER",
            Self::ReasonNeeded => "ATTENDANCE_REASON_NEEDED",
            Self::Sealed => "ATTENDANCE_SEALED",
            Self::NotSealed => "ATTENDANCE_NOT_SEALED",
            Self::LeftTime => "ATTENDANCE_LEFT_TIME",
            Self::NotOfPresence => "ATTENDANCE_NOT_OF_PRESENCE",
            Self::NotWaiting => "ATTENDANCE_NOT_WAITING",
            Self::ReasonTooLong => "ATTENDANCE_REASON_TOO_LONG",
            Self::DisputeAnswered => "ATTENDANCE_DISPUTE_ANSWERED",
            Self::WatchedTooSlowly => "ATTENDANCE_WATCHED_TOO_SLOWLY",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::NotOpen
            | Self::NotOnRoster
            | Self::Sealed
            | Self::NotSealed
            | Self::NotOfPresence
            | Self::NotWaiting
            | Self::DisputeAnswered => Kind::Conflict,
            Self::CodeRefused | Self::ReasonNeeded | Self::LeftTime | Self::ReasonTooLong => Kind::Invalid,
            Self::TryLater | Self::Crowded | Self::WatchedTooSlowly => Kind::TooMany,
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
            Self::Crowded => (
                "Đang có rất nhiều người điểm danh cùng lúc. Xin gửi lại sau giây lát; lần điểm danh này chưa được ghi.",
                "Very many are checking in at once. Send it again in a moment; this check-in was not recorded.",
            ),
            Self::EventTaken => (
                "Mã sự kiện (eventId) này đã dùng cho việc khác. Hãy tạo mã mới rồi gửi lại.",
                "This eventId was used for something else. Mint a new one and send again.",
            ),
            Self::NotOnRoster => (
                "Đồng chí này không có trong danh sách triệu tập đã chốt khi khai mạc.",
                "This member is not on the roster that opening froze.",
            ),
            Self::ReasonNeeded => ("Cần ghi lý do.", "Say why."),
            Self::Sealed => (
                "Đã quá thời hạn sửa điểm danh sau khi kết thúc cuộc họp. Kết quả đã chốt; hãy ghi bổ sung kèm lý do.",
                "The time to correct attendance after closing is over. It stands; amend it, with a reason.",
            ),
            Self::NotSealed => (
                "Kết quả điểm danh chưa chốt. Hãy sửa trực tiếp, không cần ghi bổ sung.",
                "Attendance is not sealed yet. Record it, there is nothing to amend.",
            ),
            Self::LeftTime => (
                "Ghi giờ về sớm trong khoảng từ lúc khai mạc đến lúc kết thúc cuộc họp, không ở tương lai.",
                "Say when the member left: between opening and closing, and not later than now.",
            ),
            Self::NotOfPresence => (
                "Chỉ hủy hoặc xác nhận được lần ghi có mặt, vắng mặt hay về sớm.",
                "Only what says whether somebody came can be taken back or confirmed.",
            ),
            Self::NotWaiting => (
                "Lần điểm danh này không chờ xác nhận.",
                "This check-in does not wait to be confirmed.",
            ),
            Self::ReasonTooLong => (
                "Lý do dài quá 500 ký tự.",
                "The reason is longer than 500 characters.",
            ),
            Self::DisputeAnswered => ("Đề nghị xem lại đã được trả lời.", "This dispute was answered."),
            Self::WatchedTooSlowly => (
                "Kết nối quá chậm nên việc theo dõi dừng lại. Hãy theo dõi lại từ sự kiện cuối cùng đã nhận.",
                "The connection is too slow to watch. Watch again from the last event that was read.",
            ),
        }
    }

    /// The refusal as it leaves the house.
    pub(super) fn refused(self) -> Refused {
        let (vi, en) = self.words();
        let refused = Refused::new(self.kind(), self.code(), vi, en);
        match self {
            Self::ReasonNeeded | Self::ReasonTooLong => refused.field("reason", vi, en),
            Self::LeftTime => refused.field("leftTime", vi, en),
            Self::NotOpen
            | Self::CodeRefused
            | Self::TryLater
            | Self::Crowded
            | Self::EventTaken
            | Self::NotOnRoster
            | Self::Sealed
            | Self::NotSealed
            | Self::NotOfPresence
            | Self::NotWaiting
            | Self::DisputeAnswered
            | Self::WatchedTooSlowly => refused,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        refusal.refused().into()
    }
}
