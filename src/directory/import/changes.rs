//! What a row changes in a member on file. Empty cells leave what is known.

use super::facts::{Birth, Resolved, Whereabouts};
use super::fields::{self, Field};
use super::known::Known;
use super::reason::Reason;
use super::report::Fault;
use crate::access::Role;
use crate::base::Id;
use crate::directory::words::{Activity, Class, Exemption};
use chrono::NaiveDate;

/// What has to be done about a member on file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// The fields in which the member's own data differ.
    pub(super) data: Vec<Field>,
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
        let facts = &row.facts;
        let mut changes = Self {
            data: fields::differing(row, known),
            home: (known.home != Some(row.home.id)).then_some(row.home.id),
            roles: row.roles.clone(),
            ..Self::default()
        };
        changes.roles.retain(|role| !known.roles.contains(role));
        if let (Some(said @ Birth::Year(_)), Some(day @ Birth::Day(_))) = (facts.birth, known.birth)
            && said.year() != day.year()
        {
            return Err(("birth_date", Reason::CannotChange));
        }
        let joined = facts.joined_date.or(known.joined_date);
        let official = facts.official_date.or(known.official_date);
        if joined
            .zip(official)
            .is_some_and(|(joined, official)| official < joined)
        {
            return Err(("official_date", Reason::TooEarly));
        }
        // An official day makes official, also where the list has no word for the class.
        let official = facts.official_date.map(|_| Class::Official);
        match (known.class, facts.class.or(official)) {
            (Some(Class::Official), Some(Class::Probationary)) => {
                return Err(("class", Reason::CannotChange));
            }
            (Some(Class::Probationary) | None, Some(Class::Official)) => {
                changes.official_from = facts.official_date;
            }
            (_, None)
            | (Some(Class::Official), Some(Class::Official))
            | (Some(Class::Probationary) | None, Some(Class::Probationary)) => {}
        }
        if let Some((activity, exemption, from)) = facts.activity
            && (known.activity, known.exemption) != (activity, exemption)
        {
            changes.activity = Some((activity, exemption, from.unwrap_or(today)));
        }
        changes.compare_stays(row, known, today);
        Ok(changes)
    }

    fn compare_stays(&mut self, row: &Resolved, known: &Known, today: NaiveDate) {
        match &row.facts.stay {
            Whereabouts::Unsaid => {}
            Whereabouts::Home => self.ends_stay = known.away,
            Whereabouts::Elsewhere(_) if known.away && known.stays_in == row.stays_in => {}
            Whereabouts::Elsewhere(stay) => {
                self.ends_stay = known.away;
                let from = if known.away { today } else { stay.from };
                self.begins_stay = Some((row.stays_in, from));
            }
        }
    }

    /// Whether the day of joining or the official day is another.
    pub(super) fn redates(&self) -> bool {
        let is_day = |field: &Field| matches!(field, Field::JoinedDate | Field::OfficialDate);
        self.data.iter().any(is_day)
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::import::facts::Facts;
    use crate::directory::import::facts::Place;
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
            has_ended: false,
        };
        Resolved {
            facts: Facts {
                name: "Nguyễn Thị Lan".to_owned(),
                birth: None,
                gender: None,
                joined_date: Some(day(1)),
                official_date: None,
                card_number: None,
                citizen_id: Some("001900000017".to_owned()),
                phone_number: None,
                phone: None,
                class: Some(Class::Probationary),
                activity: Some((Activity::Active, None, None)),
                stay: Whereabouts::Home,
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
            birth: Some(Birth::Day(day(2))),
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
        row.facts.class = Some(Class::Official);
        row.facts.official_date = Some(day(3));
        row.facts.activity = Some((Activity::Suspended, None, Some(day(4))));
        row.facts.stay = Whereabouts::Elsewhere(Stay {
            code: None,
            from: day(2),
        });
        row.home.id = Id::from_u128(2);
        let changes = Changes::between(&row, &known(), day(5)).unwrap();
        assert_eq!(
            changes,
            Changes {
                data: vec![Field::OfficialDate],
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
