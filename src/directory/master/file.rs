//! A source in a file: JSON lines, one record a line, as an export of the national database is handed over.
//!
//! The first line says what it is: `{"source":"CSDL-DV","version":"2026-01-31"}`. Each further line is one member:
//!
//! | field | | |
//! |---|---|---|
//! | `externalId` | required | the source's own id, 1 to 100 characters |
//! | `name` | required | full name |
//! | `citizenId`, `cardNumber` | one of these | digits; by them a record is tied to a member the first time |
//! | `birthDate`, `joinedDate`, `officialDate` | | `2023-11-05` |
//! | `gender` | | `MALE`, `FEMALE` |
//! | `phoneNumber` | | ten digits, or `+84…` |
//! | `branchCode` | | the home branch, 14 digits, dotted or plain |
//!
//! A field that is absent or empty is not compared. A line that cannot be read is named and passed over; a line longer
//! than 64 KiB ends the sync, as that is no such file.

use super::{Record, Source};
use crate::base::text;
use crate::directory::logins::{digits, phone_number};
use crate::directory::organizations::plain_code;
use crate::directory::words::Gender;
use anyhow::{Context, bail, ensure};
use chrono::NaiveDate;
use serde::Deserialize;
use std::io::{BufRead, Read};

/// Longest line taken.
const LONGEST_LINE: u64 = 64 << 10;
/// Longest name and id taken, in characters.
const LONGEST_TEXT: usize = 200;

/// A line that was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Counted from one.
    pub line: u64,
    /// The field that is wrong; never its value.
    pub field: &'static str,
}

