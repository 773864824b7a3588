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

/// Each with the name by which it is stored and by which programs read it, and in words. The gravest first.
static DOUBTS: [(Doubt, &str, Text); 15] = [
    (
        Doubt::PlaceUnknown,
        "PLACE_UNKNOWN",
        Text::new(
            "Không tìm thấy cuộc họp này trong các cuộc họp của đồng chí. Nội dung đã được giữ lại, chờ bí thư xem.",
            "There is no such meeting among yours. It is kept, and waits for the secretary.",
        ),
    ),
    (
        Doubt::NotAnOfficer,
        "NOT_AN_OFFICER",
        Text::new(
            "Việc này chỉ người điểm danh hoặc chủ trì ghi được. Nội dung đã được giữ lại, chờ bí thư xem.",
            "Only whoever records attendance, or runs the meeting, says so. It is kept, and waits for the secretary.",
        ),
    ),
    (
        Doubt::NotOpen,
        "NOT_OPEN",
        Text::new(
            "Cuộc họp chưa được ghi khai mạc trên hệ thống; sẽ tự ghi khi có danh sách dự họp.",
            "The meeting has not begun here; it is recorded once its roster stands.",
        ),
    ),
    (
        Doubt::NotOnRoster,
        "NOT_ON_ROSTER",
        Text::new(
            "Đồng chí này chưa có trong danh sách dự họp; chờ bí thư bổ sung.",
            "Not on the roster; it waits until the secretary has put the member on it.",
        ),
    ),
    (
        Doubt::TargetUnknown,
        "TARGET_UNKNOWN",
        Text::new(
            "Lần ghi cần hủy chưa được gửi lên; sẽ tự hủy khi nhận được.",
            "What it takes back has not come in; it is taken back once it has.",
        ),
    ),
    (
        Doubt::TimeRefused,
        "TIME_REFUSED",
        Text::new(
            "Giờ khai mạc hoặc kết thúc không phù hợp; chờ bí thư xem.",
            "The meeting cannot have begun or ended then; it waits for the secretary.",
        ),
    ),
    (
        Doubt::CodeWrong,
        "CODE_WRONG",
        Text::new(
            "Mã đã quét không phải của cuộc họp này; chờ bí thư xác nhận.",
            "The code is not of this meeting; it waits for the secretary.",
        ),
    ),
    (
        Doubt::NoCode,
        "NO_CODE",
        Text::new(
            "Không có mã phòng họp; chờ bí thư xác nhận.",
            "There is no code of the room; it waits for the secretary.",
        ),
    ),
    (
        Doubt::BeforeCode,
        "BEFORE_CODE",
        Text::new(
            "Giờ trên máy sớm hơn lúc mã được hiện; chờ bí thư xác nhận.",
            "By the phone's clock it was scanned before it was shown; it waits for the secretary.",
        ),
    ),
    (
        Doubt::LongAfterCode,
        "LONG_AFTER_CODE",
        Text::new(
            "Mã được quét khá lâu sau khi hiện; chờ bí thư xác nhận.",
            "The code was scanned long after it was shown; it waits for the secretary.",
        ),
    ),
    (
        Doubt::SaidByAnother,
        "SAID_BY_ANOTHER",
        Text::new(
            "Do máy của đồng chí khác ghi hộ; chờ bí thư xác nhận.",
            "Another member's phone says so; it waits for the secretary.",
        ),
    ),
    (
        Doubt::Late,
        "LATE",
        Text::new(
            "Gửi lên sau hơn 72 giờ; chờ bí thư xác nhận.",
            "It came in after more than 72 hours; it waits for the secretary.",
        ),
    ),
    (
        Doubt::ClockAhead,
        "CLOCK_AHEAD",
        Text::new(
            "Đồng hồ trên máy chạy trước giờ hệ thống; chờ bí thư xác nhận.",
            "The phone's clock is ahead; it waits for the secretary.",
        ),
    ),
    (
        Doubt::OutOfTime,
        "OUT_OF_TIME",
        Text::new(
            "Giờ ghi cách xa giờ họp đã định; chờ bí thư xác nhận.",
            "It is far from the time for which the meeting is planned; it waits for the secretary.",
        ),
    ),
    (
        Doubt::OnlyNotBefore,
        "ONLY_NOT_BEFORE",
        Text::new(
            "Ghi khi không có mạng; chờ bí thư xác nhận.",
            "Recorded without signal; it waits for the secretary.",
        ),
    ),
];

impl Doubt {
    /// As stored and as programs read it.
    pub fn name(self) -> &'static str {
        self.line().1
    }

    /// In words.
    pub fn text(self) -> &'static Text {
        &self.line().2
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        DOUBTS
            .iter()
            .find(|line| line.1 == name)
            .map(|line| line.0)
            .ok_or_else(|| Error::Broken(anyhow!("no doubt is called {name}")))
    }

    fn line(self) -> &'static (Self, &'static str, Text) {
        let [first, ..] = &DOUBTS;
        DOUBTS.iter().find(|line| line.0 == self).unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_doubt_has_its_own_line() {
        for (doubt, name, _) in &DOUBTS {
            assert_eq!((doubt.line().0, Doubt::read(name).unwrap()), (*doubt, *doubt));
        }
        assert!(DOUBTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
