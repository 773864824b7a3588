//! Differences as an officer sees them, and how one is settled: theirs taken, or ours kept.

use super::found::{TABLE, THEIRS};
use super::store::{self, Row};
use super::{Field, Refusal};
use crate::access::{Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::secrets::{Cell, Keys};
use crate::base::{Error, Id, Refused, Result, text};
use crate::directory::import::apply;
use crate::directory::import::bench::Bench;
use crate::directory::import::facts::{Birth, Facts, Manner, Place, Resolved, Whereabouts};
use crate::directory::import::report::Tally;
use crate::directory::import::{File, write};
use crate::directory::logins;
use crate::directory::words::{Gender, Kind};
use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashSet;

/// A difference as it is shown: numbers of citizens are masked on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: Id,
    /// In what the two differ.
    pub field: Field,
    /// The member, when the record is of one.
    pub member: Option<Id>,
    /// The member's name here.
    pub name: String,
    /// The home branch, or the one the record names.
    pub organization: Option<Id>,
    /// Its name.
    pub organization_name: String,
    /// What stands here; empty where nothing does.
    pub ours: String,
    /// What they say.
    pub theirs: String,
    /// Which source.
    pub source: String,
    /// Its own id of the member.
    pub external_id: String,
    /// Of which state.
    pub version: String,
    /// When it was found.
    pub found_at: DateTime<Utc>,
    /// `OURS`, `THEIRS`, or `GONE` when they agreed by themselves; open when absent.
    pub settled: Option<String>,
}

/// Who is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What stands here stays.
    Ours,
    /// What they say is written into the file.
    Theirs,
}

impl Side {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "OURS",
            Self::Theirs => "THEIRS",
        }
    }
}

/// Lists the open differences of the visited organisation and of those below that the visitor keeps or administers.
pub async fn list(visit: &mut Visit, page: &Page) -> Result<Listed<Shown>> {
    let (organization, today, keys) = (visit.organization()?, visit.today(), visit.keys().clone());
    let below = visit.passes(policy::lists_below);
    let rows = store::open(visit.conn(), (organization, below), today, page).await?;
    let cut = page.cut(rows, |row| {
        vec![
            row.given_name.clone(),
            row.name.clone(),
            row.field.clone(),
            row.id.to_string(),
        ]
    });
    let rows = cut.rows.into_iter().map(|row| shown(&keys, row));
    Ok(Listed {
        rows: rows.collect::<Result<_>>()?,
        next: cut.next,
    })
}

/// Settles the visited difference.
pub async fn settle(visit: &mut Visit, difference: Id, side: Side) -> Result<Shown> {
    let (today, now, keys) = (visit.today(), visit.now(), visit.keys().clone());
    let row = store::lock(visit.conn(), difference, today)
        .await?
        .ok_or_else(Refused::not_found)?;
    if row.settled.is_some() {
        return Err(Refusal::DifferenceSettled.into());
    }
    if side == Side::Theirs {
        take_theirs(visit, &keys, &row).await?;
    }
    let by = visit.caller().member;
    store::settle(visit.conn(), difference, side.name(), (by, now)).await?;
    let row = store::lock(visit.conn(), difference, today)
        .await?
        .ok_or_else(Refused::not_found)?;
    shown(&keys, row)
}

