//! What changes in a member's own data, field by field. Numbers that identify are named and not shown.

use super::facts::{Birth, Resolved};
use super::fields::Field;
use super::known::Known;
use super::report::Difference;
use crate::directory::words::{Gender, Phone};
use chrono::NaiveDate;

/// Each of these fields, before and after.
pub(super) fn shown(fields: &[Field], row: &Resolved, known: &Known) -> Vec<Difference> {
    let facts = &row.facts;
    let said = |field| match field {
        Field::Name => (known.name.clone(), facts.name.clone()),
        Field::BirthDate => (birth(known.birth), birth(facts.birth)),
        Field::Gender => (gender(known.gender), gender(facts.gender)),
        Field::JoinedDate => (written(known.joined_date), written(facts.joined_date)),
        Field::OfficialDate => (written(known.official_date), written(facts.official_date)),
        Field::Phone => (phone(Some(known.phone)), phone(facts.phone)),
        Field::CitizenId | Field::CardNumber | Field::PhoneNumber => (String::new(), String::new()),
    };
    fields
        .iter()
        .map(|field| {
            let (before, after) = said(*field);
            Difference {
                field: field.name(),
                before,
                after,
            }
        })
        .collect()
}

fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn gender(gender: Option<Gender>) -> String {
    gender.map_or("", Gender::name).to_owned()
}

fn phone(phone: Option<Phone>) -> String {
    phone.map_or("", Phone::name).to_owned()
}

fn birth(birth: Option<Birth>) -> String {
    match birth {
        None => String::new(),
        Some(Birth::Day(day)) => day.to_string(),
        Some(Birth::Year(year)) => year.to_string(),
    }
}
