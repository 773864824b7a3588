//! What is decided about a district, picked from what there is: which organisation, which parent, what goes where.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use sotay::base::Id;

use crate::directory_reorganization::ordered;
use crate::directory_rows::Rows;
use crate::directory_walks::{Ahead, Pick, Step};

const KINDS: [&str; 3] = ["GRASSROOTS_COMMITTEE", "INTERMEDIATE_COMMITTEE", "BRANCH"];

/// What may be decided.
pub(crate) struct Orders<'a> {
    pub(crate) rows: &'a Rows,
    /// What no step may end.
    pub(crate) root: Id,
    pub(crate) today: NaiveDate,
    /// By which new names differ.
    pub(crate) number: usize,
}

type Order = Option<(&'static str, Value)>;

pub(crate) fn picked<T: Clone>(from: &[T], pick: Pick) -> Option<T> {
    from.get(pick.checked_rem(from.len())?).cloned()
}

fn fits_under(child: &str, parent: &str) -> bool {
    match parent {
        "DISTRICT" => matches!(child, "GRASSROOTS_COMMITTEE" | "BRANCH"),
        "GRASSROOTS_COMMITTEE" => matches!(child, "INTERMEDIATE_COMMITTEE" | "BRANCH"),
        "INTERMEDIATE_COMMITTEE" => child == "BRANCH",
        _ => false,
    }
}

impl Orders<'_> {
    pub(crate) fn day(&self, ahead: Ahead) -> NaiveDate {
        self.today + Days::new(ahead)
    }

    /// What is asked of the house; nothing where nothing fits.
    pub(crate) fn of(&self, step: &Step) -> Order {
        match step {
            Step::Found(parent, kind) => self.found(*parent, *kind),
            Step::Rename(which, ahead) => {
                let which = picked(&self.rows.living(self.day(*ahead)), *which)?;
                let request = json!({"organization": which, "name": self.name()});
                Some(self.ordered("RenameOrganization", *ahead, request))
            }
            Step::Move(which, parent, ahead) => {
                let which = picked(&self.there(*ahead), *which)?;
                let parent = picked(&self.parents(self.rows.kind(which), which, *ahead), *parent)?;
                let request = json!({"organization": which, "parent": parent});
                Some(self.ordered("MoveOrganization", *ahead, request))
            }
            Step::Merge(merged, into, anew, ahead) => self.merge(*merged, (*into, *anew), *ahead),
            Step::Split(which, share, ends, ahead) => self.split(*which, (*share, *ends), *ahead),
            Step::Dissolve(which, to, ahead) => {
                let which = picked(&self.there(*ahead), *which)?;
                let request = json!({
                    "organization": which,
                    "membersTo": picked(&self.alike(which, *ahead), *to),
                    "childrenTo": picked(&self.parents("BRANCH", which, *ahead), *to),
                });
                Some(self.ordered("DissolveOrganization", *ahead, request))
            }
            Step::Appoint(..) | Step::Dismiss(_) | Step::Meet(..) | Step::DaysPass(_) => None,
        }
    }

    fn ordered(&self, call: &'static str, ahead: Ahead, request: Value) -> (&'static str, Value) {
        (call, ordered(&self.day(ahead).to_string(), request))
    }

    fn name(&self) -> String {
        format!("Tổ chức số {}", self.number)
    }

    /// Those that live on the day, what begins by then among them.
    fn there(&self, ahead: Ahead) -> Vec<Id> {
        let living = self.rows.living(self.day(ahead)).into_iter();
        living.filter(|id| *id != self.root).collect()
    }

    fn parents(&self, kind: &str, but: Id, ahead: Ahead) -> Vec<Id> {
        let living = self.rows.living(self.day(ahead)).into_iter();
        let fitting = living.filter(|id| *id != but && fits_under(kind, self.rows.kind(*id)));
        fitting.collect()
    }

    fn alike(&self, which: Id, ahead: Ahead) -> Vec<Id> {
        let others = self.there(ahead).into_iter().filter(|id| *id != which);
        let alike = others.filter(|id| self.rows.kind(*id) == self.rows.kind(which));
        alike.collect()
    }

    fn found(&self, parent: Pick, kind: Pick) -> Order {
        let kind = picked(&KINDS, kind)?;
        let parent = picked(&self.parents(kind, Id::nil(), 0), parent)?;
        let request = json!({"parent": parent, "kind": kind, "name": self.name()});
        Some(("CreateOrganization", request))
    }

    fn merge(&self, merged: Pick, (into, anew): (Pick, bool), ahead: Ahead) -> Order {
        let merged = picked(&self.there(ahead), merged)?;
        let (takes_in, new) = if anew {
            let parents = self.parents(self.rows.kind(merged), merged, ahead);
            (picked(&parents, into)?, json!({"name": self.name()}))
        } else {
            (picked(&self.alike(merged, ahead), into)?, Value::Null)
        };
        let request = json!({"organization": takes_in, "merged": [merged], "into": new});
        Some(self.ordered("MergeOrganizations", ahead, request))
    }

    /// Every other one of the children and members goes to a new organisation; where the old one ends, the rest to another.
    fn split(&self, which: Pick, (share, ends): (Pick, bool), ahead: Ahead) -> Order {
        let (rows, day) = (self.rows, self.day(ahead));
        let which = picked(&self.there(ahead), which)?;
        let sitting = rows.memberships.iter();
        let sitting = sitting
            .filter(|row| row.of == which && row.days.hold(day))
            .map(|row| row.id);
        let children = dealt(rows.children(which, day).into_iter(), share);
        let members = dealt(
            sitting.collect::<std::collections::BTreeSet<_>>().into_iter(),
            share,
        );
        let part = |number: usize| {
            json!({
                "name": format!("Phần {number} của bước {}", self.number),
                "children": children[number],
                "members": members[number],
            })
        };
        let parts: Vec<Value> = (0..=usize::from(ends)).map(part).collect();
        let request = json!({"organization": which, "ends": ends, "parts": parts});
        Some(self.ordered("SplitOrganization", ahead, request))
    }
}

/// Every other one to the one side, the rest to the other.
fn dealt(all: impl Iterator<Item = Id>, share: Pick) -> [Vec<Id>; 2] {
    let mut sides = [Vec::new(), Vec::new()];
    for (place, one) in all.enumerate() {
        sides[(place + share) % 2].push(one);
    }
    sides
}
