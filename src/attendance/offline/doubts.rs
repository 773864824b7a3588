//! Why something waits for whoever records attendance.

use crate::base::{Error, Result, Text};
use anyhow::anyhow;

/// One reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doubt {
    /// There is no such meeting, or the sender is not of it.
    PlaceUnknown,
    /// Only whoever records attendance, or runs the meeting, says so.
    NotAnOfficer,
    /// The meeting has not begun here.
    NotOpen,
    /// Not on the roster.
    NotOnRoster,
    /// What it takes back has not come in.
    TargetUnknown,
    /// The meeting cannot have begun or ended then.
    TimeRefused,
    /// The code is of no step of this meeting.
    CodeWrong,
    /// No code was scanned.
    NoCode,
    /// Scanned before it was shown, by the phone's own word.
    BeforeCode,
    /// Scanned long after it was shown.
    LongAfterCode,
    /// Said by another member's phone.
    SaidByAnother,
    /// It came in long after it happened.
    Late,
    /// It lies in the future, by its own word.
    ClockAhead,
    /// Far from the time for which the meeting is planned.
    OutOfTime,
    /// The code proves that the phone was not there before it was shown.
    OnlyNotBefore,
}

impl Doubt {
    /// The gravest first.
    pub const ALL: [Self; 15] = [
        Self::PlaceUnknown,
        Self::NotAnOfficer,
        Self::NotOpen,
        Self::NotOnRoster,
        Self::TargetUnknown,
        Self::TimeRefused,
        Self::CodeWrong,
        Self::NoCode,
        Self::BeforeCode,
        Self::LongAfterCode,
        Self::SaidByAnother,
        Self::Late,
        Self::ClockAhead,
        Self::OutOfTime,
        Self::OnlyNotBefore,
    ];

    /// As stored and as programs read it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlaceUnknown => "PLACE_UNKNOWN",
            Self::NotAnOfficer => "NOT_AN_OFFICER",
            Self::NotOpen => "NOT_OPEN",
            Self::NotOnRoster => "NOT_ON_ROSTER",
            Self::TargetUnknown => "TARGET_UNKNOWN",
            Self::TimeRefused => "TIME_REFUSED",
            Self::CodeWrong => "CODE_WRONG",
            Self::NoCode => "NO_CODE",
            Self::BeforeCode => "BEFORE_CODE",
            Self::LongAfterCode => "LONG_AFTER_CODE",
            Self::SaidByAnother => "SAID_BY_ANOTHER",
            Self::Late => "LATE",
            Self::ClockAhead => "CLOCK_AHEAD",
            Self::OutOfTime => "OUT_OF_TIME",
            Self::OnlyNotBefore => "ONLY_NOT_BEFORE",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|doubt| doubt.name() == name)
            .ok_or_else(|| Error::Broken(anyhow!("no doubt is called {name}")))
    }

    /// In words.
    pub const fn text(self) -> Text {
        let (vi, en) = self.words();
        Text::new(vi, en)
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::PlaceUnknown => (
                "Không tìm thấy cuộc họp này trong các cuộc họp của đồng chí. Nội dung đã được giữ lại, chờ bí thư xem.",
                "There is no such meeting among yours. It is kept, and waits for the secretary.",
            ),
            Self::NotAnOfficer => (
                "Việc này chỉ người điểm danh hoặc chủ trì ghi được. Nội dung đã được giữ lại, chờ bí thư xem.",
                "Only whoever records attendance, or runs the meeting, says so. It is kept, and waits for the secretary.",
            ),
            Self::NotOpen => (
                "Cuộc họp chưa được ghi khai mạc trên hệ thống; sẽ tự ghi khi có danh sách dự họp.",
                "The meeting has not begun here; it is recorded once its roster stands.",
            ),
            Self::NotOnRoster => (
                "Đồng chí này chưa có trong danh sách dự họp; chờ bí thư bổ sung.",
                "Not on the roster; it waits until the secretary has put the member on it.",
            ),
            Self::TargetUnknown => (
                "Lần ghi cần hủy chưa được gửi lên; sẽ tự hủy khi nhận được.",
                "What it takes back has not come in; it is taken back once it has.",
            ),
            Self::TimeRefused => (
                "Giờ khai mạc hoặc kết thúc không phù hợp; chờ bí thư xem.",
                "The meeting cannot have begun or ended then; it waits for the secretary.",
            ),
            Self::CodeWrong => (
                "Mã đã quét không phải của cuộc họp này; chờ bí thư xác nhận.",
                "The code is not of this meeting; it waits for the secretary.",
            ),
            Self::NoCode => (
                "Không có mã phòng họp; chờ bí thư xác nhận.",
                "There is no code of the room; it waits for the secretary.",
            ),
            Self::BeforeCode => (
                "Giờ trên máy sớm hơn lúc mã được hiện; chờ bí thư xác nhận.",
                "By the phone's clock it was scanned before it was shown; it waits for the secretary.",
            ),
            Self::LongAfterCode => (
                "Mã được quét khá lâu sau khi hiện; chờ bí thư xác nhận.",
                "The code was scanned long after it was shown; it waits for the secretary.",
            ),
            Self::SaidByAnother => (
                "Do máy của đồng chí khác ghi hộ; chờ bí thư xác nhận.",
                "Another member's phone says so; it waits for the secretary.",
            ),
            Self::Late => (
                "Gửi lên sau hơn 72 giờ; chờ bí thư xác nhận.",
                "It came in after more than 72 hours; it waits for the secretary.",
            ),
            Self::ClockAhead => (
                "Đồng hồ trên máy chạy trước giờ hệ thống; chờ bí thư xác nhận.",
                "The phone's clock is ahead; it waits for the secretary.",
            ),
            Self::OutOfTime => (
                "Giờ ghi cách xa giờ họp đã định; chờ bí thư xác nhận.",
                "It is far from the time for which the meeting is planned; it waits for the secretary.",
            ),
            Self::OnlyNotBefore => (
                "Ghi khi không có mạng; chờ bí thư xác nhận.",
                "Recorded without signal; it waits for the secretary.",
            ),
        }
    }
}
