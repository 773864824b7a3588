//! Reading of CSV: encoding, separator, header; cells by the name of their column.

use super::report::File;
use super::row::{Columns, Row};
use crate::base::{Refused, Text, Violation};
use csv::StringRecord;

/// A file that could be read.
#[derive(Debug)]
pub(super) struct Table {
    columns: Columns,
    records: Vec<StringRecord>,
}

/// Columns that are known, and whether the header must have them.
const fn columns(file: File) -> &'static [(&'static str, bool)] {
    match file {
        File::Organizations => &[
            ("code", true),
            ("parent_code", true),
            ("kind", true),
            ("name", true),
            ("from_date", false),
            ("decision_number", false),
        ],
        File::Members => &[
            ("branch_code", true),
            ("name", true),
            ("birth_date", false),
            ("gender", false),
            ("joined_date", true),
            ("official_date", true),
            ("card_number", false),
            ("citizen_id", false),
            ("phone_number", false),
            ("phone", false),
            ("class", true),
            ("activity", false),
            ("exemption", false),
            ("activity_from", false),
            ("temporary_branch_code", false),
            ("temporary_from", false),
            ("roles", false),
        ],
    }
}

impl Table {
    /// Reads a file. Empty lines do not count.
    pub(super) fn read(file: File, bytes: &[u8]) -> Result<Self, Refused> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let plain = std::str::from_utf8(bytes).map_err(|_bytes| {
            unreadable(
                file,
                Text::new(
                    "Không phải UTF-8. Hãy lưu lại dạng CSV UTF-8.",
                    "Not UTF-8. Save it as CSV UTF-8.",
                ),
            )
        })?;
        // The reader counts lines by `\n` and would be one behind.
        let plain = &plain.replace("\r\n", "\n");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator(plain))
            .flexible(true)
            .from_reader(plain.as_bytes());
        let header = reader.headers().cloned().map_err(|error| not_csv(file, &error))?;
        let columns = known_columns(file, &header)?;
        let records = reader
            .into_records()
            .filter(|record| {
                record
                    .as_ref()
                    .map_or(true, |record| record.iter().any(|cell| !cell.trim().is_empty()))
            })
            .collect::<Result<_, _>>()
            .map_err(|error| not_csv(file, &error))?;
        Ok(Self { columns, records })
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// The rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row::new(&self.columns, record))
    }
}

/// The separator that the header line uses most.
fn separator(plain: &str) -> u8 {
    let header = plain.lines().next().unwrap_or_default();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|candidate| header.bytes().filter(|byte| byte == candidate).count())
        .unwrap_or(b',')
}

fn known_columns(file: File, header: &StringRecord) -> Result<Columns, Refused> {
    let mut found = Columns::new();
    for (index, written) in header.iter().enumerate() {
        let written = written.trim();
        let known = columns(file).iter().find(|(name, _)| *name == written);
        let Some((name, _)) = known else {
            let shown = harmless(written).unwrap_or_else(|| (index + 1).to_string());
            return Err(column_refused(
                file,
                &shown,
                ("Không có cột này", "There is no such column"),
            ));
        };
        if found.insert(*name, index).is_some() {
            return Err(column_refused(
                file,
                written,
                ("Cột này có hai lần", "This column stands there twice"),
            ));
        }
    }
    for (name, required) in columns(file) {
        if *required && !found.contains_key(name) {
            return Err(column_refused(
                file,
                name,
                ("Thiếu cột", "This column is missing"),
            ));
        }
    }
    Ok(found)
}

fn column_refused(file: File, column: &str, (vi, en): (&str, &str)) -> Refused {
    unreadable(
        file,
        Text::owned(format!("{vi}: {column}."), format!("{en}: {column}.")),
    )
}

/// The name of a column as it was written, unless a row of people stands where the header should.
fn harmless(written: &str) -> Option<String> {
    let looks_like_a_column = written.len() <= 40
        && written
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    looks_like_a_column.then(|| written.to_owned())
}

fn not_csv(file: File, error: &csv::Error) -> Refused {
    let line = error.position().map_or(1, csv::Position::line);
    unreadable(
        file,
        Text::owned(
            format!("Dòng {line} không phải CSV."),
            format!("Line {line} is not CSV."),
        ),
    )
}

fn unreadable(file: File, text: Text) -> Refused {
    Refused::invalid(vec![Violation::new(file.name(), text)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organizations(text: &str) -> Result<Table, Refused> {
        Table::read(File::Organizations, text.as_bytes())
    }

    #[test]
    fn a_byte_order_mark_a_semicolon_and_another_order_of_columns_are_fine() {
        let table =
            organizations("\u{feff}name;kind;parent_code;code\nChi bộ;BRANCH;;01.012.016.000.009\n;;;\n")
                .unwrap();
        assert_eq!(table.len(), 1);
        let mut row = table.rows().next().unwrap();
        assert_eq!(row.number, 2);
        assert_eq!(row.cell("name"), "Chi bộ");
        assert_eq!(row.code("code").as_deref(), Some("01012016000009"));
        assert_eq!(row.cell("decision_number"), "");
    }

    #[test]
    fn columns_unknown_twice_or_missing_refuse_the_file() {
        for header in [
            "code,parent_code,kind,name,colour",
            "code,code,parent_code,kind,name",
            "code,kind,name",
        ] {
            assert!(organizations(header).is_err(), "{header}");
        }
        assert!(Table::read(File::Members, b"\xff\xfe").is_err());
    }
}
