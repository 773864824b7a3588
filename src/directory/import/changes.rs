//! What a row changes in a member on file. Empty cells leave what is known.

use super::known::{Known, Place};
use super::person::Person;
use super::report::{Fault, Reason};
use crate::access::Role;
use crate::base::Id;
use crate::directory::words::{Activity, Class, Exemption};
use chrono::NaiveDate;

/// A row whose codes were found and whose numbers were hashed.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) person: Person,
    pub(super) citizen_id: Option<Vec<u8>>,
    pub(super) card_number: Option<Vec<u8>>,
    pub(super) phone_number: Option<Vec<u8>>,
    pub(super) home: Place,
    /// The branch of a stay elsewhere, when it is on file.
    pub(super) stays_in: Option<Id>,
    pub(super) roles: Vec<(Role, Id)>,
}

/// What has to be done about a member on file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// The member's own data differ.
    pub(super) data: bool,
    /// Official from this day.
    pub(super) official_from: Option<NaiveDate>,
    /// Another activity from this day.
    pub(super) activity: Option<(Activity, Option<Exemption>, NaiveDate)>,
    /// Another home branch.
    pub(super) home: Option<Id>,
    /// Back from a stay elsewhere, or from one branch of stay to another.
    pub(super) ends_stay: bool,
    /// A stay elsewhere: the branch when it is on file, and from when.
    pub(super) begins_stay: Option<(Option<Id>, NaiveDate)>,
    /// Roles that are new.
    pub(super) roles: Vec<(Role, Id)>,
}

impl Changes {
    /// Compares a row with what is on file.
    pub(super) fn between(row: &Resolved, known: &Known, today: NaiveDate) -> Result<Self, Fault> {
        let person = &row.person;
        let mut changes = Self {
            data: data_differ(row, known),
            home: (known.home != Some(row.home.id)).then_some(row.home.id),
            roles: row.roles.clone(),
            ..Self::default()
        };
        changes.roles.retain(|role| !known.roles.contains(role));
        match (known.class, person.class) {
            (Some(Class::Official), Class::Probationary) => return Err(("class", Reason::CannotChange)),
            (Some(Class::Probationary) | None, Class::Official) => {
                changes.official_from = person.official_date;
            }
            (Some(Class::Official), Class::Official)
            | (Some(Class::Probationary) | None, Class::Probationary) => {}
        }
        if (known.activity, known.exemption) != (person.activity, person.exemption) {
            let from = person.activity_from.unwrap_or(today);
            changes.activity = Some((person.activity, person.exemption, from));
        }
        match &person.stay {
            None => changes.ends_stay = known.away,
            Some(_) if known.away && known.stays_in == row.stays_in => {}
            Some(stay) => {
                changes.ends_stay = known.away;
                let from = if known.away { today } else { stay.from };
                changes.begins_stay = Some((row.stays_in, from));
            }
        }
        Ok(changes)
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether a cell says something, and something else than what is known.
fn said<T: PartialEq>(cell: Option<&T>, known: Option<&T>) -> bool {
    cell.is_some() && cell != known
}

fn data_differ(row: &Resolved, known: &Known) -> bool {
    let person = &row.person;
    person.name != known.name
        || said(person.phone.as_ref(), Some(&known.phone))
        || Some(person.joined_date) != known.joined_date
        || said(person.birth_date.as_ref(), known.birth_date.as_ref())
        || said(person.gender.as_ref(), known.gender.as_ref())
        || said(person.official_date.as_ref(), known.official_date.as_ref())
        || said(row.citizen_id.as_ref(), known.citizen_id.as_ref())
        || said(row.card_number.as_ref(), known.card_number.as_ref())
        || said(row.phone_number.as_ref(), known.phone_number.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::import::person::Stay;
    use crate::directory::words::{Kind, Phone};
    use std::collections::HashSet;

    fn day(of_month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 11, of_month).unwrap()
    }

    fn row() -> Resolved {
        let home = Place {
            id: Id::from_u128(1),
            kind: Kind::Branch,
            from: day(1),
        };
        Resolved {
            person: Person {
                branch_code: String::new(),
                name: "Nguyễn Thị Lan".to_owned(),
                birth_date: None,
                gender: None,
                joined_date: day(1),
                official_date: None,
                card_number: None,
                citizen_id: Some("001900000017".to_owned()),
                phone_number: None,
                phone: None,
                class: Class::Probationary,
                activity: Activity::Active,
                exemption: None,
                activity_from: None,
                stay: None,
                roles: vec![],
            },
            citizen_id: Some(vec![7]),
            card_number: None,
            phone_number: None,
            home,
            stays_in: None,
            roles: vec![],
        }
    }

    fn known() -> Known {
        Known {
            id: Id::from_u128(9),
            name: "Nguyễn Thị Lan".to_owned(),
            birth_date: Some(day(2)),
            gender: None,
            joined_date: Some(day(1)),
            official_date: None,
            phone: Phone::Own,
            citizen_id: Some(vec![7]),
            card_number: Some(vec![8]),
            phone_number: Some(vec![9]),
            class: Some(Class::Probationary),
            activity: Activity::Active,
            exemption: None,
            home: Some(Id::from_u128(1)),
            away: false,
            stays_in: None,
            roles: HashSet::new(),
        }
    }

    #[test]
    fn empty_cells_change_nothing() {
        assert!(Changes::between(&row(), &known(), day(5)).unwrap().is_empty());
    }

    #[test]
    fn each_dimension_changes_on_its_own_day() {
        let mut row = row();
        row.person.class = Class::Official;
        row.person.official_date = Some(day(3));
        row.person.activity = Activity::Suspended;
        row.person.activity_from = Some(day(4));
        row.person.stay = Some(Stay {
            code: None,
            from: day(2),
        });
        row.home.id = Id::from_u128(2);
        let changes = Changes::between(&row, &known(), day(5)).unwrap();
        assert_eq!(
            changes,
            Changes {
                data: true,
                official_from: Some(day(3)),
                activity: Some((Activity::Suspended, None, day(4))),
                home: Some(Id::from_u128(2)),
                ends_stay: false,
                begins_stay: Some((None, day(2))),
                roles: vec![],
            }
        );
    }

    #[test]
    fn coming_back_ends_the_stay() {
        let away = Known {
            away: true,
            ..known()
        };
        let changes = Changes::between(&row(), &away, day(5)).unwrap();
        assert!(changes.ends_stay && changes.begins_stay.is_none());
    }

    #[test]
    fn nobody_becomes_probationary_again() {
        let official = Known {
            class: Some(Class::Official),
            ..known()
        };
        assert_eq!(
            Changes::between(&row(), &official, day(5)),
            Err(("class", Reason::CannotChange))
        );
    }
}
