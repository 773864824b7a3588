//! What became of each row. Reports carry row, column and reason, never a value.

use super::reason::Reason;

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

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// In which file.
    pub file: File,
    /// Rows done.
    pub done: usize,
    /// Rows in the file.
    pub total: usize,
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
    /// What changes in those that changed; empty for the operator's files.
    pub changes: Vec<Change>,
}

/// What changes in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// In which row of the file.
    pub row: u64,
    /// Field by field.
    pub differences: Vec<Difference>,
}

/// One field that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub field: &'static str,
    /// From what; empty for numbers that identify, and where nothing was known.
    pub before: String,
    /// To what; empty for numbers that identify.
    pub after: String,
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

/// What became of one row that could be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::directory) enum Verdict {
    Created,
    Changed,
    Unchanged,
}

/// A report in the making.
#[derive(Debug)]
pub(in crate::directory) struct Tally {
    file: File,
    report: Report,
}

/// What is wrong with one cell of a row.
pub(in crate::directory) type Fault = (&'static str, Reason);

impl Tally {
    pub(in crate::directory) fn new(file: File) -> Self {
        let report = Report {
            rows: 0,
            created: 0,
            changed: 0,
            unchanged: 0,
            duplicate: 0,
            refused: 0,
            problems: Vec::new(),
            changes: Vec::new(),
        };
        Self { file, report }
    }

    /// Counts a row that was judged.
    pub(in crate::directory) fn count(&mut self, verdict: Verdict) {
        self.report.rows += 1;
        match verdict {
            Verdict::Created => self.report.created += 1,
            Verdict::Changed => self.report.changed += 1,
            Verdict::Unchanged => self.report.unchanged += 1,
        }
    }

    /// Notes what changes in a row.
    pub(in crate::directory) fn tell(&mut self, row: u64, differences: Vec<Difference>) {
        self.report.changes.push(Change { row, differences });
    }

    /// Counts a row that is left out.
    pub(in crate::directory) fn refuse(&mut self, row: u64, faults: &[Fault]) {
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
    pub(in crate::directory) fn report(mut self) -> Report {
        self.report.problems.sort_by_key(|problem| problem.row);
        self.report.changes.sort_by_key(|change| change.row);
        self.report
    }
}
