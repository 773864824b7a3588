//! What changes in a member's own data, field by field. Numbers that identify are named and not shown.

use super::changes::{birth_differs, said};
use super::facts::{Birth, Resolved};
use super::known::Known;
use super::report::Difference;
use crate::directory::words::Gender;
use chrono::NaiveDate;

/// The fields in which a row says something else than what is known.
pub(super) fn between(row: &Resolved, known: &Known) -> Vec<Difference> {
    let facts = &row.facts;
    let days = [
        ("joined_date", known.joined_date, facts.joined_date),
        ("official_date", known.official_date, facts.official_date),
    ];
    let hidden = [
        ("citizen_id", &known.citizen_id, &row.citizen_id),
        ("card_number", &known.card_number, &row.card_number),
        ("phone_number", &known.phone_number, &row.phone_number),
    ];
    let name = (facts.name != known.name).then(|| shown("name", &known.name, &facts.name));
    let birth = birth_differs(facts.birth, known.birth)
        .then(|| shown("birth_date", &birth(known.birth), &birth(facts.birth)));
    let gender = said(facts.gender.as_ref(), known.gender.as_ref())
        .then(|| shown("gender", word(known.gender), word(facts.gender)));
    let days = days
        .into_iter()
        .filter(|(_, known, row)| said(row.as_ref(), known.as_ref()))
        .map(|(field, known, row)| shown(field, &written(known), &written(row)));
    let hidden = hidden
        .into_iter()
        .filter(|(_, known, row)| said(row.as_ref(), known.as_ref()))
        .map(|(field, ..)| shown(field, "", ""));
    name.into_iter()
        .chain(birth)
        .chain(gender)
        .chain(days)
        .chain(hidden)
        .collect()
}

fn shown(field: &'static str, before: &str, after: &str) -> Difference {
    Difference {
        field,
        before: before.to_owned(),
        after: after.to_owned(),
    }
}

fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn word(gender: Option<Gender>) -> &'static str {
    gender.map_or("", Gender::name)
}

fn birth(birth: Option<Birth>) -> String {
    match birth {
        None => String::new(),
        Some(Birth::Day(day)) => day.to_string(),
        Some(Birth::Year(year)) => year.to_string(),
    }
}
