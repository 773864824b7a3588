//! XLSX: the sheets of a workbook as lines of cells. Values are taken, formulas are never looked at.

use super::archive;
use super::cell::{Cell, Line, Sheet};
use super::header::Header;
use crate::directory::roster::refusals::Refusal;
use calamine::{DataRef, Reader, Xlsx, XlsxCellReader};
use std::io::Cursor;

/// Rows a list may have.
pub(super) const MOST_ROWS: usize = 200_000;
/// Columns a list may have.
pub(super) const MOST_COLUMNS: u32 = 256;
/// Cells with content a list may have.
pub(super) const MOST_CELLS: usize = 3_000_000;
/// Cells that are looked at in all, with or without content.
const MOST_LOOKED_AT: usize = 12_000_000;
/// Sheets that are looked at.
const MOST_SHEETS: usize = 30;

/// The sheets of a workbook. The library gives up on some nonsense with a panic, such as the column `ZZZZZZZZZZ`: that
/// is a file that cannot be read, and no reason for the process to end.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    archive::guard(bytes, archive::LIMITS)?;
    std::panic::catch_unwind(|| read(bytes)).unwrap_or(Err(Refusal::RosterUnreadable))
}

fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let mut workbook: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|_unreadable| Refusal::RosterUnreadable)?;
    let since_1904 = workbook.has_1904_epoch();
    let mut budget = Budget {
        cells: MOST_CELLS,
        looked_at: MOST_LOOKED_AT,
    };
    let mut sheets = Vec::new();
    for name in workbook.sheet_names().into_iter().take(MOST_SHEETS) {
        // A sheet of a chart has no cells.
        let Ok(cells) = workbook.worksheet_cells_reader(&name) else {
            continue;
        };
        let lines = lines(cells, &mut budget)?;
        let found = Header::find(&lines).is_some();
        sheets.push(Sheet {
            lines,
            since_1904,
            from_csv: false,
        });
        if found {
            break;
        }
    }
    if sheets.is_empty() {
        return Err(Refusal::RosterUnreadable);
    }
    Ok(sheets)
}

struct Budget {
    cells: usize,
    looked_at: usize,
}

fn lines(mut reader: XlsxCellReader<'_, Cursor<&[u8]>>, budget: &mut Budget) -> Result<Vec<Line>, Refusal> {
    let mut lines: Vec<Line> = Vec::new();
    while let Some(found) = reader
        .next_cell()
        .map_err(|_unreadable| Refusal::RosterUnreadable)?
    {
        budget.looked_at = budget.looked_at.checked_sub(1).ok_or(Refusal::RosterTooLong)?;
        let (row, column) = found.get_position();
        let Some(cell) = cell(found.get_value()) else {
            continue;
        };
        if column >= MOST_COLUMNS {
            return Err(Refusal::RosterTooWide);
        }
        budget.cells = budget.cells.checked_sub(1).ok_or(Refusal::RosterTooLong)?;
        let number = row.saturating_add(1);
        if let Some(line) = lines.last_mut().filter(|line| line.number == number) {
            line.cells.push((column, cell));
            continue;
        }
        if lines.len() >= MOST_ROWS {
            return Err(Refusal::RosterTooLong);
        }
        lines.push(Line {
            number,
            cells: vec![(column, cell)],
        });
    }
    Ok(lines)
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()));
    match value {
        DataRef::Empty => None,
        DataRef::Int(number) => text(&number.to_string()).map(|_| Cell::Number(whole(*number))),
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::SharedString(written) => text(written),
        DataRef::String(written) | DataRef::DateTimeIso(written) | DataRef::DurationIso(written) => {
            text(written.as_str())
        }
        DataRef::Bool(answer) => Some(Cell::Text(answer.to_string())),
        DataRef::Error(error) => Some(Cell::Text(error.to_string())),
        DataRef::DateTime(moment) => Some(match moment.as_datetime() {
            Some(day) => Cell::Day(day.date(), moment.as_f64()),
            None => Cell::Number(moment.as_f64()),
        }),
    }
}

/// A whole number as cells hold it.
fn whole(number: i64) -> f64 {
    number.to_string().parse().unwrap_or_default()
}
