//! Whom of those on file a row is about.

use super::facts::{Birth, Manner, Resolved};
use super::known::Known;
use super::reason::Reason;
use super::report::Fault;
use crate::base::Id;
use std::collections::{HashMap, HashSet};

/// The members on file that rows of a chunk may be about.
pub(super) struct OnFile {
    members: Vec<Known>,
    by_citizen_id: HashMap<Vec<u8>, usize>,
    by_card_number: HashMap<Vec<u8>, usize>,
    by_name: HashMap<(Id, String), Vec<usize>>,
}

impl OnFile {
    pub(super) fn new(members: Vec<Known>) -> Self {
        let mut by_name: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, known) in members.iter().enumerate() {
            if let Some(home) = known.home {
                by_name
                    .entry((home, known.name.to_lowercase()))
                    .or_default()
                    .push(at);
            }
        }
        let index = |number: fn(&Known) -> &Option<Vec<u8>>| {
            members
                .iter()
                .enumerate()
                .filter_map(|(at, known)| number(known).clone().map(|number| (number, at)))
                .collect()
        };
        Self {
            by_citizen_id: index(|known| &known.citizen_id),
            by_card_number: index(|known| &known.card_number),
            by_name,
            members,
        }
    }

    /// The member a row is about, if on file. A card that belongs to somebody else is somebody else's.
    pub(super) fn find(
        &self,
        manner: Manner,
        row: &Resolved,
        met: &HashSet<Id>,
    ) -> Result<Option<&Known>, Fault> {
        let at = |index: &HashMap<Vec<u8>, usize>, number: &Option<Vec<u8>>| {
            let at = number.as_ref().and_then(|number| index.get(number))?;
            self.members.get(*at)
        };
        let by_citizen_id = at(&self.by_citizen_id, &row.citizen_id);
        let by_card_number = at(&self.by_card_number, &row.card_number);
        if manner == Manner::Office {
            at_home_here("citizen_id", by_citizen_id, row)?;
            at_home_here("card_number", by_card_number, row)?;
        }
        let found = match (by_citizen_id, by_card_number) {
            (Some(one), Some(other)) if one.id != other.id => {
                return Err(("card_number", Reason::Taken));
            }
            (Some(one), _) => Some(one),
            (None, other) => other,
        };
        let is_another = by_citizen_id.is_none()
            && row.citizen_id.is_some()
            && found.is_some_and(|known| known.citizen_id.is_some());
        if is_another {
            return Err(("card_number", Reason::Taken));
        }
        match (manner, found) {
            (Manner::Office, None) => self.by_name_and_birth(row, met),
            (Manner::Operator | Manner::Office, found) => Ok(found),
        }
    }

    /// Who is known in the branch by name and birth alone. Nobody is merged silently: two of the same name and birth
    /// are nobody in particular, and one with another number is another member, or the number was mistyped.
    fn by_name_and_birth(&self, row: &Resolved, met: &HashSet<Id>) -> Result<Option<&Known>, Fault> {
        let Some(birth) = row.facts.birth else {
            return Ok(None);
        };
        let key = (row.home.id, row.facts.name.to_lowercase());
        let (others, same): (Vec<&Known>, Vec<&Known>) = self
            .by_name
            .get(&key)
            .into_iter()
            .flatten()
            .filter_map(|at| self.members.get(*at))
            .filter(|known| known.birth.is_some_and(|known| agree(known, birth)))
            .partition(|known| another_number(row, known).is_some());
        match same.as_slice() {
            [known] => Ok(Some(known)),
            [_, ..] => Err(("name", Reason::Ambiguous)),
            [] => {
                // Who was met further up in this file is somebody else for certain.
                let mut suspects = others
                    .into_iter()
                    .filter(|known| !met.contains(&known.id) && known.birth == Some(birth));
                let is_day = matches!(birth, Birth::Day(_));
                match suspects.next().filter(|_| is_day) {
                    Some(known) => Err((
                        another_number(row, known).unwrap_or("name"),
                        Reason::NumberDiffers,
                    )),
                    None => Ok(None),
                }
            }
        }
    }
}

/// The column in which a row has another number than a member on file.
fn another_number(row: &Resolved, known: &Known) -> Option<&'static str> {
    let differ =
        |row: &Option<Vec<u8>>, known: &Option<Vec<u8>>| row.is_some() && known.is_some() && row != known;
    if differ(&row.citizen_id, &known.citizen_id) {
        Some("citizen_id")
    } else if differ(&row.card_number, &known.card_number) {
        Some("card_number")
    } else {
        None
    }
}

/// Whoever is not at home in the row's branch is on another roster, wherever that is and whatever became of it.
fn at_home_here(column: &'static str, known: Option<&Known>, row: &Resolved) -> Result<(), Fault> {
    match known {
        Some(known) if known.home != Some(row.home.id) => Err((column, Reason::OnAnotherRoster)),
        Some(_) | None => Ok(()),
    }
}

/// Whether two statements of a birth may be about the same one.
fn agree(one: Birth, other: Birth) -> bool {
    match (one, other) {
        (Birth::Day(one), Birth::Day(other)) => one == other,
        _ => one.year() == other.year(),
    }
}
