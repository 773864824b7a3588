//! A roster worked off: all of it in the transaction of whoever waits for it, or chunk by chunk.
//!
//! A long roster is staged: its rows are sealed and kept, a thousand to a chunk. Each chunk is one transaction that writes
//! members, says what became of the rows and forgets them. Whoever dies in the middle of one leaves it as it was, and
//! whoever comes next takes the first that is left: nothing is done twice, nothing is left out.

use super::chunks;
use super::judge::{self, Branches, CHUNK, Judged, Task};
use super::read::{Entry, List, letters};
use super::refusals::Refusal;
use super::store;
use super::told::Told;
use super::types::{Columns, Import};
use crate::access::doors::Errand;
use crate::base::{Id, Refused, Result, ids};
use crate::directory::import::bench::Bench;
use crate::directory::import::write::one_at_a_time;
use crate::directory::organizations;
use crate::directory::words::ImportState;
use crate::jobs::{self, Fact};
use std::collections::HashSet;

/// Rows that are written in one transaction while the caller waits.
const AT_ONCE: usize = 5_000;

/// Who sends a roster where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sender {
    /// The organisation it is for.
    pub(super) organization: Id,
    /// `None` for the operator.
    pub(super) by: Option<Id>,
    /// Whether lists of branches below are the sender's to send.
    pub(super) below: bool,
}

/// Whom the rows done so far were about, remembered from chunk to chunk.
#[derive(Debug, Default)]
pub struct Run {
    met: HashSet<Id>,
    /// The chunk that comes next if nobody else took one.
    next: i32,
}

/// Takes a roster in the transaction of the bench: at once when it is short, else staged for the crew.
pub(super) async fn take(
    bench: &mut Bench<'_>,
    sender: Sender,
    mut list: List,
    dry_run: bool,
) -> Result<Import> {
    let today = bench.today();
    // Branch by branch, each in its own order: a chunk then asks about the members of few branches and not of all.
    list.entries.sort_by(|one, other| one.branch.cmp(&other.branch));
    organizations::must_live(bench.conn, sender.organization, today).await?;
    store::be_patient(bench.conn).await?;
    let branches = store::branches(bench.conn, sender.organization, today).await?;
    let branches = Branches::of(sender.organization, branches);
    if branches.must_be_named() {
        if !sender.below {
            return Err(Refusal::RosterNotYours.into());
        }
        if list.entries.iter().all(|entry| entry.branch.is_empty()) {
            return Err(Refusal::RosterNeedsBranch.into());
        }
    }
    let import = announced(bench, &list, sender, dry_run);
    let task = Task {
        import: import.id,
        organization: sender.organization,
        dry_run,
        branches,
    };
    if list.entries.len() > AT_ONCE {
        stage(bench, &import, list.entries).await?;
    } else {
        at_once(bench, &task, &import, list.entries).await?;
    }
    full(bench, import.id).await
}

/// An import before its first row.
fn announced(bench: &Bench<'_>, list: &List, sender: Sender, dry_run: bool) -> Import {
    let mut columns = Columns::new();
    for (field, column) in &list.columns {
        columns
            .entry(field.name().to_owned())
            .or_insert_with(|| letters(*column));
    }
    Import {
        id: ids::new(&bench.clock),
        organization: sender.organization,
        requested_by: sender.by,
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
async fn at_once(bench: &mut Bench<'_>, task: &Task, import: &Import, entries: Vec<Entry>) -> Result<()> {
    one_at_a_time(bench.conn).await?;
    store::insert(bench.conn, import).await?;
    let mut met = HashSet::new();
    let mut entries = entries.into_iter();
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

/// Keeps the rows, sealed, and tells the crew.
async fn stage(bench: &mut Bench<'_>, import: &Import, entries: Vec<Entry>) -> Result<()> {
    store::insert(bench.conn, import).await?;
    for (number, chunk) in (0..).zip(entries.chunks(CHUNK)) {
        chunks::stage(bench.conn, &bench.keys, (import.id, number), chunk).await?;
    }
    jobs::tell(bench.conn, Fact::RosterStaged, import.id).await
}

/// Works off the next chunk of a staged roster and says how far it has come.
pub async fn step(mut errand: Errand, import: Id, run: &mut Run) -> Result<Import> {
    let mut bench = Bench::of_errand(&mut errand);
    store::be_patient(bench.conn).await?;
    one_at_a_time(bench.conn).await?;
    let waiting = chunks::next_chunk(bench.conn, &bench.keys, import).await?;
    let found = store::read(bench.conn, import)
        .await?
        .ok_or_else(Refused::not_found)?;
    let Some((number, entries)) = waiting else {
        return Ok(found);
    };
    bench.by = found.requested_by;
    if number == 0 || number != run.next {
        run.met = chunks::met(bench.conn, import).await?;
    }
    let today = bench.today();
    // What was sent to an organisation that has ended since is for whoever carries on.
    let organization = organizations::heir(bench.conn, found.organization, today).await?;
    let branches = store::branches(bench.conn, organization, today).await?;
    let task = Task {
        import,
        organization,
        dry_run: found.dry_run,
        branches: Branches::of(organization, branches),
    };
    let judged = judge::rows(&mut bench, &task, entries, &mut run.met).await?;
    note(&mut bench, (import, number), &judged).await?;
    run.next = number + 1;
    let now = store::read(bench.conn, import)
        .await?
        .ok_or_else(Refused::not_found)?;
    errand.commit(()).await?;
    Ok(now)
}

/// Keeps what became of a chunk.
async fn note(bench: &mut Bench<'_>, (import, number): (Id, i32), judged: &Judged) -> Result<()> {
    store::add(bench.conn, import, &judged.report, bench.now).await?;
    chunks::keep_told(
        bench.conn,
        &bench.keys,
        (import, number),
        (&judged.told, &judged.members),
    )
    .await
}

/// An import with what it tells of its rows.
pub(super) async fn full(bench: &mut Bench<'_>, import: Id) -> Result<Import> {
    let told = chunks::told(bench.conn, &bench.keys, import).await?;
    let import = store::read(bench.conn, import)
        .await?
        .ok_or_else(Refused::not_found)?;
    Ok(Import { told, ..import })
}
