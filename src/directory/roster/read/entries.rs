//! The rows below the headings: people, and what stands between and below them.

use super::cell::{Cell, Line, Sheet};
use super::checks::{find_contradictions, note_duplicate};
use super::days::{self, Said};
use super::entry::Entry;
use super::field::{Field, key};
use super::header::Header;
use super::names::{section, well_cased};
use super::numbers;
use crate::base::text;
use crate::directory::import::Reason;
use crate::directory::import::facts::Birth;
use chrono::NaiveDate;
use std::collections::HashSet;

/// Words that begin what stands under a list: who made it, who signs it.
const CLOSING: [&str; 12] = [
    "nguoi lap",
    "t m ",
    "tm ",
    "ky ten",
    "ky ghi ro",
    "ky va ghi",
    "xac nhan",
    "noi nhan",
    "thu truong",
    "dai dien",
    "bi thu chi bo",
    "lap bieu",
];

/// Reads what stands below the headings.
pub(super) fn read(sheet: &Sheet, header: &Header, today: NaiveDate) -> Vec<Entry> {
    let mut section = String::new();
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    for line in &sheet.lines {
        let row = Row {
            line,
            header,
            sheet,
            today,
        };
        match row.kind() {
            RowKind::Closing => break,
            RowKind::Idle => {}
            RowKind::Section(branch) => section = branch,
            RowKind::Person => {
                let mut entry = row.entry();
                if entry.branch.is_empty() {
                    entry.branch.clone_from(&section);
                }
                note_duplicate(&mut entry, &mut seen);
                entries.push(entry);
            }
        }
    }
    entries
}

/// What a row is about.
enum RowKind {
    Person,
    /// The name of a branch, over its members.
    Section(String),
    /// Sums, numbers of columns.
    Idle,
    /// The list is over.
    Closing,
}

struct Row<'a> {
    line: &'a Line,
    header: &'a Header,
    sheet: &'a Sheet,
    today: NaiveDate,
}

impl Row<'_> {
    fn kind(&self) -> RowKind {
        let says_of_people = |field: Field| self.cell(field).is_some();
        let known = [
            Field::BirthDate,
            Field::Male,
            Field::Female,
            Field::JoinedDate,
            Field::OfficialDate,
            Field::CitizenId,
        ];
        let texts: Vec<String> = self
            .line
            .cells
            .iter()
            .map(|(_, cell)| key(&cell.text()))
            .collect();
        let known = known.into_iter().filter(|field| says_of_people(*field)).count();
        let is_closing = |text: &String| {
            let padded = [text.as_str(), " "].concat();
            CLOSING.iter().any(|word| padded.starts_with(word))
                || (text.contains("ngay") && text.contains("thang") && text.contains("nam"))
        };
        if known < 2 && texts.iter().any(is_closing) {
            return RowKind::Closing;
        }
        if texts
            .iter()
            .any(|text| text.starts_with("tong cong") || text.starts_with("tong so") || text == "cong")
        {
            return RowKind::Idle;
        }
        if let [(_, only)] = self.line.cells.as_slice() {
            return section(&only.text()).map_or(RowKind::Idle, RowKind::Section);
        }
        let name = self.name();
        let is_numbering = !name.is_empty() && !name.contains(char::is_alphabetic);
        let says_nothing = name.is_empty() && known == 0 && !says_of_people(Field::CardNumber);
        if is_numbering || says_nothing {
            RowKind::Idle
        } else {
            RowKind::Person
        }
    }

    fn cell(&self, field: Field) -> Option<&Cell> {
        self.line.cell(self.header.column(field)?)
    }

    fn text(&self, field: Field) -> String {
        self.cell(field)
            .map(|cell| text::tidy(&cell.text()))
            .unwrap_or_default()
    }

    fn name(&self) -> String {
        let parts = [Field::Name, Field::Surname, Field::GivenName].map(|field| self.text(field));
        text::tidy(&parts.join(" "))
    }

    fn entry(&self) -> Entry {
        let mut entry = Entry {
            row: self.line.number,
            name: well_cased(&self.name()),
            branch: self.text(Field::Branch),
            post: self.text(Field::Post),
            ..Entry::default()
        };
        if !text::is_name(&entry.name) {
            let reason = if entry.name.is_empty() {
                Reason::Missing
            } else {
                Reason::NotAName
            };
            entry.faults.push((Field::Name, reason));
        }
        self.read_birth(&mut entry);
        self.read_gender(&mut entry);
        entry.joined_date = self.day(Field::JoinedDate, &mut entry.faults);
        entry.official_date = self.day(Field::OfficialDate, &mut entry.faults);
        entry.citizen_id = self.number(Field::CitizenId, &mut entry.faults);
        entry.card_number = self.number(Field::CardNumber, &mut entry.faults);
        entry.phone_number = self.number(Field::PhoneNumber, &mut entry.faults);
        find_contradictions(&mut entry);
        entry
    }

    /// The birth, from its own column or from the column of men or women.
    fn read_birth(&self, entry: &mut Entry) {
        for field in [Field::BirthDate, Field::Male, Field::Female] {
            let Some(cell) = self.cell(field) else { continue };
            let said = days::read(cell, self.sheet.since_1904);
            match (said.birth(), field) {
                (Some(birth), _) => {
                    let is_future = match birth {
                        Birth::Day(day) => day > self.today,
                        Birth::Year(year) => i32::from(year) > chrono::Datelike::year(&self.today),
                    };
                    if is_future {
                        entry.faults.push((field, Reason::InFuture));
                    }
                    entry.birth = Some(birth);
                }
                (None, Field::BirthDate) => entry.faults.push((field, Reason::NotADay)),
                (None, _) => {}
            }
        }
    }

    fn read_gender(&self, entry: &mut Entry) {
        let marked = |field| self.cell(field).is_some();
        entry.is_male = match (marked(Field::Male), marked(Field::Female)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
            (true, true) => {
                entry.faults.push((Field::Female, Reason::MustBeEmpty));
                None
            }
        };
        let said = key(&self.text(Field::Gender));
        match said.as_str() {
            "" => {}
            "nam" | "m" | "male" | "trai" | "ong" => entry.is_male = Some(true),
            "nu" | "f" | "female" | "gai" | "ba" => entry.is_male = Some(false),
            _ => entry.faults.push((Field::Gender, Reason::UnknownWord)),
        }
    }

    fn day(&self, field: Field, faults: &mut Vec<(Field, Reason)>) -> Option<NaiveDate> {
        match days::read(self.cell(field)?, self.sheet.since_1904) {
            Said::Day(day) => {
                if day > self.today {
                    faults.push((field, Reason::InFuture));
                }
                Some(day)
            }
            // "chưa", "x", "-": where an official date is missing people say so.
            Said::Nothing
                if field == Field::OfficialDate
                    && !self.text(field).contains(|c: char| c.is_ascii_digit()) =>
            {
                None
            }
            Said::Year(_) | Said::Nothing => {
                faults.push((field, Reason::NotADay));
                None
            }
        }
    }

    fn number(&self, field: Field, faults: &mut Vec<(Field, Reason)>) -> Option<String> {
        let cell = self.cell(field)?;
        let read = if field == Field::CitizenId {
            numbers::citizen_id(cell, self.sheet.from_csv)
        } else if field == Field::CardNumber {
            numbers::card(cell)
        } else {
            numbers::phone(cell)
        };
        read.unwrap_or_else(|reason| {
            faults.push((field, reason));
            None
        })
    }
}
