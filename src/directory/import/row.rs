//! One row of a file: its cells read as words, days and codes; what is wrong with them is noted.

use super::reason::Reason;
use super::report::Fault;
use crate::base::text;
use chrono::NaiveDate;
use csv::StringRecord;
use std::collections::HashMap;

/// Where each column stands.
pub(super) type Columns = HashMap<&'static str, usize>;

/// One row, with what is found wrong in it.
#[derive(Debug)]
pub(super) struct Row<'a> {
    columns: &'a Columns,
    record: &'a StringRecord,
    /// Line in the file.
    pub(super) number: u64,
    /// What is wrong.
    pub(super) faults: Vec<Fault>,
}

impl<'a> Row<'a> {
    /// A record of a table.
    pub(super) fn new(columns: &'a Columns, record: &'a StringRecord) -> Self {
        Self {
            columns,
            record,
            number: record.position().map_or(0, csv::Position::line),
            faults: Vec::new(),
        }
    }

    /// A cell in normal form C, trimmed; empty when the file has no such column.
    pub(super) fn cell(&self, column: &'static str) -> String {
        self.columns
            .get(column)
            .copied()
            .and_then(|index| self.record.get(index))
            .map(text::tidy)
            .unwrap_or_default()
    }

    /// A cell that has to say something.
    pub(super) fn required(&mut self, column: &'static str) -> Option<String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            self.fault(column, Reason::Missing);
            return None;
        }
        Some(cell)
    }

    /// A word of a closed list, when there is one.
    pub(super) fn word<T>(&mut self, column: &'static str, parse: fn(&str) -> Option<T>) -> Option<T> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let word = parse(&cell);
        if word.is_none() {
            self.fault(column, Reason::UnknownWord);
        }
        word
    }

    /// A word of a closed list that has to be there.
    pub(super) fn required_word<T>(
        &mut self,
        column: &'static str,
        parse: fn(&str) -> Option<T>,
    ) -> Option<T> {
        self.required(column)?;
        self.word(column, parse)
    }

    /// A day that is not in the future, when there is one.
    pub(super) fn day(&mut self, column: &'static str, today: NaiveDate) -> Option<NaiveDate> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let Some(day) = read_day(&cell) else {
            self.fault(column, Reason::NotADay);
            return None;
        };
        if day > today {
            self.fault(column, Reason::InFuture);
        }
        Some(day)
    }

    /// A code of fourteen digits, when there is one.
    pub(super) fn code(&mut self, column: &'static str) -> Option<String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let code = read_code(&cell);
        if code.is_none() {
            self.fault(column, Reason::NotANumber);
        }
        code
    }

    /// Notes what is wrong with a cell.
    pub(super) fn fault(&mut self, column: &'static str, reason: Reason) {
        self.faults.push((column, reason));
    }
}

/// Fourteen digits, dotted or plain.
pub(super) fn read_code(cell: &str) -> Option<String> {
    let plain = crate::directory::organizations::plain_code(cell);
    let well_formed = plain.len() == 14 && plain.bytes().all(|byte| byte.is_ascii_digit());
    well_formed.then_some(plain)
}

/// `2023-11-05` or `05/11/2023`, in years that people live in.
fn read_day(cell: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(cell, "%Y-%m-%d")
        .or_else(|_not_iso| NaiveDate::parse_from_str(cell, "%d/%m/%Y"))
        .ok()?;
    let earliest = NaiveDate::from_ymd_opt(1900, 1, 1)?;
    (day >= earliest).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_both_ways_of_writing() {
        let day = NaiveDate::from_ymd_opt(2023, 11, 5);
        assert_eq!(read_day("2023-11-05"), day);
        assert_eq!(read_day("5/11/2023"), day);
        for wrong in ["2023-13-01", "11/25/2023", "45235", "0001-01-01", "31/02/2023"] {
            assert_eq!(read_day(wrong), None, "{wrong}");
        }
    }
}
