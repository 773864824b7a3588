//! How the room says no.

use crate::base::{Error, Kind, Refused};

/// What may be refused while a meeting is held and afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It would begin before it was called, or long before it was planned.
    TooEarly,
    /// It began too long ago to be opened, or to be written down.
    TooLongAgo,
    /// What was recorded stands.
    Sealed,
    /// The member does not belong to who meets.
    Stranger,
    /// The member is on the roster.
    OnRoster,
    /// A guest without a name.
    GuestUnnamed,
    /// The member is a guest already.
    GuestTwice,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[
        Self::TooEarly,
        Self::TooLongAgo,
        Self::Sealed,
        Self::Stranger,
        Self::OnRoster,
        Self::GuestUnnamed,
        Self::GuestTwice,
    ];

    /// The code clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooEarly => "MEETINGS_TOO_EARLY",
            Self::TooLongAgo => "MEETINGS_TOO_LONG_AGO",
            Self::Sealed => "MEETINGS_SEALED",
            Self::Stranger => "MEETINGS_STRANGER",
            Self::OnRoster => "MEETINGS_ON_ROSTER",
            Self::GuestUnnamed => "MEETINGS_GUEST_UNNAMED",
            Self::GuestTwice => "MEETINGS_GUEST_TWICE",
        }
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TooEarly => (
                "Không khai mạc trước khi phát hành giấy mời hoặc quá sớm so với giờ đã định. Hãy dời giờ họp trước.",
                "It cannot begin before it was called, or so long before the planned time. Move the plan first.",
            ),
            Self::TooLongAgo => (
                "Đã quá lâu. Cuộc họp mới diễn ra thì mở ngay; đã họp xong thì ghi nhận sau, trong thời hạn cho phép.",
                "That is too long ago. Open a meeting while it is held; write one down afterwards while there is time.",
            ),
            Self::Sealed => (
                "Kết quả cuộc họp đã chốt, không sửa được nữa; chỉ ghi bổ sung điểm danh kèm lý do.",
                "What was recorded of this meeting is sealed. Attendance can only be amended, with a reason.",
            ),
            Self::Stranger => (
                "Đồng chí này không thuộc thành phần triệu tập hôm đó. Hãy ghi là khách mời.",
                "This member did not belong to those who met that day. Put the member down as a guest.",
            ),
            Self::OnRoster => (
                "Đồng chí này đã có trong danh sách triệu tập.",
                "This member is on the roster.",
            ),
            Self::GuestUnnamed => ("Cần ghi họ tên khách.", "Say who the guest is."),
            Self::GuestTwice => (
                "Đồng chí này đã được ghi là khách.",
                "This member was put down as a guest already.",
            ),
        }
    }

    const fn field(self) -> Option<&'static str> {
        match self {
            Self::TooEarly | Self::TooLongAgo => Some("startTime"),
            Self::Stranger => Some("member"),
            Self::GuestUnnamed => Some("name"),
            Self::Sealed | Self::OnRoster | Self::GuestTwice => None,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let (vi, en) = refusal.words();
        match refusal.field() {
            Some(field) => Refused::new(Kind::Invalid, refusal.code(), vi, en).field(field, vi, en),
            None => Refused::new(Kind::Conflict, refusal.code(), vi, en),
        }
        .into()
    }
}
