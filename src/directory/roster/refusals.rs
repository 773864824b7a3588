//! Files that are no roster, and rosters that cannot be taken where they were sent.

use crate::base::{Error, Kind, Refused};

/// Why a file is refused as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Neither XLSX nor CSV.
    RosterNotASpreadsheet,
    /// The format of Excel before 2007.
    RosterOldExcel,
    /// Protected by a password.
    RosterEncrypted,
    /// Damaged, or not what it says it is.
    RosterUnreadable,
    /// Unpacks to more than any roster.
    RosterTooLarge,
    /// More rows or cells than any roster.
    RosterTooLong,
    /// More columns than any roster.
    RosterTooWide,
    /// Declares entities, as no spreadsheet does.
    RosterForbiddenContent,
    /// No row of headings.
    RosterWithoutHeader,
    /// Headings, and nobody below.
    RosterEmpty,
    /// For a committee, and does not say which branch each member is of.
    RosterNeedsBranch,
    /// For a committee, from somebody who does not keep the files of its branches.
    RosterNotYours,
}

impl Refusal {
    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RosterNotASpreadsheet => "DIRECTORY_ROSTER_NOT_A_SPREADSHEET",
            Self::RosterOldExcel => "DIRECTORY_ROSTER_OLD_EXCEL",
            Self::RosterEncrypted => "DIRECTORY_ROSTER_ENCRYPTED",
            Self::RosterUnreadable => "DIRECTORY_ROSTER_UNREADABLE",
            Self::RosterTooLarge => "DIRECTORY_ROSTER_TOO_LARGE",
            Self::RosterTooLong => "DIRECTORY_ROSTER_TOO_LONG",
            Self::RosterTooWide => "DIRECTORY_ROSTER_TOO_WIDE",
            Self::RosterForbiddenContent => "DIRECTORY_ROSTER_FORBIDDEN_CONTENT",
            Self::RosterWithoutHeader => "DIRECTORY_ROSTER_WITHOUT_HEADER",
            Self::RosterEmpty => "DIRECTORY_ROSTER_EMPTY",
            Self::RosterNeedsBranch => "DIRECTORY_ROSTER_NEEDS_BRANCH",
            Self::RosterNotYours => "DIRECTORY_ROSTER_NOT_YOURS",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::RosterTooLarge | Self::RosterTooLong | Self::RosterTooWide => Kind::TooLarge,
            Self::RosterNotYours => Kind::Forbidden,
            Self::RosterNotASpreadsheet
            | Self::RosterOldExcel
            | Self::RosterEncrypted
            | Self::RosterUnreadable
            | Self::RosterForbiddenContent
            | Self::RosterWithoutHeader
            | Self::RosterEmpty
            | Self::RosterNeedsBranch => Kind::Invalid,
        }
    }

    /// The words, Vietnamese first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::RosterNotASpreadsheet => (
                "Tệp này không phải bảng tính. Hãy gửi tệp Excel (.xlsx) hoặc CSV.",
                "This file is no spreadsheet. Send an Excel file (.xlsx) or CSV.",
            ),
            Self::RosterOldExcel => (
                "Tệp Excel kiểu cũ (.xls). Hãy mở tệp và lưu lại dạng Excel Workbook (.xlsx).",
                "An Excel file of the old kind (.xls). Open it and save it as Excel Workbook (.xlsx).",
            ),
            Self::RosterEncrypted => (
                "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.",
                "The file has a password. Remove it and send the file again.",
            ),
            Self::RosterUnreadable => (
                "Không đọc được tệp: tệp hỏng hoặc không đúng định dạng. Hãy mở bằng Excel, lưu lại rồi gửi.",
                "The file cannot be read: it is damaged or not what it says it is. Open it in Excel, save it and send it again.",
            ),
            Self::RosterTooLarge => (
                "Nội dung tệp khi giải nén lớn hơn mức cho phép. Hãy chép danh sách sang một tệp mới rồi gửi.",
                "The file unpacks to more than is allowed. Copy the list into a new file and send that.",
            ),
            Self::RosterTooLong => (
                "Danh sách quá dài (tối đa 200.000 dòng). Hãy chia thành nhiều tệp.",
                "The list is too long (200,000 rows at most). Split it into several files.",
            ),
            Self::RosterTooWide => (
                "Danh sách quá nhiều cột (tối đa 256). Hãy chép các cột cần thiết sang một tệp mới.",
                "The list has too many columns (256 at most). Copy the ones that are needed into a new file.",
            ),
            Self::RosterForbiddenContent => (
                "Tệp chứa nội dung không được phép (DTD). Hãy lưu lại bằng Excel rồi gửi.",
                "The file holds what is not allowed (a DTD). Save it with Excel and send it again.",
            ),
            Self::RosterWithoutHeader => (
                "Không tìm thấy dòng tiêu đề. Cần có cột \"Họ và tên\" và ít nhất một cột như \"Ngày sinh\", \"Số CCCD\".",
                "No row of headings. There has to be a column \"Họ và tên\" and one such as \"Ngày sinh\" or \"Số CCCD\".",
            ),
            Self::RosterEmpty => ("Danh sách không có đảng viên nào.", "Nobody stands in the list."),
            Self::RosterNeedsBranch => (
                "Danh sách của cấp ủy cần cột \"Chi bộ\". Hãy thêm cột này, hoặc gửi danh sách tại từng chi bộ.",
                "A committee's list needs the column \"Chi bộ\". Add it, or send each branch's list to the branch.",
            ),
            Self::RosterNotYours => (
                "Đồng chí không giữ hồ sơ của các chi bộ này. Hãy gửi danh sách tại chi bộ của mình.",
                "You do not keep the files of these branches. Send the list of your own branch there.",
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
