//! Reading of a list that an office keeps, whatever program wrote it. Pure: no database, no clock.
//!
//! What kind of file it is shows in its bytes, never in its name. A workbook is measured before anything unpacks it
//! ([`archive`]), its cells are taken one by one ([`workbook`]); text is decoded and split ([`plain`]). From there on both
//! are lines of cells: headings are found ([`header`]), what follows is read row by row ([`entries`]).

mod archive;
mod cell;
mod checks;
mod days;
mod entries;
mod entry;
mod field;
#[cfg(test)]
mod handmade;
mod header;
#[cfg(test)]
mod hostile;
mod names;
mod numbers;
mod plain;
mod sniff;
mod workbook;

pub(super) use cell::letters;
pub(super) use entry::Entry;
pub(super) use field::Field;

use super::legacy::Votes;
use super::refusals::Refusal;
use cell::{Cell, Line, Sheet};
use chrono::NaiveDate;
use header::Header;
use sniff::Kind;
use std::collections::BTreeMap;

/// A list that could be read.
#[derive(Debug)]
pub(super) struct List {
    /// Where each thing stands.
    pub(super) columns: BTreeMap<Field, u32>,
    /// Its rows.
    pub(super) entries: Vec<Entry>,
}

/// Reads the bytes of a file.
pub(super) fn read(bytes: &[u8], today: NaiveDate) -> Result<List, Refusal> {
    let sheets = match sniff::kind(bytes)? {
        Kind::Workbook => workbook::sheets(bytes)?,
        Kind::Text => vec![plain::sheet(bytes)?],
    };
    let (mut sheet, header) = sheets
        .into_iter()
        .find_map(with_header)
        .ok_or(Refusal::RosterWithoutHeader)?;
    let body = sheet.lines.split_off(header.lines);
    sheet.lines = body;
    make_readable(&mut sheet.lines);
    let entries = entries::read(&sheet, &header, today);
    let columns = header
        .columns
        .iter()
        .rev()
        .map(|(column, field)| (*field, *column))
        .collect();
    if entries.is_empty() {
        return Err(Refusal::RosterEmpty);
    }
    Ok(List { columns, entries })
}

/// The sheet with its headings, when it has them. Headings may be written in an old script too.
fn with_header(mut sheet: Sheet) -> Option<(Sheet, Header)> {
    if let Some(header) = Header::find(&sheet.lines) {
        return Some((sheet, header));
    }
    let mut top: Vec<Line> = sheet.lines.iter().take(header::TITLES + 1).cloned().collect();
    for line in &mut top {
        for (_, cell) in &mut line.cells {
            if let Cell::Text(text) = cell {
                *text = super::legacy::readable(text, None);
            }
        }
    }
    let header = Header::find(&top)?;
    for (line, read) in sheet.lines.iter_mut().zip(top) {
        *line = read;
    }
    Some((sheet, header))
}

/// Converts what was written in an old script, column by column: a column has one font.
fn make_readable(lines: &mut [Line]) {
    let mut votes: BTreeMap<u32, Votes> = BTreeMap::new();
    for line in lines.iter() {
        for (column, cell) in &line.cells {
            if let Cell::Text(text) = cell {
                votes.entry(*column).or_default().hear(text);
            }
        }
    }
    for line in lines {
        for (column, cell) in &mut line.cells {
            if let Cell::Text(text) = cell {
                let common = votes.get(column).and_then(Votes::verdict);
                *text = super::legacy::readable(text, common);
            }
        }
    }
}
