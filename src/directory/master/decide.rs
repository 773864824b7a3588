//! Two files of one person, compared. No writing, no guessing: what differs is said.

use super::{Differs, Field, Hashed, Record};
use crate::base::{Id, text};
use crate::directory::words::Gender;
use chrono::NaiveDate;
use std::collections::HashMap;

/// What is on file here of a member.
#[derive(Clone, Debug, Default)]
pub(super) struct OnFile {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) birth_date: Option<NaiveDate>,
    pub(super) gender: Option<Gender>,
    pub(super) joined_date: Option<NaiveDate>,
    pub(super) official_date: Option<NaiveDate>,
    pub(super) citizen_id: Option<Vec<u8>>,
    pub(super) card_number: Option<Vec<u8>>,
    pub(super) phone_number: Option<Vec<u8>>,
    /// The home branch and its code.
    pub(super) home: Option<Id>,
    pub(super) branch_code: Option<String>,
    /// The record of the source that the member is tied to, and the version last seen.
    pub(super) tied_to: Option<(String, String)>,
}

/// What a record comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Older than what was seen before.
    Stale,
    /// Nobody here has its numbers.
    NotOnFile,
    /// Its numbers lead to two members, or the member belongs to another record.
    TwoMembers { one: Id, home: Option<Id> },
    /// One member's, with what differs.
    Tied {
        member: Id,
        home: Option<Id>,
        differences: Vec<Differs>,
    },
}

/// Judges a record against the members that its numbers or its id lead to.
pub(super) fn judge(record: &Hashed<'_>, version: &str, on_file: &[OnFile]) -> Verdict {
    let external = record.record.external_id.as_str();
    let tied = on_file
        .iter()
        .find(|member| member.tied_to.as_ref().is_some_and(|(id, _)| id == external));
    let same = |ours: &Option<Vec<u8>>, theirs: &Option<Vec<u8>>| ours.is_some() && ours == theirs;
    let mut numbered = on_file.iter().filter(|member| {
        same(&member.citizen_id, &record.citizen_id) || same(&member.card_number, &record.card_number)
    });
    let first = numbered.next();
    let member = match (tied, first, numbered.next()) {
        (_, Some(one), Some(_)) => return two(one),
        (Some(tied), Some(other), None) if tied.id != other.id => return two(tied),
        (Some(tied), ..) => tied,
        (None, Some(one), None) if one.tied_to.is_some() => return two(one),
        (None, Some(one), None) => one,
        (None, None, _) => return Verdict::NotOnFile,
    };
    if member
        .tied_to
        .as_ref()
        .is_some_and(|(_, seen)| version < seen.as_str())
    {
        return Verdict::Stale;
    }
    Verdict::Tied {
        member: member.id,
        home: member.home,
        differences: differences(record, member),
    }
}

fn two(one: &OnFile) -> Verdict {
    Verdict::TwoMembers {
        one: one.id,
        home: one.home,
    }
}

/// What the record says and the file does not. What the record leaves out is no difference.
fn differences(hashed: &Hashed<'_>, ours: &OnFile) -> Vec<Differs> {
    let theirs: &Record = hashed.record;
    let days = [
        (Field::BirthDate, theirs.birth_date, ours.birth_date),
        (Field::JoinedDate, theirs.joined_date, ours.joined_date),
        (Field::OfficialDate, theirs.official_date, ours.official_date),
    ];
    let numbers = [
        (
            Field::CitizenId,
            &theirs.citizen_id,
            hashed.citizen_id == ours.citizen_id,
        ),
        (
            Field::CardNumber,
            &theirs.card_number,
            hashed.card_number == ours.card_number,
        ),
        (
            Field::PhoneNumber,
            &theirs.phone_number,
            hashed.phone_number == ours.phone_number,
        ),
    ];
    let name = text::tidy(&theirs.name);
    let mut found = Vec::new();
    if name != ours.name {
        found.push((Field::Name, name));
    }
    for (field, theirs, ours) in days {
        if let Some(day) = theirs.filter(|_| theirs != ours) {
            found.push((field, day.to_string()));
        }
    }
    if let Some(gender) = theirs.gender.filter(|_| theirs.gender != ours.gender) {
        found.push((Field::Gender, gender.name().to_owned()));
    }
    for (field, theirs, agrees) in numbers {
        if let (Some(number), false) = (theirs, agrees) {
            found.push((field, number.clone()));
        }
    }
    if let Some(code) = theirs
        .branch_code
        .as_ref()
        .filter(|_| theirs.branch_code != ours.branch_code)
    {
        found.push((Field::Branch, code.clone()));
    }
    found
        .into_iter()
        .map(|(field, theirs)| Differs { field, theirs })
        .collect()
}

