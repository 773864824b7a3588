//! The rows of `organizations.csv`, judged and written one after another: a child needs its parent.

use super::reason::Reason;
use super::report::{Fault, Tally, Verdict};
use super::row::Row;
use super::table::Table;
use super::{File, Progress, write};
use crate::access::closure;
use crate::access::doors::Errand;
use crate::base::{Id, Result, ids};
use crate::directory::decide;
use crate::directory::store::organizations::{self, NewOrganization};
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

/// An organisation that exists, and all above it, nearest first.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) id: Id,
    pub(super) kind: Kind,
    pub(super) from: Option<NaiveDate>,
    pub(super) name: String,
    pub(super) parent: Option<Id>,
    pub(super) above: Vec<(Id, Kind)>,
}

pub(super) async fn import(
    errand: &mut Errand,
    table: &Table,
    tally: &mut Tally,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<()> {
    let total = table.len();
    let mut known: HashMap<String, Standing> = HashMap::new();
    let mut seen = HashSet::new();
    for (index, mut row) in table.rows().enumerate() {
        let judged = judge(errand, &mut row, &mut seen, &mut known).await?;
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
async fn judge(
    errand: &mut Errand,
    row: &mut Row<'_>,
    seen: &mut HashSet<String>,
    known: &mut HashMap<String, Standing>,
) -> Result<Option<Verdict>> {
    let Some(described) = read(row, errand.today()) else {
        return Ok(None);
    };
    if !seen.insert(described.code.clone()) {
        row.fault("code", Reason::Duplicate);
        return Ok(None);
    }
    let parent = match &described.parent_code {
        Some(code) => standing(errand, known, code).await?,
        None => None,
    };
    let present = standing(errand, known, &described.code).await?;
    let faults = match &present {
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
        Some(present) => {
            let today = errand.today();
            write::rename(errand.conn(), present.id, &described.name, today).await?;
            Ok(Some(Verdict::Changed))
        }
        None => {
            let (code, standing) = found(errand, described, parent).await?;
            known.insert(code, standing);
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
    if !decide::fits_under(described.kind, parent.kind) {
        return Some(("parent_code", Reason::DoesNotFit));
    }
    let from = described.from.unwrap_or(today);
    parent
        .from
        .is_some_and(|parent| from < parent)
        .then_some(("from_date", Reason::TooEarly))
}

/// The organisation with a code, from memory or from the database.
async fn standing(
    errand: &mut Errand,
    known: &mut HashMap<String, Standing>,
    code: &str,
) -> Result<Option<Standing>> {
    if let Some(standing) = known.get(code) {
        return Ok(Some(standing.clone()));
    }
    let today = errand.today();
    let Some(found) = organizations::with_code(errand.conn(), code, today).await? else {
        return Ok(None);
    };
    let mut chain = organizations::chain(errand.conn(), found.id).await?;
    chain.retain(|(id, _)| *id != found.id);
    let standing = Standing {
        id: found.id,
        kind: found.kind,
        from: found.from,
        name: found.name,
        parent: found.parent,
        above: chain,
    };
    known.insert(code.to_owned(), standing.clone());
    Ok(Some(standing))
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
        name: new.name,
        parent: new.parent,
        above,
    };
    Ok((described.code, standing))
}
