//! Text files: their encoding, their separator, their lines of cells.

use super::cell::{Cell, Line, Sheet};
use super::header;
use super::workbook::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS};
use crate::directory::roster::legacy;
use crate::directory::roster::refusals::Refusal;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Bytes looked at to tell encodings apart.
const SAMPLE: usize = 64 * 1024;

/// Reads CSV.
pub(super) fn sheet(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let text = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(&text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut sheet = Sheet {
        from_csv: true,
        ..Sheet::default()
    };
    let (mut place, mut breaks, mut cells) = (Place::default(), 0, 0);
    while reader
        .read_record(&mut record)
        .map_err(|_not_csv| Refusal::RosterUnreadable)?
    {
        place.go_to(&text, record.position());
        // A line break in a cell is a line of the file and no row of the spreadsheet.
        let number = u32::try_from(place.line.saturating_sub(breaks)).unwrap_or(u32::MAX);
        breaks += record
            .iter()
            .map(|cell| cell.matches('\n').count())
            .sum::<usize>();
        let line = line_of(number, &record)?;
        cells += line.cells.len();
        if sheet.lines.len() >= MOST_ROWS || cells > MOST_CELLS {
            return Err(Refusal::RosterTooLong);
        }
        if !line.cells.is_empty() {
            sheet.lines.push(line);
        }
    }
    Ok(sheet)
}

/// Where a record begins. The reader of CSV counts what it skips before a record to the one before.
#[derive(Debug)]
struct Place {
    byte: usize,
    line: usize,
}

impl Default for Place {
    fn default() -> Self {
        Self { byte: 0, line: 1 }
    }
}

impl Place {
    fn go_to(&mut self, text: &str, position: Option<&csv::Position>) {
        let told = position.map_or(0, csv::Position::byte);
        let told = usize::try_from(told).unwrap_or(usize::MAX).max(self.byte);
        let bytes = text.as_bytes();
        let is_break = |byte: &&u8| matches!(byte, b'\n' | b'\r');
        let skipped = bytes
            .get(told..)
            .map_or(0, |rest| rest.iter().take_while(is_break).count());
        let passed = bytes.get(self.byte..told + skipped).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').count() - 1;
        self.byte = told + skipped;
    }
}

fn line_of(number: u32, record: &csv::StringRecord) -> Result<Line, Refusal> {
    let filled = record
        .iter()
        .zip(0_u32..)
        .filter(|(cell, _)| !cell.trim().is_empty());
    let mut line = Line {
        number,
        cells: Vec::new(),
    };
    for (cell, column) in filled {
        if column >= MOST_COLUMNS {
            return Err(Refusal::RosterTooWide);
        }
        line.cells.push((column, Cell::Text(plain(cell))));
    }
    Ok(line)
}

/// A cell as a person means it: our own export puts an apostrophe before what a spreadsheet would run as a formula.
fn plain(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

/// The text of a file, whatever its encoding, in normal form C.
fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => whole(encoding, bytes)?,
        None => match (wide(bytes), std::str::from_utf8(bytes)) {
            (Some(encoding), _) => whole(encoding, bytes)?,
            (None, Ok(text)) => Cow::Borrowed(text),
            (None, Err(_)) => of_one_byte(bytes),
        },
    };
    let strange = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    if text.chars().any(strange) {
        return Err(Refusal::RosterNotASpreadsheet);
    }
    Ok(text.nfc().collect())
}

fn whole<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, Refusal> {
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        return Err(Refusal::RosterUnreadable);
    }
    Ok(text)
}

/// UTF-16 without its mark: every other byte of Western text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = || bytes.chunks_exact(2).take(SAMPLE / 2);
    let zeros = |at: usize| pairs().filter(|pair| pair.get(at) == Some(&0)).count();
    let most = pairs().count() / 4;
    let (high, low) = (zeros(0), zeros(1));
    match (high, low) {
        (0, low) if low > most => Some(UTF_16LE),
        (high, 0) if high > most => Some(UTF_16BE),
        _ => None,
    }
}

/// Bytes that are no UTF-8: Vietnamese Windows, or Western Windows with one of the old fonts.
fn of_one_byte(bytes: &[u8]) -> Cow<'_, str> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let western = WINDOWS_1252.decode(sample).0;
    let vietnamese: String = WINDOWS_1258.decode(sample).0.nfc().collect();
    let encoding = if legacy::score(&vietnamese) > legacy::best_score(&western) {
        WINDOWS_1258
    } else {
        WINDOWS_1252
    };
    encoding.decode(bytes).0
}

/// The separator by which some line near the top is a row of headings, else the one used most.
fn separator(text: &str) -> u8 {
    let top: Vec<&str> = text.lines().take(header::TITLES).collect();
    let uses = |separator: &u8| {
        top.iter()
            .map(|line| line.bytes().filter(|byte| byte == separator).count())
            .max()
            .unwrap_or(0)
    };
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(uses)
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Họ và tên;Ngày sinh;Giới tính\r\n\"Nguyễn\nThị Lan\";5/2/1970;Nữ\r\n\r\nĐỗ Văn Đức;1950;Nam\r\n";

    fn texts(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let sheet = sheet(bytes).unwrap();
        sheet
            .lines
            .iter()
            .map(|line| {
                (
                    line.number,
                    line.cells.iter().map(|(_, cell)| cell.text()).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn every_encoding_gives_the_same_rows() {
        let wanted = texts(TEXT.as_bytes());
        assert_eq!(
            wanted.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
            [1, 2, 4]
        );
        let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let decomposed: String = TEXT.nfd().collect();
        for bytes in [
            [b"\xef\xbb\xbf", TEXT.as_bytes()].concat(),
            [b"\xff\xfe", little.as_slice()].concat(),
            [b"\xfe\xff", big.as_slice()].concat(),
            little,
            big,
            decomposed.into_bytes(),
        ] {
            assert_eq!(texts(&bytes), wanted);
        }
    }

    #[test]
    fn vietnamese_windows_and_the_old_fonts_are_told_apart() {
        // Base letters with their horns and hats, tones behind them, as that code page has them.
        let pieces: String = TEXT
            .chars()
            .flat_map(|letter| {
                let (tones, bare): (Vec<char>, Vec<char>) = std::iter::once(letter).nfd().partition(|part| {
                    ('\u{300}'..='\u{323}').contains(part) && !"\u{302}\u{306}\u{31b}".contains(*part)
                });
                bare.into_iter().nfc().chain(tones).collect::<Vec<_>>()
            })
            .collect();
        let (bytes, _, broken) = WINDOWS_1258.encode(&pieces);
        assert!(!broken && std::str::from_utf8(&bytes).is_err());
        assert_eq!(texts(&bytes), texts(TEXT.as_bytes()));

        let (bytes, _, _) = WINDOWS_1252.encode("Hä vµ tªn;N¨m sinh\nNguyÔn ThÞ Lan;1970\n");
        assert_eq!(texts(&bytes)[1].1[0], "NguyÔn ThÞ Lan");
    }

    #[test]
    fn separators_are_found_below_titles() {
        for separator in [',', ';', '\t'] {
            let text = format!(
                "Danh sách, có dấu phẩy\nHọ và tên{separator}Ngày sinh{separator}Chi bộ\nA{separator}1950{separator}B\n"
            );
            assert_eq!(texts(text.as_bytes())[1].1.len(), 3, "{separator:?}");
        }
    }
}
