//! What is told of rows: kept sealed with the import, worded for whoever asks.

use crate::directory::import::{Reason, Report};
use serde::{Deserialize, Serialize};

/// Problems and changes that are kept of an import.
pub(super) const KEPT: usize = 5_000;

/// Problems and changes of some rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) problems: Vec<Problem>,
    pub(super) changes: Vec<Change>,
}

/// One thing that is wrong with one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Problem {
    pub(super) row: u64,
    pub(super) field: String,
    pub(super) reason: Reason,
}

/// What changes in one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) row: u64,
    /// Field, before, after.
    pub(super) differences: Vec<(String, String, String)>,
}

impl Told {
    /// What a report says of its rows.
    pub(super) fn of(report: &Report) -> Self {
        let problems = report.problems.iter().map(|problem| Problem {
            row: problem.row,
            field: problem.column.to_owned(),
            reason: problem.reason,
        });
        let changes = report.changes.iter().map(|change| Change {
            row: change.row,
            differences: change
                .differences
                .iter()
                .map(|difference| {
                    (
                        difference.field.to_owned(),
                        difference.before.clone(),
                        difference.after.clone(),
                    )
                })
                .collect(),
        });
        Self {
            problems: problems.collect(),
            changes: changes.collect(),
        }
    }

    /// Adds what is told of later rows, as far as it is kept.
    pub(super) fn add(&mut self, later: Self) {
        self.problems.extend(later.problems);
        self.changes.extend(later.changes);
        self.problems.truncate(KEPT);
        self.changes.truncate(KEPT);
    }

    /// In the order of rows, whichever was worked off first.
    pub(super) fn put_in_order(&mut self) {
        self.problems.sort_by_key(|problem| problem.row);
        self.changes.sort_by_key(|change| change.row);
    }
}
