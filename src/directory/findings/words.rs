//! What can be doubtful in a roster, and what an officer does about it.

use crate::base::{Error, Result};
use anyhow::anyhow;

/// What is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The same name and birth date on another line.
    SamePerson,
    /// A phone said to be the own one is somebody else's too, under another name.
    SharedPhone,
    /// No citizen id.
    MissingCitizenId,
    /// Official without a card number.
    MissingCardNumber,
    /// Neither the day of birth nor the year.
    MissingBirthDate,
    /// Neither official nor probationary.
    MissingClass,
    /// Born on the day of joining or later.
    BornAfterJoining,
    /// Joined below the age of the Charter.
    JoinedTooYoung,
    /// Official before the months of probation were over.
    OfficialTooEarly,
    /// Still probationary after them.
    ProbationOverdue,
    /// The last home membership ended and no other began.
    NoBranch,
    /// Fewer official members than a branch must have.
    BranchTooSmall,
    /// The members of the parts are not the members of the whole.
    PartsDiffer,
}

/// How much there is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Something is wrong.
    Error,
    /// Something may be wrong, or is wrong in few cases only.
    Warning,
}

impl Kind {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 13] = [
        Self::SamePerson,
        Self::SharedPhone,
        Self::MissingCitizenId,
        Self::MissingCardNumber,
        Self::MissingBirthDate,
        Self::MissingClass,
        Self::BornAfterJoining,
        Self::JoinedTooYoung,
        Self::OfficialTooEarly,
        Self::ProbationOverdue,
        Self::NoBranch,
        Self::BranchTooSmall,
        Self::PartsDiffer,
    ];

    /// As `directory.findings_in` and the contract say it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SamePerson => "SAME_PERSON",
            Self::SharedPhone => "SHARED_PHONE",
            Self::MissingCitizenId => "MISSING_CITIZEN_ID",
            Self::MissingCardNumber => "MISSING_CARD_NUMBER",
            Self::MissingBirthDate => "MISSING_BIRTH_DATE",
            Self::MissingClass => "MISSING_CLASS",
            Self::BornAfterJoining => "BORN_AFTER_JOINING",
            Self::JoinedTooYoung => "JOINED_TOO_YOUNG",
            Self::OfficialTooEarly => "OFFICIAL_TOO_EARLY",
            Self::ProbationOverdue => "PROBATION_OVERDUE",
            Self::NoBranch => "NO_BRANCH",
            Self::BranchTooSmall => "BRANCH_TOO_SMALL",
            Self::PartsDiffer => "PARTS_DIFFER",
        }
    }

    /// Reads a kind as the database says it.
    pub fn read(name: &str) -> Result<Self> {
        Self::parse(name).ok_or_else(|| Error::Broken(anyhow!("no finding is called {name}")))
    }

    /// The kind of a name, when there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// How much there is to it.
    pub const fn weight(self) -> Weight {
        match self {
            Self::SamePerson
            | Self::MissingCitizenId
            | Self::MissingClass
            | Self::BornAfterJoining
            | Self::NoBranch
            | Self::PartsDiffer => Weight::Error,
            Self::SharedPhone
            | Self::MissingCardNumber
            | Self::MissingBirthDate
            | Self::JoinedTooYoung
            | Self::OfficialTooEarly
            | Self::ProbationOverdue
            | Self::BranchTooSmall => Weight::Warning,
        }
    }

    /// What the officer does about it. Of people on other rosters it says that they are there, and no more.
    pub const fn advice(self, elsewhere: bool) -> &'static str {
        match self {
            Self::SamePerson if elsewhere => {
                "Người trùng họ tên và ngày sinh có ở danh sách khác. Hãy hỏi cấp ủy cấp trên."
            }
            Self::SamePerson => {
                "Trùng họ tên và ngày sinh. Nếu là một người, hãy chấm dứt dòng thừa; nếu không, ghi rõ lý do bỏ qua."
            }
            Self::SharedPhone if elsewhere => {
                "Số điện thoại này còn thuộc về người ở danh sách khác. Hãy hỏi lại đồng chí, hoặc hỏi cấp ủy cấp trên."
            }
            Self::SharedPhone => {
                "Số điện thoại riêng trùng với người khác. Hãy hỏi lại; vợ chồng dùng chung thì ghi là dùng chung."
            }
            Self::MissingCitizenId => "Thiếu số căn cước công dân. Hãy bổ sung từ hồ sơ.",
            Self::MissingCardNumber => {
                "Thiếu số thẻ đảng viên. Hãy bổ sung, hoặc ghi lý do nếu đang làm thẻ."
            }
            Self::MissingBirthDate => "Thiếu cả ngày sinh lẫn năm sinh. Hãy bổ sung từ lý lịch đảng viên.",
            Self::MissingClass => "Chưa ghi là đảng viên chính thức hay dự bị. Hãy ghi theo quyết định.",
            Self::BornAfterJoining => "Ngày sinh không sớm hơn ngày vào Đảng. Hãy đối chiếu lý lịch.",
            Self::JoinedTooYoung => "Vào Đảng khi chưa đủ tuổi. Hãy đối chiếu ngày sinh và ngày vào Đảng.",
            Self::OfficialTooEarly => "Ngày chính thức sớm hơn hạn dự bị. Hãy đối chiếu quyết định.",
            Self::ProbationOverdue => "Đã hết hạn dự bị mà chưa có quyết định. Hãy xét công nhận chính thức.",
            Self::NoBranch => {
                "Không còn thuộc chi bộ nào. Hãy hoàn tất chuyển sinh hoạt, hoặc ghi việc chấm dứt."
            }
            Self::BranchTooSmall => "Chi bộ chưa đủ số đảng viên chính thức. Hãy báo cáo cấp ủy cấp trên.",
            Self::PartsDiffer => {
                "Tổng các tổ chức trực thuộc không bằng toàn đảng bộ. Hãy báo quản trị hệ thống."
            }
        }
    }
}

impl Weight {
    /// As the contract says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "ERROR",
            Self::Warning => "WARNING",
        }
    }
}
