//! Where the list begins: the row whose words are headings, alone or with the row of headings under it.

use super::cell::Line;
use super::field::{Field, key};
use std::collections::BTreeMap;

/// Rows looked at for headings; titles above them are shorter.
pub(super) const TITLES: usize = 60;

/// The headings of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// What each column holds.
    pub(super) columns: BTreeMap<u32, Field>,
    /// Lines up to here are titles and headings.
    pub(super) lines: usize,
}

impl Header {
    /// Finds the headings of a list.
    pub(super) fn find(lines: &[Line]) -> Option<Self> {
        lines.iter().take(TITLES).enumerate().find_map(|(at, line)| {
            let next = lines.get(at + 1).filter(|next| is_under(line, next));
            let (columns, used) = match next {
                Some(next) => (read(line, Some(next)), 2),
                None => (read(line, None), 1),
            };
            is_list(&columns).then_some(Self {
                columns,
                lines: at + used,
            })
        })
    }

    /// The column that holds something; the first, where two do.
    pub(super) fn column(&self, field: Field) -> Option<u32> {
        self.columns
            .iter()
            .find_map(|(column, listed)| (*listed == field).then_some(*column))
    }
}

/// A name and something else that is known of people.
fn is_list(columns: &BTreeMap<u32, Field>) -> bool {
    let has = |field| columns.values().any(|listed| *listed == field);
    let named = has(Field::Name) || (has(Field::Surname) && has(Field::GivenName));
    let known = columns
        .values()
        .filter(|field| {
            !matches!(
                field,
                Field::Name | Field::Surname | Field::GivenName | Field::Other
            )
        })
        .count();
    named && known > 0
}

/// Whether a row is the second row of headings: it heads what stands under a wide heading, and names nobody.
fn is_under(line: &Line, next: &Line) -> bool {
    let names = || {
        line.cells
            .iter()
            .filter(|(_, cell)| matches!(Field::of("", &cell.text()), Some(Field::Name | Field::Surname)))
    };
    let heads_names = names().next().is_some();
    let names_somebody = names().any(|(column, _)| !next.text(*column).trim().is_empty());
    let is_heading = |text: &str| {
        let key = key(text);
        !key.is_empty()
            && !key
                .chars()
                .all(|character| character.is_ascii_digit() || character == ' ')
    };
    let headings = next
        .cells
        .iter()
        .filter(|(_, cell)| is_heading(&cell.text()))
        .filter(|(column, cell)| {
            let text = cell.text();
            Field::of(&above(line, *column), &text).is_some() && looks_like_a_heading(&text)
        })
        .count();
    heads_names && !names_somebody && headings > 0 && headings == next.cells.len()
}

/// Words, and no figures of a person.
fn looks_like_a_heading(text: &str) -> bool {
    !text.chars().any(|character| character.is_ascii_digit()) && text.chars().count() <= 60
}

/// The heading above a column: its own, or the wide one it stands under.
fn above(line: &Line, column: u32) -> String {
    line.cells
        .iter()
        .rev()
        .find(|(at, cell)| *at <= column && !cell.text().trim().is_empty())
        .map(|(_, cell)| cell.text())
        .unwrap_or_default()
}

fn read(line: &Line, next: Option<&Line>) -> BTreeMap<u32, Field> {
    let columns = line.cells.iter().map(|(column, _)| *column);
    let under = next
        .into_iter()
        .flat_map(|next| next.cells.iter().map(|(column, _)| *column));
    let columns: std::collections::BTreeSet<u32> = columns.chain(under).collect();
    let mut read = BTreeMap::new();
    for column in columns {
        let below = next.map(|next| next.text(column)).unwrap_or_default();
        let above = if below.trim().is_empty() {
            line.text(column)
        } else {
            above(line, column)
        };
        let field = Field::of(&above, &below);
        if let Some(field) = field.filter(|field| !read.values().any(|listed| listed == field)) {
            read.insert(column, field);
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::super::cell::Cell;
    use super::*;

    fn lines(rows: &[&[&str]]) -> Vec<Line> {
        rows.iter()
            .zip(1..)
            .map(|(row, number)| Line {
                number,
                cells: row
                    .iter()
                    .zip(0..)
                    .filter(|(text, _)| !text.is_empty())
                    .map(|(text, column)| (column, Cell::Text((*text).to_owned())))
                    .collect(),
            })
            .collect()
    }

    #[test]
    fn titles_and_empty_rows_stand_above() {
        let lines = lines(&[
            &["ĐẢNG BỘ XÃ SONG PHƯỢNG"],
            &["DANH SÁCH ĐẢNG VIÊN CHI BỘ THÔN ĐÔNG"],
            &[],
            &["STT", "Họ và tên", "Ngày sinh", "Số thẻ đảng"],
            &["1", "Nguyễn Thị Lan", "1970", "00000017"],
        ]);
        let header = Header::find(&lines).unwrap();
        assert_eq!(header.lines, 4);
        assert_eq!(header.column(Field::Name), Some(1));
        assert_eq!(header.column(Field::CardNumber), Some(3));
    }

    #[test]
    fn headings_over_two_rows_are_one() {
        let lines = lines(&[
            &["TT", "Họ và tên", "Ngày sinh", "", "Ngày vào Đảng", "", "Ghi chú"],
            &["", "", "Nam", "Nữ", "Dự bị", "Chính thức", ""],
            &["1", "Trần Văn A", "1/2/1960", "", "3/2/1985", "3/2/1986", ""],
        ]);
        let header = Header::find(&lines).unwrap();
        assert_eq!(header.lines, 2);
        assert_eq!(
            header.columns.values().copied().collect::<Vec<_>>(),
            [
                Field::Other,
                Field::Name,
                Field::Male,
                Field::Female,
                Field::JoinedDate,
                Field::OfficialDate
            ]
        );
    }

    #[test]
    fn a_row_of_a_person_is_no_heading() {
        let lines = lines(&[
            &["Họ và tên", "Chi bộ", "Giới tính"],
            &["Trần Văn A", "Chi bộ thôn Đông", "Nam"],
        ]);
        assert_eq!(Header::find(&lines).unwrap().lines, 1);
    }
}
