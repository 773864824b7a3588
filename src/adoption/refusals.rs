//! What adoption refuses, and in which words.

use crate::base::{Error, Kind, Refused};
use std::time::Duration;

/// How long the crew takes to have counted much of what waits.
const AGAIN: Duration = Duration::from_mins(1);

/// A refusal of adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The days of a series are reversed or too far apart.
    Range,
    /// The day is still to come.
    Day,
    /// The organisation did not stand on the day that is to be reported.
    Nothing,
    /// Too much has changed to answer at once; the crew is counting.
    BeingCounted,
}

impl Refusal {
    /// Every refusal, for the guard that compares them with the contract.
    pub const ALL: &[Self] = &[Self::Range, Self::Day, Self::Nothing, Self::BeingCounted];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Range => "ADOPTION_RANGE_REFUSED",
            Self::Day => "ADOPTION_DAY_REFUSED",
            Self::Nothing => "ADOPTION_NOTHING_TO_REPORT",
            Self::BeingCounted => "ADOPTION_BEING_COUNTED",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Range => Refused::new(
                Kind::Invalid,
                refusal.code(),
                "Khoảng thời gian không hợp lệ: ngày đầu không được sau ngày cuối và tối đa 36 tháng.",
                "This range is refused: it begins after it ends, or holds more than 36 months.",
            )
            .into(),
            Refusal::Day => Refused::new(
                Kind::Invalid,
                refusal.code(),
                "Ngày báo cáo ở tương lai nên chưa có số liệu. Hãy chọn hôm nay hoặc một ngày trước đó.",
                "This day is still to come and has no figures. Choose today or an earlier day.",
            )
            .into(),
            Refusal::Nothing => Refused::new(
                Kind::Conflict,
                refusal.code(),
                "Tổ chức này chưa thành lập hoặc đã kết thúc vào ngày đó nên không có gì để báo cáo. Hãy chọn ngày khác.",
                "The organisation did not stand on that day: there is nothing to report. Choose another day.",
            )
            .into(),
            Refusal::BeingCounted => Refused::new(
                Kind::Busy,
                refusal.code(),
                "Số liệu vừa thay đổi nhiều và đang được tính lại. Xin thử lại sau ít phút.",
                "Much has changed and the figures are being counted anew. Please try again in a few minutes.",
            )
            .retry_after(AGAIN)
            .into(),
        }
    }
}
