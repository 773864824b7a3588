//! What stands in a cell, and the name of the cell as the spreadsheet shows it.

use chrono::NaiveDate;

/// The content of a cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Text, as it was typed.
    Text(String),
    /// A number, which has lost its leading zeros if it had any.
    Number(f64),
    /// A number shown as a day; with the number, because a year typed into such a cell looks like one.
    Day(NaiveDate, f64),
}

/// A row: its number in the spreadsheet, and the cells that are not empty by column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) cells: Vec<(u32, Cell)>,
}

/// Lines of cells, and what has to be known to read them.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) lines: Vec<Line>,
    /// Days are counted from 1904.
    pub(super) since_1904: bool,
    /// Numbers are text: nobody knows which zeros were lost before.
    pub(super) from_csv: bool,
}

impl Line {
    /// The cell in a column.
    pub(super) fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells
            .iter()
            .find_map(|(at, cell)| (*at == column).then_some(cell))
    }

    /// What a column says; empty when nothing.
    pub(super) fn text(&self, column: u32) -> String {
        self.cell(column).map(Cell::text).unwrap_or_default()
    }
}

impl Cell {
    /// As text; days as they are written in Vietnam.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => written(*number),
            Self::Day(day, _) => day.format("%d/%m/%Y").to_string(),
        }
    }
}

/// A number without an exponent.
pub(super) fn written(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// The letters of a column: 0 is `A`, 26 is `AA`.
pub(in crate::directory::roster) fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from_u32(u32::from(b'A') + digit).unwrap_or('?'));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (702, "AAA"),
            (16383, "XFD"),
        ] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn numbers_are_written_out() {
        assert_eq!(written(1.2e11), "120000000000");
        assert_eq!(written(1_190_000_003.0), "1190000003");
        assert_eq!(written(1.5), "1.5");
    }
}