/// A file of JSON lines.
pub struct JsonLines<R> {
    lines: R,
    line: u64,
    name: String,
    version: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Header {
    source: String,
    version: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[derive(Default)]
struct Line {
    external_id: String,
    name: String,
    birth_date: String,
    gender: String,
    joined_date: String,
    official_date: String,
    citizen_id: String,
    card_number: String,
    phone_number: String,
    branch_code: String,
}

impl<R: BufRead> JsonLines<R> {
    /// Opens a file by its first line.
    pub fn open(lines: R) -> anyhow::Result<Self> {
        let mut file = Self {
            lines,
            line: 0,
            name: String::new(),
            version: String::new(),
        };
        let first = file.read_line()?.context("the file is empty")?;
        let header: Header = serde_json::from_slice(&first).map_err(|_shown| {
            anyhow::anyhow!("line 1 must be {{\"source\":\"…\",\"version\":\"…\"}} and nothing else")
        })?;
        for (field, value) in [("source", &header.source), ("version", &header.version)] {
            ensure!(
                (1..=60).contains(&value.chars().count()),
                "{field} in line 1 must have 1 to 60 characters"
            );
        }
        (file.name, file.version) = (header.source, header.version);
        Ok(file)
    }

    /// The next line that is not empty.
    fn read_line(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        loop {
            let mut bytes = Vec::new();
            let taken = (&mut self.lines)
                .take(LONGEST_LINE + 1)
                .read_until(b'\n', &mut bytes)?;
            if taken == 0 {
                return Ok(None);
            }
            self.line += 1;
            if u64::try_from(taken).unwrap_or(u64::MAX) > LONGEST_LINE {
                bail!(
                    "line {} is longer than 64 KiB: this is no file of members",
                    self.line
                );
            }
            let line = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
            if !line.is_empty() {
                return Ok(Some(line.to_vec()));
            }
        }
    }
}

impl<R: BufRead + Send> Source for JsonLines<R> {
    fn name(&self) -> &str {
        &self.name
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn next(&mut self) -> anyhow::Result<Option<Result<Record, Fault>>> {
        let Some(line) = self.read_line()? else {
            return Ok(None);
        };
        let number = self.line;
        let read = serde_json::from_slice::<Line>(&line).map_err(|_shown| "line");
        let record = read.and_then(|line| record(&line));
        Ok(Some(record.map_err(|field| Fault { line: number, field })))
    }
}

/// Reads a line's fields; the name of the one that is wrong.
fn record(line: &Line) -> Result<Record, &'static str> {
    let (citizen_id, card_number) = (
        number("citizenId", &line.citizen_id, 12..=12)?,
        number("cardNumber", &line.card_number, 6..=15)?,
    );
    if citizen_id.is_none() && card_number.is_none() {
        return Err("citizenId");
    }
    let phone = phone_number(&digits(&line.phone_number));
    let gender = match line.gender.as_str() {
        "" => None,
        word => Some(Gender::parse(word).ok_or("gender")?),
    };
    let code = plain_code(&line.branch_code);
    Ok(Record {
        external_id: required("externalId", &line.external_id)?,
        name: required("name", &line.name)?,
        birth_date: day("birthDate", &line.birth_date)?,
        gender,
        joined_date: day("joinedDate", &line.joined_date)?,
        official_date: day("officialDate", &line.official_date)?,
        citizen_id,
        card_number,
        phone_number: number("phoneNumber", &phone, 10..=10)?,
        branch_code: number("branchCode", &code, 14..=14)?,
    })
}

fn required(field: &'static str, value: &str) -> Result<String, &'static str> {
    let value = text::tidy(value);
    let fits = (1..=LONGEST_TEXT).contains(&value.chars().count()) && !value.contains(char::is_control);
    if fits { Ok(value) } else { Err(field) }
}

fn day(field: &'static str, value: &str) -> Result<Option<NaiveDate>, &'static str> {
    if value.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(value, "%Y-%m-%d").map_err(|_not_a_day| field)?;
    Ok(Some(day))
}

fn number(
    field: &'static str,
    value: &str,
    lengths: std::ops::RangeInclusive<usize>,
) -> Result<Option<String>, &'static str> {
    let value = digits(value);
    if value.is_empty() {
        return Ok(None);
    }
    let fits = lengths.contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(Some(value)) } else { Err(field) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADER: &str = "{\"source\":\"CSDL-DV\",\"version\":\"2026-01-31\"}\n";

    fn read(lines: &str) -> Vec<Result<Record, Fault>> {
        let text = format!("\u{feff}{HEADER}{lines}");
        let mut file = JsonLines::open(text.as_bytes()).unwrap();
        std::iter::from_fn(|| file.next().unwrap()).collect()
    }

    #[test]
    fn a_line_is_a_member() {
        let read = read(
            "\n{\"externalId\":\"DV-1\",\"name\":\" Nguyễn  Thị Lan\",\"citizenId\":\"001190000003\",\
             \"phoneNumber\":\"+84 900 000 003\",\"branchCode\":\"01.012.016.000.001\",\"joinedDate\":\"2015-09-02\"}\n",
        );
        let record = read[0].clone().unwrap();
        assert_eq!(
            (record.name.as_str(), record.phone_number.as_deref()),
            ("Nguyễn Thị Lan", Some("0900000003"))
        );
        assert_eq!(record.branch_code.as_deref(), Some("01012016000001"));
    }

    #[test]
    fn a_line_that_is_wrong_is_named_and_passed_over() {
        let lines = [
            ("{", "line"),
            (
                "{\"externalId\":\"1\",\"name\":\"A\",\"citizenId\":\"12\"}",
                "citizenId",
            ),
            ("{\"externalId\":\"1\",\"name\":\"A\"}", "citizenId"),
            (
                "{\"externalId\":\"\",\"name\":\"A\",\"cardNumber\":\"123456\"}",
                "externalId",
            ),
            (
                "{\"externalId\":\"1\",\"name\":\"A\",\"cardNumber\":\"123456\",\"birthDate\":\"1/2/1990\"}",
                "birthDate",
            ),
            (
                "{\"externalId\":\"1\",\"name\":\"A\",\"cardNumber\":\"123456\",\"spouse\":\"B\"}",
                "line",
            ),
        ];
        for (line, field) in lines {
            assert_eq!(read(line), [Err(Fault { line: 2, field })], "{line}");
        }
    }

    #[test]
    fn what_is_no_such_file_is_refused_in_little_memory() {
        assert!(JsonLines::open(&b""[..]).is_err());
        assert!(JsonLines::open(&b"name,citizen_id\n"[..]).is_err());
        let endless = std::io::BufReader::new(std::io::repeat(b'x'));
        assert!(JsonLines::open(endless).is_err());
    }

    proptest! {
        #[test]
        fn no_line_breaks_the_reader(lines: String) {
            let text = format!("{HEADER}{lines}");
            let mut file = JsonLines::open(text.as_bytes()).unwrap();
            while file.next().unwrap().is_some() {}
        }
    }
}
