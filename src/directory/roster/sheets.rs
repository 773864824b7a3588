//! Lists as files: XLSX with every cell as text, CSV that a spreadsheet opens as what it is.

use anyhow::Context;
use rust_xlsxwriter::{Format as Style, Workbook};

/// The headings, in their order.
pub(super) const HEADINGS: [&str; 11] = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ đảng viên",
    "Số CCCD",
    "Điện thoại",
    "Chi bộ",
    "Chức vụ",
];

/// One row of the list.
pub(super) type Cells = [String; HEADINGS.len()];

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A workbook.
    Xlsx,
    /// Text in UTF-8 with its mark.
    Csv,
}

impl Format {
    /// As asked for, and as stored.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// The media type.
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// A workbook of one sheet. Cells are text: no number loses a zero, nothing is run.
pub(super) fn workbook(rows: &[Cells]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let bold = Style::new().set_bold();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
        sheet.set_column_width(column, 18)?;
    }
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// CSV with a byte order mark, so that Excel reads Vietnamese.
pub(super) fn csv(rows: &[Cells]) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    writer.write_record(HEADINGS)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    writer.into_inner().context("a roster as CSV")
}

/// What a spreadsheet would take for a formula is told to be text.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let mut row = Cells::default();
        row[1] = "=HYPERLINK(\"http://x\")".to_owned();
        row[2] = "+84".to_owned();
        row[3] = "-1".to_owned();
        row[4] = "@SUM(A1)".to_owned();
        let text = String::from_utf8(csv(&[row.clone()]).unwrap()).unwrap();
        assert!(text.starts_with('\u{feff}'));
        assert!(
            text.ends_with(",\"'=HYPERLINK(\"\"http://x\"\")\",'+84,'-1,'@SUM(A1),,,,,,\n"),
            "{text}"
        );

        let bytes = workbook(&[row]).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut part = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
        let sheet = std::io::read_to_string(&mut part).unwrap();
        assert!(!sheet.contains("<f>"));
    }
}
