//! The sheet on paper, on the wire.

use super::by_hand::{dictated, outcome};
use crate::attendance::Row;
use crate::attendance::paper::{Keyed, Line, Sheet};
use crate::base::{Id, Refused, Result};
use sotay_proto::attendance::v1 as proto;
use sotay_rest::Language;

/// A sheet to print.
pub(in crate::attendance) fn sheet(sheet: Sheet) -> proto::AttendanceSheet {
    let row = |line: Line| proto::SheetRow {
        member: line.member.to_string(),
        name: line.name,
        row_code: line.code,
    };
    proto::AttendanceSheet {
        rows: sheet.rows.into_iter().map(row).collect(),
        sheet: sheet.page,
        frozen: sheet.is_frozen,
    }
}

/// Reads a row that is keyed in: a dictation about nobody yet.
pub(in crate::attendance) fn keyed(row: &proto::KeyedRow) -> Result<Keyed, Refused> {
    let said = dictated(&proto::Dictation {
        member: Id::nil().to_string(),
        state: row.state,
        reason: row.reason.clone(),
        event_id: row.event_id.clone(),
        reason_kind: row.reason_kind,
        left_time: row.left_time,
    })?;
    Ok(Keyed {
        code: row.row_code.clone(),
        said,
    })
}

/// What became of the rows.
pub(in crate::attendance) fn keyed_in(
    rows: Vec<proto::KeyedRow>,
    outcomes: Vec<Result<Row, Refused>>,
    language: Language,
) -> proto::KeyInSheetResponse {
    let told = |(row, told): (proto::KeyedRow, Result<Row, Refused>)| outcome(row.event_id, told, language);
    proto::KeyInSheetResponse {
        outcomes: rows.into_iter().zip(outcomes).map(told).collect(),
    }
}
