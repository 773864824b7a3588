//! What became of each row. Reports carry row, column and reason, never a value.

use crate::base::Text;

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum File {
    /// `organizations.csv`.
    Organizations,
    /// `members.csv`.
    Members,
}

impl File {
    /// The name of the file in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organizations => "organizations.csv",
            Self::Members => "members.csv",
        }
    }
}

/// What became of both files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The organisations.
    pub organizations: Report,
    /// The members.
    pub members: Report,
}

/// What became of the rows of one file: `rows` is the sum of the five counts after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Rows in the file.
    pub rows: usize,
    /// New ones written.
    pub created: usize,
    /// Known ones that changed.
    pub changed: usize,
    /// Known ones as they were.
    pub unchanged: usize,
    /// Rows about somebody who stood further up in the file.
    pub duplicate: usize,
    /// Rows left out.
    pub refused: usize,
    /// Why, row by row.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// In which file.
    pub file: File,
    /// In which line of it; the header is line 1.
    pub row: u64,
    /// In which column.
    pub column: &'static str,
    /// What.
    pub reason: Reason,
}

/// Why a row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
        }
    }

    /// The words for people.
    pub const fn text(self) -> Text {
        match self {
            Self::Missing => Text::new("Thiếu nội dung bắt buộc.", "Something has to stand here."),
            Self::MustBeEmpty => Text::new(
                "Phải để trống vì không đi cùng các cột khác của dòng này.",
                "Must be empty: it does not go with the other columns of this row.",
            ),
            Self::NotADay => Text::new(
                "Không phải ngày. Viết 2023-11-05 hoặc 05/11/2023.",
                "Not a day. Write 2023-11-05 or 05/11/2023.",
            ),
            Self::InFuture => Text::new("Ngày ở tương lai.", "The day is in the future."),
            Self::TooEarly => Text::new(
                "Ngày sớm hơn ngày mà nó phải theo sau (ngày sinh, ngày vào Đảng, ngày thành lập cấp trên).",
                "Before the day it has to follow (birth, joining, founding of the organisation above).",
            ),
            Self::UnknownWord => Text::new(
                "Không thuộc danh mục cho phép. Xem mô tả cột.",
                "Not on the list. See the description of the column.",
            ),
            Self::NotANumber => Text::new(
                "Không đúng số chữ số. Bảng tính có thể đã bỏ số 0 ở đầu: hãy định dạng cột là văn bản.",
                "Not the right number of digits. A spreadsheet may have dropped a leading zero: format the column as text.",
            ),
            Self::NotAName => Text::new(
                "Không phải tên: chỉ gồm chữ, tối đa 200 ký tự.",
                "Not a name: letters only, 200 characters at most.",
            ),
            Self::UnknownCode => Text::new(
                "Không có tổ chức mang mã này ở các dòng trên hoặc trong hệ thống.",
                "No organisation has this code, in the rows above or in the system.",
            ),
            Self::DoesNotFit => Text::new(
                "Tổ chức mang mã này không thuộc loại phù hợp.",
                "The organisation with this code is of a kind that does not fit.",
            ),
            Self::Duplicate => Text::new("Đã có ở dòng trên.", "Stood further up already."),
            Self::Taken => Text::new("Đã thuộc về đảng viên khác.", "Belongs to another member."),
            Self::CannotChange => Text::new(
                "Không đổi được bằng cách nhập danh sách. Hãy dùng chức năng riêng.",
                "Cannot be changed by an import. Use the call made for it.",
            ),
        }
    }
}

/// What became of one row that could be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Created,
    Changed,
    Unchanged,
}

/// A report in the making.
#[derive(Debug)]
pub(super) struct Tally {
    file: File,
    report: Report,
}

/// What is wrong with one cell of a row.
pub(super) type Fault = (&'static str, Reason);

impl Tally {
    pub(super) fn new(file: File) -> Self {
        let report = Report {
            rows: 0,
            created: 0,
            changed: 0,
            unchanged: 0,
            duplicate: 0,
            refused: 0,
            problems: Vec::new(),
        };
        Self { file, report }
    }

    /// Counts a row that was judged.
    pub(super) fn count(&mut self, verdict: Verdict) {
        self.report.rows += 1;
        match verdict {
            Verdict::Created => self.report.created += 1,
            Verdict::Changed => self.report.changed += 1,
            Verdict::Unchanged => self.report.unchanged += 1,
        }
    }

    /// Counts a row that is left out.
    pub(super) fn refuse(&mut self, row: u64, faults: &[Fault]) {
        self.report.rows += 1;
        if faults.iter().all(|(_, reason)| *reason == Reason::Duplicate) {
            self.report.duplicate += 1;
        } else {
            self.report.refused += 1;
        }
        let file = self.file;
        self.report
            .problems
            .extend(faults.iter().map(|(column, reason)| Problem {
                file,
                row,
                column,
                reason: *reason,
            }));
    }

    /// The report, in the order of rows.
    pub(super) fn report(mut self) -> Report {
        self.report.problems.sort_by_key(|problem| problem.row);
        self.report
    }
}
