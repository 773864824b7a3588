//! Rows that were understood, compared with who is on file and written: the one way members come in.

use super::amend::Amendment;
use super::bench::Bench;
use super::changes::Changes;
use super::facts::{Manner, Resolved};
use super::known::{self, Known, Wanted};
use super::reason::Reason;
use super::report::{Fault, Tally, Verdict};
use super::{amend, differences, find, write};
use crate::base::{Id, Result};
use std::collections::{HashMap, HashSet};

/// What became of a row that was written, or is as it was.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Settled {
    pub(in crate::directory) row: u64,
    pub(in crate::directory) member: Id,
}

/// Judges rows against the database and writes what they say. `met` holds the members that rows further up were about.
pub(in crate::directory) async fn apply(
    bench: &mut Bench<'_>,
    manner: Manner,
    rows: Vec<(u64, Resolved)>,
    met: &mut HashSet<Id>,
    tally: &mut Tally,
) -> Result<Vec<Settled>> {
    let on_file = load(bench, manner, &rows).await?;
    let (mut matched, mut new) = (Vec::new(), Vec::new());
    for (number, row) in &rows {
        let known = on_file
            .find(manner, row, met)
            .and_then(|known| first_time(met, known));
        match known {
            Err(fault) => tally.refuse(*number, &[fault]),
            Ok(Some(known)) => matched.push((*number, row, known)),
            Ok(None) => match lacking(row) {
                Some(fault) => tally.refuse(*number, &[fault]),
                None => new.push((*number, row)),
            },
        }
    }
    let mut settled = amended(bench, manner, matched, tally).await?;
    let created = write::members(bench, new.iter().map(|(_, row)| *row)).await?;
    for ((row, _), member) in new.into_iter().zip(created) {
        tally.count(Verdict::Created);
        met.insert(member);
        settled.push(Settled { row, member });
    }
    Ok(settled)
}

/// Reads who the rows may be about.
async fn load(bench: &mut Bench<'_>, manner: Manner, rows: &[(u64, Resolved)]) -> Result<find::OnFile> {
    let mut wanted = Wanted::default();
    for (_, row) in rows {
        wanted.citizen_ids.extend(row.citizen_id.clone());
        wanted.card_numbers.extend(row.card_number.clone());
        if manner == Manner::Office && row.facts.birth.is_some() {
            wanted.branches.push(row.home.id);
            wanted.names.push(row.facts.name.clone());
        }
    }
    let today = bench.today();
    Ok(find::OnFile::new(
        known::members(bench.conn, &wanted, today).await?,
    ))
}

/// Whether a member on file is met for the first time in this file.
fn first_time<'a>(met: &mut HashSet<Id>, known: Option<&'a Known>) -> Result<Option<&'a Known>, Fault> {
    match known {
        Some(known) if !met.insert(known.id) => Err(("citizen_id", Reason::Duplicate)),
        known => Ok(known),
    }
}

/// What somebody new has to bring and a known member need not say again.
fn lacking(row: &Resolved) -> Option<Fault> {
    if row.facts.joined_date.is_none() {
        return Some(("joined_date", Reason::Missing));
    }
    let nameless = row.citizen_id.is_none() && row.card_number.is_none() && row.facts.birth.is_none();
    nameless.then_some(("citizen_id", Reason::Missing))
}

/// Changes members on file as their rows say; those whose rows could be followed.
async fn amended(
    bench: &mut Bench<'_>,
    manner: Manner,
    matched: Vec<(u64, &Resolved, &Known)>,
    tally: &mut Tally,
) -> Result<Vec<Settled>> {
    let today = bench.today();
    let (mut settled, mut numbers, mut amendments) = (Vec::new(), Vec::new(), Vec::new());
    for (number, row, known) in matched {
        match Changes::between(row, known, today) {
            Err(fault) => tally.refuse(number, &[fault]),
            Ok(changes) if changes.is_empty() => {
                tally.count(Verdict::Unchanged);
                settled.push(Settled {
                    row: number,
                    member: known.id,
                });
            }
            Ok(changes) => {
                numbers.push(number);
                amendments.push(Amendment { row, known, changes });
            }
        }
    }
    let mut faults: HashMap<usize, Fault> = amend::members(bench, &amendments).await?.into_iter().collect();
    for (at, (number, amendment)) in numbers.into_iter().zip(amendments).enumerate() {
        if let Some(fault) = faults.remove(&at) {
            tally.refuse(number, &[fault]);
            continue;
        }
        let Amendment { row, known, changes } = amendment;
        tally.count(Verdict::Changed);
        if manner == Manner::Office {
            tally.tell(number, differences::shown(&changes.data, row, known));
        }
        settled.push(Settled {
            row: number,
            member: known.id,
        });
    }
    Ok(settled)
}
