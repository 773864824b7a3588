//! The fields of a member's own data, and in which of them a row says something else than what is known.

use super::facts::{Birth, Resolved};
use super::known::Known;

/// A field of a member's own data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    BirthDate,
    Gender,
    JoinedDate,
    OfficialDate,
    Phone,
    CitizenId,
    CardNumber,
    PhoneNumber,
}

impl Field {
    /// As reports name it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Gender => "gender",
            Self::JoinedDate => "joined_date",
            Self::OfficialDate => "official_date",
            Self::Phone => "phone",
            Self::CitizenId => "citizen_id",
            Self::CardNumber => "card_number",
            Self::PhoneNumber => "phone_number",
        }
    }

    /// As the contract writes it, and a record of a correction made by hand.
    pub(super) const fn recorded(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BirthDate => "birthDate",
            Self::Gender => "gender",
            Self::JoinedDate => "joinedDate",
            Self::OfficialDate => "officialDate",
            Self::Phone => "phone",
            Self::CitizenId => "citizenId",
            Self::CardNumber => "cardNumber",
            Self::PhoneNumber => "phoneNumber",
        }
    }
}

/// The fields in which a row says something else than what is known. An empty cell says nothing.
pub(super) fn differing(row: &Resolved, known: &Known) -> Vec<Field> {
    let facts = &row.facts;
    [
        (Field::Name, facts.name != known.name),
        (Field::BirthDate, birth_differs(facts.birth, known.birth)),
        (Field::Gender, said(facts.gender.as_ref(), known.gender.as_ref())),
        (
            Field::JoinedDate,
            said(facts.joined_date.as_ref(), known.joined_date.as_ref()),
        ),
        (
            Field::OfficialDate,
            said(facts.official_date.as_ref(), known.official_date.as_ref()),
        ),
        (Field::Phone, said(facts.phone.as_ref(), Some(&known.phone))),
        (
            Field::CitizenId,
            said(row.citizen_id.as_ref(), known.citizen_id.as_ref()),
        ),
        (
            Field::CardNumber,
            said(row.card_number.as_ref(), known.card_number.as_ref()),
        ),
        (
            Field::PhoneNumber,
            said(row.phone_number.as_ref(), known.phone_number.as_ref()),
        ),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}

/// Whether a cell says something, and something else than what is known.
fn said<T: PartialEq>(cell: Option<&T>, known: Option<&T>) -> bool {
    cell.is_some() && cell != known
}

/// A year alone says nothing new of somebody whose day is known.
fn birth_differs(said: Option<Birth>, known: Option<Birth>) -> bool {
    match (said, known) {
        (None, _) | (Some(Birth::Year(_)), Some(Birth::Day(_))) => false,
        (Some(said), known) => Some(said) != known,
    }
}
