//! The directory worked out once more from its dated rows, slowly and by nothing that the service uses: who stands under
//! whom, what was called how, who sat where, who may see what.

use chrono::NaiveDate;
use serde_json::{Value, json};
use sotay::base::Id;
use std::collections::{BTreeMap, BTreeSet};

use crate::directory_rows::{Dated, Rows};

impl Rows {
    /// Those that live on a day.
    pub(crate) fn living(&self, day: NaiveDate) -> Vec<Id> {
        let living = self.organizations.iter().filter(|(_, (_, days))| days.hold(day));
        living.map(|(id, _)| *id).collect()
    }

    pub(crate) fn kind(&self, organization: Id) -> &str {
        &self.organizations[&organization].0
    }

    pub(crate) fn parent(&self, child: Id, day: NaiveDate) -> Option<Id> {
        let mut edges = self.edges.iter();
        let edge = edges.find(|edge| edge.id == child && edge.days.hold(day));
        edge.map(|edge| edge.of)
    }

    fn successors(&self, predecessor: Id) -> Vec<Id> {
        let successions = self.successions.iter().filter(|(ended, _)| *ended == predecessor);
        successions.map(|(_, successor)| *successor).collect()
    }

    /// What carries on for an organisation on a day.
    pub(crate) fn heir(&self, organization: Id, day: NaiveDate) -> Id {
        let is_over = self.organizations[&organization].1.are_over(day);
        match self.successors(organization).first() {
            Some(heir) if is_over => self.heir(*heir, day),
            _ => organization,
        }
    }

    fn stands_under(&self, organization: Id, day: NaiveDate) -> Vec<(Id, i32)> {
        let (_, days) = &self.organizations[&organization];
        if !days.are_over(day) {
            let day = days.from.map_or(day, |from| from.max(day));
            return self
                .parent(organization, day)
                .map(|above| (above, 1))
                .into_iter()
                .collect();
        }
        let heirs = self.successors(organization);
        if heirs.is_empty() {
            let last = self.edges.iter().rfind(|edge| edge.id == organization);
            return last.map(|edge| (edge.of, 1)).into_iter().collect();
        }
        heirs.into_iter().map(|heir| (heir, 0)).collect()
    }

    /// Everything above an organisation, itself included, with the steps to it.
    pub(crate) fn way_up(&self, organization: Id, day: NaiveDate) -> BTreeMap<Id, i32> {
        let mut way = BTreeMap::from([(organization, 0)]);
        let mut left = vec![(organization, 0)];
        while let Some((at, depth)) = left.pop() {
            for (above, step) in self.stands_under(at, day) {
                if way.get(&above).is_none_or(|known| depth + step < *known) {
                    way.insert(above, depth + step);
                    left.push((above, depth + step));
                }
            }
        }
        way
    }

    /// Who keeps the files of an organisation.
    fn keepers(&self, organization: Id, way: &BTreeMap<Id, i32>) -> BTreeSet<Id> {
        let at = |wanted: &dyn Fn(Id, i32) -> bool| {
            let fitting = way.iter().filter(|(above, depth)| wanted(**above, **depth));
            let nearest = fitting.clone().map(|(_, depth)| *depth).min();
            fitting
                .filter(|(_, depth)| Some(**depth) == nearest)
                .map(|(above, _)| *above)
                .collect::<BTreeSet<_>>()
        };
        let committees = at(&|above, _| self.kind(above) == "GRASSROOTS_COMMITTEE");
        if !committees.is_empty() || self.kind(organization) != "BRANCH" {
            return committees;
        }
        at(&|_, depth| depth > 0)
    }

    /// Ancestor, descendant, depth, keeper: what the gate should go by on a day.
    pub(crate) fn closure(&self, day: NaiveDate) -> BTreeSet<(Id, Id, i32, bool)> {
        let mut lines = BTreeSet::new();
        for organization in self.organizations.keys() {
            let way = self.way_up(*organization, day);
            let keepers = self.keepers(*organization, &way);
            let line = |(above, depth): (&Id, &i32)| (*above, *organization, *depth, keepers.contains(above));
            lines.extend(way.iter().map(line));
        }
        lines
    }

