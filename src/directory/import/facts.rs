//! What a row says of a member, whatever file it stood in. What it does not say stays as it is.

use super::person::{Person, Stay};
use crate::access::Role;
use crate::base::Id;
use crate::directory::words::{Activity, Class, Exemption, Gender, Kind, Phone};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whose file it is: that decides whom a row may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::directory) enum Manner {
    /// The operator's: a row may move anybody anywhere.
    Operator,
    /// An office's: a row is about who is at home in its branch, or about somebody new.
    Office,
}

/// An organisation that rows refer to.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Place {
    pub(in crate::directory) id: Id,
    pub(in crate::directory) kind: Kind,
    pub(in crate::directory) from: NaiveDate,
    /// It is no more, and nobody carries on for it.
    pub(in crate::directory) has_ended: bool,
}

/// When a member was born, as exactly as a list says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(in crate::directory) enum Birth {
    /// The day.
    Day(NaiveDate),
    /// Only the year is known.
    Year(i16),
}

/// Where a member sits for a time, as far as a row speaks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::directory) enum Whereabouts {
    /// The file has no word for it.
    Unsaid,
    /// At home.
    Home,
    /// Elsewhere for a time.
    Elsewhere(Stay),
}

/// A member as a row describes him or her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::directory) struct Facts {
    pub(in crate::directory) name: String,
    pub(in crate::directory) birth: Option<Birth>,
    pub(in crate::directory) gender: Option<Gender>,
    pub(in crate::directory) joined_date: Option<NaiveDate>,
    pub(in crate::directory) official_date: Option<NaiveDate>,
    pub(in crate::directory) card_number: Option<String>,
    pub(in crate::directory) citizen_id: Option<String>,
    pub(in crate::directory) phone_number: Option<String>,
    pub(in crate::directory) phone: Option<Phone>,
    pub(in crate::directory) class: Option<Class>,
    /// The activity, which exemption, and since when.
    pub(in crate::directory) activity: Option<(Activity, Option<Exemption>, Option<NaiveDate>)>,
    pub(in crate::directory) stay: Whereabouts,
}

/// A row whose organisations were found and whose numbers were hashed.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Resolved {
    pub(in crate::directory) facts: Facts,
    pub(in crate::directory) citizen_id: Option<Vec<u8>>,
    pub(in crate::directory) card_number: Option<Vec<u8>>,
    pub(in crate::directory) phone_number: Option<Vec<u8>>,
    pub(in crate::directory) home: Place,
    /// The branch of a stay elsewhere, when it is on file.
    pub(in crate::directory) stays_in: Option<Id>,
    pub(in crate::directory) roles: Vec<(Role, Id)>,
}

impl Birth {
    /// The year of it.
    pub(in crate::directory) fn year(self) -> i32 {
        match self {
            Self::Day(day) => chrono::Datelike::year(&day),
            Self::Year(year) => i32::from(year),
        }
    }
}

impl Facts {
    /// The day of birth, when it is known.
    pub(in crate::directory) fn birth_day(&self) -> Option<NaiveDate> {
        match self.birth {
            Some(Birth::Day(day)) => Some(day),
            Some(Birth::Year(_)) | None => None,
        }
    }

    /// The year of birth where the day is not known.
    pub(in crate::directory) fn birth_year_alone(&self) -> Option<i16> {
        match self.birth {
            Some(Birth::Year(year)) => Some(year),
            Some(Birth::Day(_)) | None => None,
        }
    }
}

impl From<Person> for Facts {
    /// The operator's file speaks of every dimension: no stay elsewhere means at home.
    fn from(person: Person) -> Self {
        Self {
            name: person.name,
            birth: person.birth_date.map(Birth::Day),
            gender: person.gender,
            joined_date: Some(person.joined_date),
            official_date: person.official_date,
            card_number: person.card_number,
            citizen_id: person.citizen_id,
            phone_number: person.phone_number,
            phone: person.phone,
            class: Some(person.class),
            activity: Some((person.activity, person.exemption, person.activity_from)),
            stay: person.stay.map_or(Whereabouts::Home, Whereabouts::Elsewhere),
        }
    }
}
