//! What the rosters speak of.

use super::told::Told;
use crate::base::Id;
use crate::directory::import::Reason;
use crate::directory::words::ImportState;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// A branch that rows may name.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) code: Option<String>,
    pub(super) from: NaiveDate,
}

/// The letters of the column in which each field stands.
pub(super) type Columns = BTreeMap<String, String>;

/// An uploaded roster and what became of it.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: Id,
    /// The organisation it is for.
    pub organization: Id,
    /// Who sent it; `None` for the operator.
    pub requested_by: Option<Id>,
    /// Whether nothing was to be written.
    pub dry_run: bool,
    /// How far it has come.
    pub state: ImportState,
    pub(super) columns: Columns,
    /// Rows with a member.
    pub total: i32,
    /// Rows judged so far: the sum of the five counts below.
    pub done: i32,
    /// New members.
    pub created: i32,
    /// Known members that changed.
    pub changed: i32,
    /// Known members as they were.
    pub unchanged: i32,
    /// Rows about somebody who stood further up.
    pub duplicate: i32,
    /// Rows left out.
    pub refused: i32,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When its last row was done.
    pub finished_at: Option<DateTime<Utc>>,
    pub(super) told: Told,
}

impl Import {
    /// What is wrong with which row: the row, the letters of its column, the reason.
    pub fn problems(&self) -> impl Iterator<Item = (u64, &str, Reason)> {
        self.told.problems.iter().map(|problem| {
            let column = self.columns.get(&problem.field).map_or("", String::as_str);
            (problem.row, column, problem.reason)
        })
    }
}