/// The members that each record of a chunk may be about, found once for all of them.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    members: Vec<OnFile>,
    by_number: HashMap<Vec<u8>, Vec<usize>>,
    by_external_id: HashMap<String, usize>,
}

impl Shelf {
    pub(super) fn of(members: Vec<OnFile>) -> Self {
        let mut shelf = Self::default();
        for (at, member) in members.iter().enumerate() {
            for number in [&member.citizen_id, &member.card_number].into_iter().flatten() {
                shelf.by_number.entry(number.clone()).or_default().push(at);
            }
            if let Some((external_id, _)) = &member.tied_to {
                shelf.by_external_id.insert(external_id.clone(), at);
            }
        }
        Self { members, ..shelf }
    }

    /// Those that one record may be about, each once.
    pub(super) fn about(&self, record: &Hashed<'_>) -> Vec<OnFile> {
        let numbers = [&record.citizen_id, &record.card_number].into_iter().flatten();
        let numbered = numbers.filter_map(|number| self.by_number.get(number)).flatten();
        let mut places: Vec<usize> = numbered.copied().collect();
        places.extend(self.by_external_id.get(&record.record.external_id));
        places.sort_unstable();
        places.dedup();
        places
            .iter()
            .filter_map(|at| self.members.get(*at).cloned())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lan() -> OnFile {
        OnFile {
            id: Id::from_u128(1),
            name: "Nguyễn Thị Lan".to_owned(),
            joined_date: NaiveDate::from_ymd_opt(2015, 9, 2),
            citizen_id: Some(vec![1]),
            home: Some(Id::from_u128(9)),
            ..OnFile::default()
        }
    }

    fn record() -> Record {
        Record {
            external_id: "DV-1".to_owned(),
            name: "Nguyễn Thị Lan".to_owned(),
            ..Record::default()
        }
    }

    fn judged(record: &Record, citizen: u8, on_file: &[OnFile]) -> Verdict {
        let hashed = Hashed {
            record,
            citizen_id: Some(vec![citizen]),
            card_number: None,
            phone_number: None,
        };
        judge(&hashed, "2026-01", on_file)
    }

    #[test]
    fn what_the_record_leaves_out_is_no_difference() {
        let verdict = judged(&record(), 1, &[lan()]);
        let Verdict::Tied { differences, .. } = verdict else {
            panic!("{verdict:?}")
        };
        assert_eq!(differences, []);
    }

    #[test]
    fn what_differs_is_said_field_by_field() {
        let theirs = Record {
            name: "Nguyễn Thị Lân".to_owned(),
            joined_date: NaiveDate::from_ymd_opt(2015, 9, 3),
            branch_code: Some("01012016000002".to_owned()),
            ..record()
        };
        let Verdict::Tied { differences, .. } = judged(&theirs, 1, &[lan()]) else {
            panic!()
        };
        let fields: Vec<Field> = differences.iter().map(|differs| differs.field).collect();
        assert_eq!(fields, [Field::Name, Field::JoinedDate, Field::Branch]);
    }

    #[test]
    fn numbers_that_lead_to_two_members_tie_nobody() {
        let mut other = lan();
        other.id = Id::from_u128(2);
        assert!(matches!(
            judged(&record(), 1, &[lan(), other]),
            Verdict::TwoMembers { .. }
        ));
        let mut tied = lan();
        tied.tied_to = Some(("DV-2".to_owned(), "2025-12".to_owned()));
        assert!(matches!(
            judged(&record(), 1, &[tied]),
            Verdict::TwoMembers { .. }
        ));
        assert_eq!(judged(&record(), 7, &[lan()]), Verdict::NotOnFile);
    }

    #[test]
    fn an_older_version_is_not_compared() {
        let mut seen = lan();
        seen.tied_to = Some(("DV-1".to_owned(), "2026-02".to_owned()));
        assert_eq!(judged(&record(), 1, &[seen]), Verdict::Stale);
    }
}
