//! A roster goes out: the list of an organisation's members as an office keeps it, which can come in again unchanged.
//!
//! Numbers that identify stand in clear only for who keeps the files. Who took which list is written down.

use super::exports::{self, Export, MOST, Stored};
use super::refusals::Refusal;
use super::sheets::{self, Cells, Format};
use crate::access::{Role, Visit, policy};
use crate::base::secrets::{Cell, Keys};
use crate::base::{Id, Result, ids, text};
use crate::directory::logins;
use crate::directory::organizations::dotted_code;
use crate::directory::words::Gender;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Reads the list of the visited organisation: of its own, and for who keeps or administers it those below too.
pub(super) async fn take_out(visit: &mut Visit, format: Format) -> Result<Vec<Cells>> {
    let (organization, today) = (visit.organization()?, visit.today());
    let below = visit.passes(policy::lists_below);
    let in_clear = visit.passes(policy::sees_numbers);
    let stored = exports::roster(visit.conn(), (organization, below), today).await?;
    let export = Export {
        id: ids::new(visit.clock()),
        organization,
        requested_by: visit.caller().member,
        rows: stored.len(),
        in_clear,
        format,
        at: visit.now(),
    };
    if i64::try_from(export.rows).is_ok_and(|rows| rows > MOST) {
        return Err(Refusal::RosterTooLong.into());
    }
    exports::insert(visit.conn(), &export).await?;
    let labels = labels(&stored);
    let keys = visit.keys();
    stored
        .iter()
        .zip(1..)
        .map(|(member, number)| cells((number, member), keys, in_clear, &labels))
        .collect()
}

/// The bytes of the file.
pub(super) fn written(rows: &[Cells], format: Format) -> Result<Vec<u8>> {
    match format {
        Format::Xlsx => Ok(sheets::workbook(rows)?),
        Format::Csv => Ok(sheets::csv(rows)?),
    }
}

/// How each branch is written: by its name, or by its code where two have the same name.
fn labels(stored: &[Stored]) -> HashMap<Id, String> {
    let mut names: HashMap<String, Id> = HashMap::new();
    let mut labels = HashMap::new();
    for member in stored {
        let first = *names
            .entry(text::fold(&member.branch_name))
            .or_insert(member.branch);
        let label = match &member.branch_code {
            Some(code) if first != member.branch => dotted_code(code),
            Some(_) | None => member.branch_name.clone(),
        };
        labels.insert(member.branch, label);
    }
    // The first of two of one name is no less ambiguous.
    let doubled: Vec<_> = stored
        .iter()
        .filter(|member| labels.get(&member.branch) != Some(&member.branch_name))
        .map(|member| text::fold(&member.branch_name))
        .collect();
    for member in stored {
        if let Some(code) = &member.branch_code
            && doubled.contains(&text::fold(&member.branch_name))
        {
            labels.insert(member.branch, dotted_code(code));
        }
    }
    labels
}

fn cells(
    (number, member): (usize, &Stored),
    keys: &Keys,
    in_clear: bool,
    labels: &HashMap<Id, String>,
) -> Result<Cells> {
    let day = |day: Option<NaiveDate>| {
        day.map(|day| day.format("%d/%m/%Y").to_string())
            .unwrap_or_default()
    };
    let year = member.birth_year.map(|year| year.to_string());
    let gender = member.gender.as_deref().and_then(Gender::parse);
    let number_of =
        |column, sealed: &Option<Vec<u8>>| opened(keys, (column, member.id), sealed.as_ref(), in_clear);
    Ok([
        number.to_string(),
        member.name.clone(),
        member
            .birth_date
            .map_or(year.unwrap_or_default(), |birth| day(Some(birth))),
        gender.map_or("", spoken).to_owned(),
        day(member.joined_date),
        day(member.official_date),
        number_of(logins::CARD_NUMBER, &member.card_number_sealed)?,
        number_of(logins::CITIZEN_ID, &member.citizen_id_sealed)?,
        number_of(logins::PHONE_NUMBER, &member.phone_number_sealed)?,
        labels.get(&member.branch).cloned().unwrap_or_default(),
        member
            .roles
            .iter()
            .find_map(|role| title(Role::read(role).ok()?))
            .unwrap_or_default()
            .to_owned(),
    ])
}

fn opened(
    keys: &Keys,
    (column, row): (&str, Id),
    sealed: Option<&Vec<u8>>,
    in_clear: bool,
) -> Result<String> {
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let cell = Cell {
        table: "directory.members",
        column,
        row,
    };
    let opened = keys.open(cell, sealed)?;
    let number = String::from_utf8_lossy(&opened);
    Ok(if in_clear {
        number.into_owned()
    } else {
        text::mask(&number)
    })
}

const fn spoken(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => "Nam",
        Gender::Female => "Nữ",
    }
}

/// The post as lists write it; `roles::titled` reads it back.
const fn title(role: Role) -> Option<&'static str> {
    match role {
        Role::Secretary => Some("Bí thư"),
        Role::DeputySecretary => Some("Phó bí thư"),
        Role::CommitteeMember => Some("Chi ủy viên"),
        Role::CellLeader => Some("Tổ trưởng tổ đảng"),
        Role::BranchSupervisor
        | Role::PartyCommitteeMember
        | Role::StandingCommittee
        | Role::OrganisationOfficer
        | Role::SystemAdmin => None,
    }
}