/// Writes what they say by the same way that every import goes: what it refuses is not theirs to say.
async fn take_theirs(visit: &mut Visit, keys: &Keys, row: &Row) -> Result<()> {
    let field = Field::read(&row.field)?;
    let (Some(member), Some(home)) = (row.member, row.organization) else {
        return Err(Refusal::DifferenceNotTaken.into());
    };
    let theirs = opened(keys, (TABLE, THEIRS, row.id), &row.theirs_sealed)?;
    let facts = facts(field, &row.name, theirs)?;
    let hashed = |column, number: &Option<String>| number.as_ref().map(|number| keys.lookup(column, number));
    let resolved = Resolved {
        citizen_id: hashed(logins::CITIZEN_ID, &facts.citizen_id).or(row.citizen_id_lookup.clone()),
        card_number: hashed(logins::CARD_NUMBER, &facts.card_number).or(row.card_number_lookup.clone()),
        phone_number: hashed(logins::PHONE_NUMBER, &facts.phone_number),
        home: Place {
            id: home,
            kind: Kind::Branch,
            from: visit.today(),
            has_ended: false,
        },
        stays_in: None,
        roles: Vec::new(),
        facts,
    };
    let (mut tally, mut met) = (Tally::new(File::Members), HashSet::new());
    let mut bench = Bench::of_visit(visit);
    write::one_at_a_time(bench.conn).await?;
    let rows = vec![(1, resolved)];
    let settled = apply::apply(&mut bench, Manner::Operator, rows, &mut met, &mut tally).await?;
    // Whoever the numbers lead to must be the member it is about, and nobody new.
    if settled.iter().all(|settled| settled.member == member) && !settled.is_empty() {
        return Ok(());
    }
    Err(Refusal::DifferenceNotTaken.into())
}

/// One field, as a row of an import says it; all others stay as they are.
fn facts(field: Field, name: &str, theirs: String) -> Result<Facts> {
    let mut facts = Facts {
        name: name.to_owned(),
        birth: None,
        gender: None,
        joined_date: None,
        official_date: None,
        card_number: None,
        citizen_id: None,
        phone_number: None,
        phone: None,
        class: None,
        activity: None,
        stay: Whereabouts::Unsaid,
    };
    let day = || NaiveDate::parse_from_str(&theirs, "%Y-%m-%d").context("a kept day is none");
    match field {
        Field::Name => facts.name = theirs,
        Field::BirthDate => facts.birth = Some(Birth::Day(day()?)),
        Field::Gender => facts.gender = Gender::parse(&theirs),
        Field::JoinedDate => facts.joined_date = Some(day()?),
        Field::OfficialDate => facts.official_date = Some(day()?),
        Field::CitizenId => facts.citizen_id = Some(theirs),
        Field::CardNumber => facts.card_number = Some(theirs),
        Field::PhoneNumber => facts.phone_number = Some(theirs),
        Field::Branch | Field::NotOnFile | Field::TwoMembers => {
            return Err(Refusal::DifferenceNotTaken.into());
        }
    }
    Ok(facts)
}

fn shown(keys: &Keys, row: Row) -> Result<Shown> {
    let field = Field::read(&row.field)?;
    let theirs = opened(keys, (TABLE, THEIRS, row.id), &row.theirs_sealed)?;
    let ours = match (&row.number_sealed, row.member, column(field)) {
        (Some(sealed), Some(member), Some(column)) => {
            opened(keys, ("directory.members", column, member), sealed)?
        }
        _ => row.ours,
    };
    let masked = |value: String| {
        if field.is_number() {
            text::mask(&value)
        } else {
            value
        }
    };
    Ok(Shown {
        id: row.id,
        field,
        member: row.member,
        name: row.name,
        organization: row.organization,
        organization_name: row.organization_name.unwrap_or_default(),
        ours: masked(ours),
        theirs: masked(theirs),
        source: row.source,
        external_id: row.external_id,
        version: row.version,
        found_at: row.found_at,
        settled: row.settled,
    })
}

const fn column(field: Field) -> Option<&'static str> {
    match field {
        Field::CitizenId => Some(logins::CITIZEN_ID),
        Field::CardNumber => Some(logins::CARD_NUMBER),
        Field::PhoneNumber => Some(logins::PHONE_NUMBER),
        Field::Name
        | Field::BirthDate
        | Field::Gender
        | Field::JoinedDate
        | Field::OfficialDate
        | Field::Branch
        | Field::NotOnFile
        | Field::TwoMembers => None,
    }
}

fn opened(keys: &Keys, (table, column, row): (&str, &str, Id), sealed: &[u8]) -> Result<String> {
    let plain = keys.open(Cell { table, column, row }, sealed)?;
    std::str::from_utf8(&plain)
        .context("a sealed value is not text")
        .map(str::to_owned)
        .map_err(Error::Broken)
}
