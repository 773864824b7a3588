//! How meetings say no about who is called, who leads and who stays away.

use super::invalid;
use crate::base::{Error, Kind, Refused};

/// What may be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A meeting of a party cell names whom it calls.
    MembersNeeded,
    /// The kind says whom other meetings call.
    MembersByKind,
    /// Whom a meeting of a party cell calls belongs to the branch; which of those named does not.
    NotOfBranch(usize),
    /// Who has a part in a meeting is called to it; the field, and which of a list.
    NotCalled(&'static str, Option<usize>),
    /// Another kind would call other people.
    OthersCalled,
    /// Who leads a cell calls meetings of the cell, who leads one meeting calls no other.
    NotYoursToCall,
    /// There is no wish to stay away to decide about.
    NothingAsked,
    /// Somebody else decides about one's own absence.
    OwnAbsence,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[
        Self::MembersNeeded,
        Self::MembersByKind,
        Self::NotOfBranch(0),
        Self::NotCalled("chairs", Some(0)),
        Self::OthersCalled,
        Self::NotYoursToCall,
        Self::NothingAsked,
        Self::OwnAbsence,
    ];

    /// The code clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MembersNeeded => "MEETINGS_MEMBERS_NEEDED",
            Self::MembersByKind => "MEETINGS_MEMBERS_BY_KIND",
            Self::NotOfBranch(_) => "MEETINGS_NOT_OF_BRANCH",
            Self::NotCalled(..) => "MEETINGS_NOT_CALLED",
            Self::OthersCalled => "MEETINGS_OTHERS_CALLED",
            Self::NotYoursToCall => "MEETINGS_NOT_YOURS_TO_CALL",
            Self::NothingAsked => "MEETINGS_NOTHING_ASKED",
            Self::OwnAbsence => "MEETINGS_OWN_ABSENCE",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code();
        match refusal {
            Refusal::MembersNeeded => invalid(code).field(
                "members",
                "Sinh hoạt tổ đảng phải nêu ai được triệu tập.",
                "A meeting of a party cell names whom it calls.",
            ),
            Refusal::MembersByKind => invalid(code).field(
                "members",
                "Chỉ sinh hoạt tổ đảng nêu tên người được triệu tập; hãy bỏ trống.",
                "Only a meeting of a party cell names its members; leave this out.",
            ),
            Refusal::NotOfBranch(index) => invalid(code).field(
                format!("members[{index}]"),
                "Không sinh hoạt tại chi bộ này vào ngày họp.",
                "Does not belong to this branch on the day of the meeting.",
            ),
            Refusal::NotCalled(field, index) => invalid(code).field(
                index.map_or_else(|| field.to_owned(), |index| format!("{field}[{index}]")),
                "Không thuộc thành phần được triệu tập của cuộc họp này.",
                "Is not among those whom this meeting calls.",
            ),
            Refusal::OthersCalled => Refused::new(
                Kind::Conflict,
                code,
                "Loại cuộc họp này triệu tập thành phần khác. Hãy hủy cuộc họp này và lập cuộc họp mới.",
                "A meeting of this kind calls other people. Call this one off and draft another.",
            ),
            Refusal::NotYoursToCall => Refused::new(
                Kind::Forbidden,
                code,
                "Triệu tập cuộc họp này là việc của bí thư, phó bí thư; tổ trưởng triệu tập sinh hoạt tổ đảng.",
                "The secretary or the deputy calls this meeting; a cell leader calls meetings of the party cell.",
            ),
            Refusal::NothingAsked => Refused::new(
                Kind::Conflict,
                code,
                "Đồng chí này hiện không xin vắng cuộc họp này.",
                "This member does not ask to stay away from this meeting.",
            ),
            Refusal::OwnAbsence => Refused::new(
                Kind::Forbidden,
                code,
                "Việc vắng mặt của chính mình do người khác quyết định: hãy phân công người chủ trì cuộc họp.",
                "Somebody else decides about your own absence: name a chair of the meeting.",
            ),
        }
        .into()
    }
}
