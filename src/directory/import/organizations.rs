//! The rows of `organizations.csv`, judged and written one after another: a child needs its parent.

use super::known;
use super::reason::Reason;
use super::report::{Fault, File, Progress, Tally, Verdict};
use super::row::Row;
use super::table::Table;
use crate::access::closure;
use crate::access::doors::Errand;
use crate::base::{Id, Result, ids};
use crate::directory::decide;
use crate::directory::organizations::{Event, EventKind, Part, PartRole};
use crate::directory::store::organizations::{self, NewOrganization};
use crate::directory::store::reshaping::{self, Cut};
use crate::directory::store::{events, holding, tree};
use crate::directory::words::Kind;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// How many rows lie between two signs of life.
const STEP: usize = 50;

/// An organisation as a row describes it.
struct Described {
    code: String,
    parent_code: Option<String>,
    kind: Kind,
    name: String,
    from: Option<NaiveDate>,
    decision_number: String,
}

/// An organisation that is or was, and all above it, nearest first.
#[derive(Clone, Debug)]
struct Standing {
    id: Id,
    kind: Kind,
    from: Option<NaiveDate>,
    has_ended: bool,
    name: String,
    parent: Option<Id>,
    above: Vec<(Id, Kind)>,
}

/// What was met so far in the file.
#[derive(Debug, Default)]
struct Met {
    /// By code; of those that ended, who carries on.
    known: HashMap<String, Standing>,
    codes: HashSet<String>,
    organizations: HashSet<Id>,
}

