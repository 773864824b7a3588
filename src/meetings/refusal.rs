//! How meetings say no.

mod people;
mod rules;

pub use people::Refusal as PeopleRefusal;
pub use rules::Refusal as RuleRefusal;

use super::State;
use crate::base::{Error, Kind, Refused};

/// What may be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The step does not fit the state it is in.
    State(State),
    /// It would end before it begins.
    EndsBeforeStart,
    /// It cannot have begun or ended later than now; the field says which.
    TimeInFuture(&'static str),
    /// It would be put off to the time it has.
    SameTime,
    /// It would be put off to a time that has passed.
    TimePast,
    /// Asking to stay away, putting off and calling off take a reason.
    ReasonNeeded,
    /// Not a month.
    NotAMonth,
    /// The agenda has no such point.
    NoSuchPoint,
    /// The mask names something that is not there to edit.
    UnknownMask,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[
        Self::State(State::Draft),
        Self::EndsBeforeStart,
        Self::TimeInFuture("startTime"),
        Self::SameTime,
        Self::TimePast,
        Self::ReasonNeeded,
        Self::NotAMonth,
        Self::NoSuchPoint,
        Self::UnknownMask,
    ];

    /// The code clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::State(_) => "MEETINGS_STATE",
            Self::EndsBeforeStart => "MEETINGS_ENDS_BEFORE_START",
            Self::TimeInFuture(_) => "MEETINGS_TIME_IN_FUTURE",
            Self::SameTime => "MEETINGS_SAME_TIME",
            Self::TimePast => "MEETINGS_TIME_PAST",
            Self::ReasonNeeded => "MEETINGS_REASON_NEEDED",
            Self::NotAMonth => "MEETINGS_NOT_A_MONTH",
            Self::NoSuchPoint => "MEETINGS_NO_SUCH_POINT",
            Self::UnknownMask => "MEETINGS_UNKNOWN_MASK",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code();
        match refusal {
            Refusal::State(state) => Refused::new(Kind::Conflict, code, state_vi(state), state_en(state)),
            Refusal::EndsBeforeStart => invalid(code).field(
                "endTime",
                "Phải sau giờ bắt đầu.",
                "Must be later than the beginning.",
            ),
            Refusal::TimeInFuture(field) => {
                invalid(code).field(field, "Không được ở tương lai.", "Must not lie in the future.")
            }
            Refusal::SameTime => invalid(code).field(
                "startTime",
                "Cuộc họp đã định vào giờ này. Hãy chọn giờ khác.",
                "The meeting is planned for this time already. Choose another.",
            ),
            Refusal::TimePast => invalid(code).field(
                "startTime",
                "Giờ này đã qua. Hãy chọn giờ sau bây giờ.",
                "This time has passed. Choose one later than now.",
            ),
            Refusal::ReasonNeeded => invalid(code).field("reason", "Cần nêu lý do.", "Say why."),
            Refusal::NotAMonth => invalid(code).field(
                "month",
                "Phải là tháng dạng YYYY-MM, ví dụ 2023-11.",
                "Must be a month as YYYY-MM, such as 2023-11.",
            ),
            Refusal::NoSuchPoint => invalid(code).field(
                "position",
                "Chương trình không có nội dung này; đánh số từ 1.",
                "The agenda has no such point; they are numbered from 1.",
            ),
            Refusal::UnknownMask => invalid(code).field(
                "updateMask",
                "Chỉ gồm kind, title, place, startTime, endTime, và trường được nêu phải có giá trị.",
                "Only kind, title, place, startTime, endTime; what is named must be given.",
            ),
        }
        .into()
    }
}

const fn invalid(code: &'static str) -> Refused {
    Refused::new(
        Kind::Invalid,
        code,
        "Yêu cầu có nội dung chưa hợp lệ. Xin sửa trường được nêu.",
        "Parts of the request are not valid. Correct the field named.",
    )
}

const fn state_vi(state: State) -> &'static str {
    match state {
        State::Draft => "Cuộc họp còn là bản nháp. Hãy phát hành giấy mời trước.",
        State::Issued => "Giấy mời đã phát hành, cuộc họp chưa mở. Việc này không làm được lúc này.",
        State::Open => "Cuộc họp đang diễn ra, không làm được việc này nữa.",
        State::Closed => "Cuộc họp đã kết thúc, không làm được việc này nữa.",
        State::Cancelled => "Cuộc họp đã bị hủy.",
    }
}

const fn state_en(state: State) -> &'static str {
    match state {
        State::Draft => "The meeting is a draft. Issue it first.",
        State::Issued => "The meeting is issued and not open yet. This cannot be done now.",
        State::Open => "The meeting is under way; this can no longer be done.",
        State::Closed => "The meeting is closed; this can no longer be done.",
        State::Cancelled => "The meeting was cancelled.",
    }
}
