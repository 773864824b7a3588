//! Rosters: the list of members that an office keeps as a spreadsheet, taken as it is.
//!
//! A file is read without a database ([`read`]): XLSX or CSV in any encoding that offices use, titles, headings and
//! footers told from people. Its rows are judged one by one ([`judge`]) and come in through the same door as the
//! operator's files ([`super::import`]). A dry run does all of it and keeps nothing.
//!
//! Who is on another roster is told as exactly that, whoever it is and whatever became of the member: an upload must not
//! be a way to ask who is a member somewhere.

mod grpc;
mod http;
mod judge;
mod legacy;
mod place;
mod read;
mod refusals;
mod store;
mod told;
mod wire;

pub use grpc::Desk;
pub use http::routes;
pub use refusals::Refusal;

use crate::access::{Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result, ids};
use crate::directory::import::bench::Bench;
use crate::directory::import::write::one_at_a_time;
use crate::directory::words::ImportState;
use chrono::{DateTime, Utc};
use judge::{Branches, CHUNK, Judged, Task};
use read::{List, letters};
use std::collections::{BTreeMap, HashSet};
use told::Told;

/// Rows that are written in one transaction while the caller waits.
const AT_ONCE: usize = 5_000;

/// The letters of the column in which each field stands.
type Columns = BTreeMap<String, String>;

/// An uploaded roster and what became of it.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: Id,
    /// The organisation it is for.
    pub organization: Id,
    /// Who sent it; `None` for the operator.
    pub requested_by: Option<Id>,
    /// Whether nothing was to be written.
    pub dry_run: bool,
    /// How far it has come.
    pub state: ImportState,
    columns: Columns,
    /// Rows with a member.
    pub total: i32,
    /// Rows judged so far: the sum of the five counts below.
    pub done: i32,
    /// New members.
    pub created: i32,
    /// Known members that changed.
    pub changed: i32,
    /// Known members as they were.
    pub unchanged: i32,
    /// Rows about somebody who stood further up.
    pub duplicate: i32,
    /// Rows left out.
    pub refused: i32,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When its last row was done.
    pub finished_at: Option<DateTime<Utc>>,
    told: Told,
}

/// Takes a roster for the visited organisation: judged, and unless it is a dry run written.
async fn take(visit: &mut Visit, list: List, dry_run: bool) -> Result<Import> {
    let (organization, today) = (visit.organization()?, visit.today());
    let branches = store::branches(visit.conn(), organization, today).await?;
    let branches = Branches::of(organization, branches);
    if branches.must_be_named() {
        if !visit.passes(policy::lists_below) {
            return Err(Refusal::RosterNotYours.into());
        }
        if list.entries.iter().all(|entry| entry.branch.is_empty()) {
            return Err(Refusal::RosterNeedsBranch.into());
        }
    }
    if list.entries.len() > AT_ONCE {
        return Err(Refusal::RosterTooLong.into());
    }
    let requested_by = visit.caller().member;
    let mut bench = Bench::of_visit(visit);
    let import = announced(&bench, &list, (organization, Some(requested_by)), dry_run);
    let task = Task {
        import: import.id,
        dry_run,
        branches,
    };
    at_once(&mut bench, &task, &import, list).await?;
    full(&mut bench, import.id).await
}

/// An import before its first row.
fn announced(
    bench: &Bench<'_>,
    list: &List,
    (organization, requested_by): (Id, Option<Id>),
    dry_run: bool,
) -> Import {
    let mut columns = Columns::new();
    for (field, column) in &list.columns {
        columns
            .entry(field.name().to_owned())
            .or_insert_with(|| letters(*column));
    }
    Import {
        id: ids::new(&bench.clock),
        organization,
        requested_by,
        dry_run,
        state: ImportState::Waiting,
        columns,
        total: i32::try_from(list.entries.len()).unwrap_or(i32::MAX),
        done: 0,
        created: 0,
        changed: 0,
        unchanged: 0,
        duplicate: 0,
        refused: 0,
        created_at: bench.now,
        finished_at: None,
        told: Told::default(),
    }
}

/// All rows in the transaction of the bench.
async fn at_once(bench: &mut Bench<'_>, task: &Task, import: &Import, list: List) -> Result<()> {
    one_at_a_time(bench.conn).await?;
    store::insert(bench.conn, import).await?;
    let mut met = HashSet::new();
    let mut entries = list.entries.into_iter();
    for number in 0.. {
        let chunk: Vec<_> = entries.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        let judged = judge::rows(bench, task, chunk, &mut met).await?;
        note(bench, (import.id, number), &judged).await?;
    }
    Ok(())
}

/// Keeps what became of a chunk.
async fn note(bench: &mut Bench<'_>, (import, number): (Id, i32), judged: &Judged) -> Result<()> {
    store::add(bench.conn, import, judged, bench.now).await?;
    let keys = bench.keys.clone();
    store::keep_told(
        bench.conn,
        &keys,
        (import, number),
        (&judged.told, &judged.members),
    )
    .await
}

/// An import with what it tells of its rows.
async fn full(bench: &mut Bench<'_>, import: Id) -> Result<Import> {
    let told = store::told(bench.conn, &bench.keys.clone(), import).await?;
    let import = store::read(bench.conn, import)
        .await?
        .ok_or_else(Refused::not_found)?;
    Ok(Import { told, ..import })
}

/// Reads the visited import.
async fn look(visit: &mut Visit, import: Id) -> Result<Import> {
    full(&mut Bench::of_visit(visit), import).await
}

/// Lists the imports of the visited organisation, newest first.
async fn list(visit: &mut Visit, page: &Page) -> Result<Listed<Import>> {
    let organization = visit.organization()?;
    let rows = store::list(visit.conn(), organization, page).await?;
    Ok(page.cut(rows, |import| vec![import.id.to_string()]))
}