pub(super) async fn import(
    errand: &mut Errand,
    table: &Table,
    tally: &mut Tally,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<()> {
    let total = table.len();
    let mut met = Met::default();
    for (index, mut row) in table.rows().enumerate() {
        let judged = judge(errand, &mut row, &mut met).await?;
        match judged {
            Some(verdict) => tally.count(verdict),
            None => tally.refuse(row.number, &row.faults),
        }
        let done = index + 1;
        if done % STEP == 0 || done == total {
            progress(Progress {
                file: File::Organizations,
                done,
                total,
            });
        }
    }
    Ok(())
}

/// Judges a row and does what it says; `None` when it has faults.
async fn judge(errand: &mut Errand, row: &mut Row<'_>, met: &mut Met) -> Result<Option<Verdict>> {
    let Some(described) = read(row, errand.today()) else {
        return Ok(None);
    };
    let parent = match &described.parent_code {
        Some(code) => met.standing(errand, code).await?,
        None => None,
    };
    let present = met.standing(errand, &described.code).await?;
    let faults = match &present {
        // Whoever carries on is another organisation, and not what the row describes.
        Some(present) if present.has_ended || ended(errand, &described.code, present.id).await? => {
            vec![("code", Reason::HasEnded)]
        }
        present if !met.is_first(&described.code, present.as_ref()) => vec![("code", Reason::Duplicate)],
        Some(present) => changes_refused(&described, parent.as_ref(), present),
        None => founding_refused(&described, parent.as_ref(), errand.today())
            .into_iter()
            .collect(),
    };
    row.faults.extend(faults);
    if !row.faults.is_empty() {
        return Ok(None);
    }
    match present {
        Some(present) if present.name == described.name => Ok(Some(Verdict::Unchanged)),
        Some(present) if renamed(errand, &present, &described.name).await? => Ok(Some(Verdict::Changed)),
        Some(_) => {
            row.fault("name", Reason::CannotChange);
            Ok(None)
        }
        None => {
            let (code, standing) = found(errand, described, parent).await?;
            met.organizations.insert(standing.id);
            met.known.insert(code, standing);
            Ok(Some(Verdict::Created))
        }
    }
}

fn read(row: &mut Row<'_>, today: NaiveDate) -> Option<Described> {
    let code = row.code("code");
    if row.cell("code").is_empty() {
        row.fault("code", Reason::Missing);
    }
    let kind = row.required_word("kind", Kind::parse);
    let name = row.required("name");
    if name.as_ref().is_some_and(|name| name.chars().count() > 200) {
        row.fault("name", Reason::NotAName);
    }
    let parent_code = row.code("parent_code");
    let from = row.day("from_date", today);
    if !row.faults.is_empty() {
        return None;
    }
    Some(Described {
        code: code?,
        parent_code,
        kind: kind?,
        name: name?,
        from,
        decision_number: row.cell("decision_number"),
    })
}

/// What an import cannot change in an organisation that exists.
fn changes_refused(described: &Described, parent: Option<&Standing>, present: &Standing) -> Vec<Fault> {
    let changes = [
        ("parent_code", parent.map(|parent| parent.id) != present.parent),
        ("kind", described.kind != present.kind),
        (
            "from_date",
            described.from.is_some() && described.from != present.from,
        ),
    ];
    changes
        .into_iter()
        .filter_map(|(column, changes)| changes.then_some((column, Reason::CannotChange)))
        .collect()
}

/// Why an organisation cannot be founded as described.
fn founding_refused(described: &Described, parent: Option<&Standing>, today: NaiveDate) -> Option<Fault> {
    let Some(parent) = parent else {
        let is_root = matches!(described.kind, Kind::Province | Kind::District);
        return match &described.parent_code {
            Some(_) => Some(("parent_code", Reason::UnknownCode)),
            None if is_root => None,
            None => Some(("parent_code", Reason::Missing)),
        };
    };
    if parent.has_ended {
        return Some(("parent_code", Reason::HasEnded));
    }
    if !decide::fits_under(described.kind, parent.kind) {
        return Some(("parent_code", Reason::DoesNotFit));
    }
    let from = described.from.unwrap_or(today);
    parent
        .from
        .is_some_and(|parent| from < parent)
        .then_some(("from_date", Reason::TooEarly))
}

impl Met {
    /// Whether an organisation is met for the first time, under this code or another of its own.
    fn is_first(&mut self, code: &str, present: Option<&Standing>) -> bool {
        let is_new = present.is_none_or(|present| self.organizations.insert(present.id));
        self.codes.insert(code.to_owned()) && is_new
    }

    /// The organisation that a code leads to, from memory or from the database.
    async fn standing(&mut self, errand: &mut Errand, code: &str) -> Result<Option<Standing>> {
        if let Some(standing) = self.known.get(code) {
            return Ok(Some(standing.clone()));
        }
        let today = errand.today();
        let codes = [code.to_owned()];
        let places = known::places(errand.conn(), (&codes, None), today).await?;
        let Some(place) = places.get(code) else {
            return Ok(None);
        };
        let Some(found) = organizations::read(errand.conn(), place.id, today).await? else {
            return Ok(None);
        };
        let mut chain = organizations::chain(errand.conn(), found.id).await?;
        chain.retain(|(id, _)| *id != found.id);
        let standing = Standing {
            id: found.id,
            kind: found.kind,
            from: found.from,
            has_ended: place.has_ended,
            name: found.name,
            parent: found.parent,
            above: chain,
        };
        self.known.insert(code.to_owned(), standing.clone());
        Ok(Some(standing))
    }
}

/// Whether a code is that of an organisation which ended, and leads to another.
async fn ended(errand: &mut Errand, code: &str, heir: Id) -> Result<bool> {
    let own = organizations::by_code(errand.conn(), code).await?;
    Ok(own.is_some_and(|own| own != heir))
}

/// Gives an organisation the name of its row from today on and writes down that it did, unless another name is to come.
async fn renamed(errand: &mut Errand, present: &Standing, name: &str) -> Result<bool> {
    let (now, today, id) = (errand.now(), errand.today(), ids::new(errand.clock()));
    if holding::named_after(errand.conn(), present.id, today).await? {
        return Ok(false);
    }
    let cut = Cut {
        day: today,
        decision_number: "",
    };
    reshaping::rename(errand.conn(), (present.id, name), cut).await?;
    let event = Event {
        id,
        kind: EventKind::Renamed,
        day: today,
        decision_number: String::new(),
        recorded_at: now,
        recorded_by: None,
        parts: vec![Part {
            old_name: Some(present.name.clone()),
            new_name: Some(name.to_owned()),
            ..PartRole::Subject.of(present.id)
        }],
    };
    events::insert(errand.conn(), &event, None).await?;
    tree::mark_followed(errand.conn(), id, now).await?;
    Ok(true)
}

/// Founds an organisation.
async fn found(
    errand: &mut Errand,
    described: Described,
    parent: Option<Standing>,
) -> Result<(String, Standing)> {
    let (now, today) = (errand.now(), errand.today());
    let above: Vec<_> = parent
        .as_ref()
        .map(|parent| {
            let mut above = vec![(parent.id, parent.kind)];
            above.extend_from_slice(&parent.above);
            above
        })
        .unwrap_or_default();
    let new = NewOrganization {
        id: ids::new(errand.clock()),
        kind: described.kind,
        name: described.name,
        code: Some(described.code.clone()),
        parent: parent.map(|parent| parent.id),
        from: described.from.unwrap_or(today),
        decision_number: described.decision_number,
        recorded_by: None,
    };
    organizations::insert(errand.conn(), &new, now).await?;
    let keeper = decide::keeper(new.id, new.kind, &above);
    closure::attach(errand.conn(), new.id, new.parent, keeper).await?;
    let standing = Standing {
        id: new.id,
        kind: new.kind,
        from: Some(new.from),
        has_ended: false,
        name: new.name,
        parent: new.parent,
        above,
    };
    Ok((described.code, standing))
}