    /// An organisation as it stood on a day; asked for no day, one yet to begin as it will begin.
    pub(crate) fn organization(&self, id: Id, asked: Option<NaiveDate>, today: NaiveDate) -> Option<Value> {
        let (kind, days) = &self.organizations[&id];
        let begins = days.from.filter(|from| asked.is_none() && *from > today);
        let day = begins.or(asked).unwrap_or(today);
        let name = self
            .names
            .iter()
            .rfind(|name| name.id == id && name.days.from.is_none_or(|from| from <= day))?;
        Some(json!({
            "kind": kind,
            "name": name.what,
            "parent": self.parent(id, day).map(|parent| parent.to_string()).unwrap_or_default(),
            "fromDate": days.from,
            "toDate": days.until.and_then(|until| until.pred_opt()).map(|day| day.to_string()).unwrap_or_default(),
            "successors": self.successors(id),
        }))
    }

    pub(crate) fn children(&self, parent: Id, day: NaiveDate) -> BTreeSet<Id> {
        let edges = self
            .edges
            .iter()
            .filter(|edge| edge.of == parent && edge.days.hold(day));
        edges.map(|edge| edge.id).collect()
    }

    fn below(&self, organization: Id, day: NaiveDate) -> BTreeSet<Id> {
        let mut below = BTreeSet::from([organization]);
        let mut left = vec![organization];
        while let Some(at) = left.pop() {
            for child in self.children(at, day) {
                below.insert(child);
                left.push(child);
            }
        }
        below
    }

    /// Who sat in an organisation or below it on a day.
    pub(crate) fn members(&self, organization: Id, day: NaiveDate) -> BTreeSet<Id> {
        let below = self.below(organization, day);
        let sitting = self.sitting(day).filter(|row| below.contains(&row.of));
        sitting.map(|row| row.id).collect()
    }

    fn sitting(&self, day: NaiveDate) -> impl Iterator<Item = &Dated> {
        let sits = |row: &&Dated| matches!(row.what.as_str(), "HOME" | "TEMPORARILY_IN");
        self.memberships
            .iter()
            .filter(sits)
            .filter(move |row| row.days.hold(day))
    }

    /// The memberships of a member on a day: where and as what.
    pub(crate) fn memberships_of(&self, member: Id, day: NaiveDate) -> BTreeSet<(Id, String)> {
        let held = self
            .memberships
            .iter()
            .filter(|row| row.id == member && row.days.hold(day));
        held.map(|row| (row.of, row.what.clone())).collect()
    }

    pub(crate) fn holder(&self, grant: Id) -> Id {
        self.holders[&grant]
    }

    pub(crate) fn grants_on(&self, organization: Id, day: NaiveDate) -> BTreeSet<Id> {
        let held = self
            .grants
            .iter()
            .filter(|row| row.of == organization && row.days.hold(day));
        held.map(|row| row.id).collect()
    }

    /// Whether a member holds one of these roles on an organisation itself.
    pub(crate) fn runs(&self, member: Id, organization: Id, roles: &[&str], day: NaiveDate) -> bool {
        let way = self.way_up(organization, day);
        self.grants.iter().any(|row| {
            self.holders[&row.id] == member
                && roles.contains(&row.what.as_str())
                && row.days.hold(day)
                && way.get(&row.of) == Some(&0)
        })
    }

    /// Whether an organisation is there for somebody: who holds a role on it or above, and who sits in it or below.
    pub(crate) fn is_there_for(&self, member: Id, organization: Id, day: NaiveDate) -> bool {
        let way = self.way_up(organization, day);
        let holds = self
            .grants
            .iter()
            .any(|row| self.holders[&row.id] == member && row.days.hold(day) && way.contains_key(&row.of));
        let mut sitting = self.sitting(day).filter(|row| row.id == member);
        let sits = sitting.any(|row| self.way_up(row.of, day).contains_key(&organization));
        holds || sits || self.sat_there(member, organization, day)
    }

    /// What has ended is still there for those who sat there, and a committee for those below what it became.
    fn sat_there(&self, member: Id, organization: Id, day: NaiveDate) -> bool {
        let (kind, days) = &self.organizations[&organization];
        let Some(last) = days
            .until
            .filter(|until| *until <= day)
            .and_then(|until| until.pred_opt())
        else {
            return false;
        };
        if kind == "BRANCH" {
            return self
                .sitting(last)
                .any(|row| row.id == member && row.of == organization);
        }
        let way = self.way_up(organization, day);
        let heirs = way
            .iter()
            .filter(|(_, depth)| **depth == 0)
            .map(|(heir, _)| *heir);
        let heirs: BTreeSet<Id> = heirs.collect();
        let mut sitting = self.sitting(day).filter(|row| row.id == member);
        sitting.any(|row| self.way_up(row.of, day).keys().any(|above| heirs.contains(above)))
    }
}
