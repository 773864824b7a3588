//! Why a row was left out, as a word for programs and in words for people.

use crate::base::Text;
use serde::{Deserialize, Serialize};

/// Why a row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// Nothing there, and something has to be.
    Missing,
    /// Something there, and nothing may be.
    MustBeEmpty,
    /// Not a day.
    NotADay,
    /// A day yet to come.
    InFuture,
    /// A day before the one it has to follow.
    TooEarly,
    /// Not a word of the closed list.
    UnknownWord,
    /// Not a number of the right length; the leading zero is lost, perhaps.
    NotANumber,
    /// Not a name.
    NotAName,
    /// No such code, in this file above or imported before.
    UnknownCode,
    /// The organisation with this code cannot take it.
    DoesNotFit,
    /// The same one stood further up.
    Duplicate,
    /// Belongs to somebody else.
    Taken,
    /// Cannot be changed by an import.
    CannotChange,
    /// At home in another branch, or nowhere any more. Which, is not said.
    OnAnotherRoster,
    /// The same name and birth is on file here with another number.
    NumberDiffers,
    /// Several of the branch have this name and birth.
    Ambiguous,
    /// No branch of this name below the organisation whose list it is.
    UnknownBranch,
    /// Several branches have this name.
    AmbiguousBranch,
    /// The old identity card of nine digits.
    OldIdentityCard,
    /// The spreadsheet has cut digits off: `1.2E+11`.
    DigitsLost,
    /// The organisation has ended, and nobody carries on for it.
    HasEnded,
}

impl Reason {
    /// The stable word for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "MISSING",
            Self::MustBeEmpty => "MUST_BE_EMPTY",
            Self::NotADay => "NOT_A_DAY",
            Self::InFuture => "IN_FUTURE",
            Self::TooEarly => "TOO_EARLY",
            Self::UnknownWord => "UNKNOWN_WORD",
            Self::NotANumber => "NOT_A_NUMBER",
            Self::NotAName => "NOT_A_NAME",
            Self::UnknownCode => "UNKNOWN_CODE",
            Self::DoesNotFit => "DOES_NOT_FIT",
            Self::Duplicate => "DUPLICATE",
            Self::Taken => "TAKEN",
            Self::CannotChange => "CANNOT_CHANGE",
            Self::OnAnotherRoster => "ON_ANOTHER_ROSTER",
            Self::NumberDiffers => "NUMBER_DIFFERS",
            Self::Ambiguous => "AMBIGUOUS",
            Self::UnknownBranch => "UNKNOWN_BRANCH",
            Self::AmbiguousBranch => "AMBIGUOUS_BRANCH",
            Self::OldIdentityCard => "OLD_IDENTITY_CARD",
            Self::DigitsLost => "DIGITS_LOST",
            Self::HasEnded => "HAS_ENDED",
        }
    }

    /// The words for people.
    pub const fn text(self) -> Text {
        Text::new(self.vi(), self.en())
    }

    const fn vi(self) -> &'static str {
        match self {
            Self::Missing => "Thiếu nội dung bắt buộc.",
            Self::MustBeEmpty => "Phải để trống vì không đi cùng các cột khác của dòng này.",
            Self::NotADay => "Không phải ngày. Viết 2023-11-05 hoặc 05/11/2023.",
            Self::InFuture => "Ngày ở tương lai.",
            Self::TooEarly => {
                "Ngày sớm hơn ngày mà nó phải theo sau (ngày sinh, ngày vào Đảng, ngày thành lập cấp trên)."
            }
            Self::UnknownWord => "Không thuộc danh mục cho phép. Xem mô tả cột.",
            Self::NotANumber => {
                "Không đúng số chữ số. Bảng tính có thể đã bỏ số 0 ở đầu: hãy định dạng cột là văn bản."
            }
            Self::NotAName => "Không phải tên: chỉ gồm chữ, tối đa 200 ký tự.",
            Self::UnknownCode => "Không có tổ chức mang mã này ở các dòng trên hoặc trong hệ thống.",
            Self::DoesNotFit => "Tổ chức mang mã này không thuộc loại phù hợp.",
            Self::Duplicate => "Đã có ở dòng trên.",
            Self::Taken => "Đã thuộc về đảng viên khác.",
            Self::CannotChange => "Không đổi được bằng cách nhập danh sách. Hãy dùng chức năng riêng.",
            Self::OnAnotherRoster => {
                "Đã có trong danh sách của một tổ chức đảng khác. Hãy hỏi cấp ủy giữ hồ sơ."
            }
            Self::NumberDiffers => {
                "Chi bộ đã có đảng viên cùng họ tên và ngày sinh nhưng khác số này. Hãy kiểm tra lại số."
            }
            Self::Ambiguous => {
                "Chi bộ có nhiều đảng viên cùng họ tên và năm sinh. Hãy ghi số căn cước hoặc số thẻ đảng."
            }
            Self::UnknownBranch => {
                "Không có chi bộ này trong tổ chức nhận danh sách. Hãy ghi đúng tên hoặc mã chi bộ."
            }
            Self::AmbiguousBranch => "Có nhiều chi bộ cùng tên. Hãy ghi mã chi bộ.",
            Self::OldIdentityCard => "Đây là số chứng minh nhân dân 9 số. Hãy ghi số căn cước 12 số.",
            Self::DigitsLost => {
                "Bảng tính đã cắt mất chữ số (dạng 1,2E+11). Hãy định dạng cột là văn bản và nhập lại số."
            }
            Self::HasEnded => {
                "Tổ chức mang mã này đã kết thúc hoạt động và không có tổ chức kế thừa. Hãy ghi mã tổ chức hiện nay."
            }
        }
    }

    const fn en(self) -> &'static str {
        match self {
            Self::Missing => "Something has to stand here.",
            Self::MustBeEmpty => "Must be empty: it does not go with the other columns of this row.",
            Self::NotADay => "Not a day. Write 2023-11-05 or 05/11/2023.",
            Self::InFuture => "The day is in the future.",
            Self::TooEarly => {
                "Before the day it has to follow (birth, joining, founding of the organisation above)."
            }
            Self::UnknownWord => "Not on the list. See the description of the column.",
            Self::NotANumber => {
                "Not the right number of digits. A spreadsheet may have dropped a leading zero: format the column as text."
            }
            Self::NotAName => "Not a name: letters only, 200 characters at most.",
            Self::UnknownCode => "No organisation has this code, in the rows above or in the system.",
            Self::DoesNotFit => "The organisation with this code is of a kind that does not fit.",
            Self::Duplicate => "Stood further up already.",
            Self::Taken => "Belongs to another member.",
            Self::CannotChange => "Cannot be changed by an import. Use the call made for it.",
            Self::OnAnotherRoster => "On another roster already. Ask the committee that keeps the files.",
            Self::NumberDiffers => {
                "The branch has a member of this name and birth with another number. Check the number."
            }
            Self::Ambiguous => {
                "Several members of the branch have this name and birth. Add the citizen id or the card number."
            }
            Self::UnknownBranch => {
                "No branch of this name in the organisation the list is for. Write its name or code."
            }
            Self::AmbiguousBranch => "Several branches have this name. Write the code of the branch.",
            Self::OldIdentityCard => {
                "This is the old identity card of 9 digits. Write the citizen id of 12 digits."
            }
            Self::DigitsLost => {
                "The spreadsheet cut off digits (as in 1.2E+11). Format the column as text and enter the number again."
            }
            Self::HasEnded => {
                "The organisation with this code has ended and none carries on for it. Write the code of today's organisation."
            }
        }
    }
}
