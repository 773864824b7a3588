//! What a reorganisation refuses, and in which words.

use crate::base::{Error, Kind, Refused, Text, Violation};

/// A refusal about the tree of organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The organisation does not exist on the days in question.
    OrganizationEnded,
    /// Something was recorded for the organisation on or after the day.
    LaterChange,
    /// It would stand under itself.
    Circle,
    /// It has children or members, and nobody said where they go.
    NotEmpty,
    /// Who is named does not belong to the organisation.
    NotBelow,
    /// Everything is as asked for already.
    NothingToChange,
}

impl Refusal {
    /// Every refusal, for the guard that compares them with the contract.
    pub const ALL: &[Self] = &[
        Self::OrganizationEnded,
        Self::LaterChange,
        Self::Circle,
        Self::NotEmpty,
        Self::NotBelow,
        Self::NothingToChange,
    ];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OrganizationEnded => "DIRECTORY_ORGANIZATION_ENDED",
            Self::LaterChange => "DIRECTORY_LATER_CHANGE",
            Self::Circle => "DIRECTORY_CIRCLE",
            Self::NotEmpty => "DIRECTORY_NOT_EMPTY",
            Self::NotBelow => "DIRECTORY_NOT_BELOW",
            Self::NothingToChange => "DIRECTORY_NOTHING_TO_CHANGE",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::OrganizationEnded | Self::LaterChange | Self::Circle | Self::NotEmpty => Kind::Conflict,
            Self::NotBelow | Self::NothingToChange => Kind::Invalid,
        }
    }

    /// The words, Vietnamese first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::OrganizationEnded => (
                "Tổ chức không tồn tại vào những ngày này. Hãy xem lịch sử của tổ chức (events) để biết tổ chức kế thừa, hoặc chọn ngày khác.",
                "The organisation does not exist on these days. See its history (events) for what it became, or choose another day.",
            ),
            Self::LaterChange => (
                "Từ ngày này trở đi đã có thay đổi khác được ghi cho tổ chức. Hãy chọn ngày sau thay đổi đó.",
                "Another change is on record for this day or later. Choose a day after it.",
            ),
            Self::Circle => (
                "Tổ chức không thể trực thuộc chính nó hoặc cấp dưới của nó. Hãy chọn cấp trên khác.",
                "An organisation cannot stand under itself or under what stands below it. Choose another parent.",
            ),
            Self::NotEmpty => (
                "Tổ chức còn tổ chức trực thuộc hoặc đảng viên. Hãy cho biết chuyển về đâu trước khi kết thúc.",
                "The organisation still has children or members. Say where they go.",
            ),
            Self::NotBelow => (
                "Có tổ chức hoặc đảng viên được nêu không thuộc tổ chức này vào ngày đó. Hãy kiểm tra danh sách.",
                "A child or member that is named does not belong to this organisation on that day. Check the list.",
            ),
            Self::NothingToChange => (
                "Không có gì thay đổi: mọi nội dung đã đúng như yêu cầu. Hãy nhập tên, mã hoặc cấp trên mới.",
                "Nothing changes: everything is as asked for already. Give a new name, code or parent.",
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

/// A code that does not say where the organisation stands.
pub(super) fn code_does_not_fit(field: &str) -> Error {
    let text = Text::new(
        "Mã không khớp: các nhóm số phải bắt đầu bằng mã của cấp trên (NN.NNN.NNN.NNN.NNN) và đúng loại tổ chức.",
        "The code does not fit: its groups begin with those of the parent (NN.NNN.NNN.NNN.NNN) and suit the kind.",
    );
    Refused::invalid(vec![Violation::new(field, text)]).into()
}

/// A field that has to be given here.
pub(super) fn missing(field: &str) -> Error {
    let text = Text::new("Không được để trống.", "Must not be empty.");
    Refused::invalid(vec![Violation::new(field, text)]).into()
}

/// Something that stands twice in a list.
pub(super) fn named_twice(field: &str) -> Error {
    let text = Text::new("Có mục được nêu hai lần.", "Something is named twice.");
    Refused::invalid(vec![Violation::new(field, text)]).into()
}
