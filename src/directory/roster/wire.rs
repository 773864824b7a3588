//! Imports on the wire.

use super::told;
use super::types::{Columns, Import};
use crate::base::pages::{self, Listed};
use crate::base::secrets::Keys;
use sotay_proto::directory::v1 as proto;
use sotay_rest::Language;
use sotay_rest::wkt::Timestamp;

/// The name of the list that page tokens are bound to.
pub(super) const IMPORTS: &str = "directory.imports";

/// An import, its problems worded in a language.
pub(super) fn import(import: Import, language: Language) -> proto::Import {
    let state = proto::import::State::from_str_name(import.state.name()).unwrap_or_default();
    let columns = import.columns;
    proto::Import {
        id: import.id.to_string(),
        organization: import.organization.to_string(),
        state: state.into(),
        dry_run: import.dry_run,
        rows: import.total,
        done: import.done,
        created: import.created,
        changed: import.changed,
        unchanged: import.unchanged,
        duplicate: import.duplicate,
        refused: import.refused,
        problems: import
            .told
            .problems
            .iter()
            .map(|told| problem(&columns, told, language))
            .collect(),
        changes: import.told.changes.into_iter().map(change).collect(),
        create_time: Some(Timestamp::from(import.created_at)),
        finish_time: import.finished_at.map(Timestamp::from),
    }
}

/// A page of imports.
pub(super) fn imports(keys: &Keys, listed: Listed<Import>, language: Language) -> proto::ListImportsResponse {
    proto::ListImportsResponse {
        next_page_token: pages::token(keys, IMPORTS, listed.next.as_deref()),
        imports: listed
            .rows
            .into_iter()
            .map(|listed| import(listed, language))
            .collect(),
    }
}

fn problem(columns: &Columns, told: &told::Problem, language: Language) -> proto::RosterProblem {
    let reason = proto::roster_problem::Reason::from_str_name(told.reason.name()).unwrap_or_default();
    proto::RosterProblem {
        row: row(told.row),
        column: columns.get(&told.field).cloned().unwrap_or_default(),
        field: lower_camel(&told.field),
        reason: reason.into(),
        message: told.reason.text().of(language).to_owned(),
    }
}

fn change(told: told::Change) -> proto::RosterChange {
    let differences =
        told.differences
            .into_iter()
            .map(|(field, before, after)| proto::roster_change::Difference {
                field: lower_camel(&field),
                before,
                after,
            });
    proto::RosterChange {
        row: row(told.row),
        differences: differences.collect(),
    }
}

fn row(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// `citizen_id` is `citizenId` in JSON.
fn lower_camel(field: &str) -> String {
    let mut words = field.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut name, word| {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
        name
    })
}
