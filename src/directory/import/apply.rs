//! Rows that were understood, compared with who is on file and written: the one way members come in.

use super::bench::Bench;
use super::changes::Changes;
use super::facts::{Manner, Resolved};
use super::known::{self, Known, Wanted};
use super::reason::Reason;
use super::report::{Fault, Tally, Verdict};
use super::{amend, differences, find, write};
use crate::base::{Id, Result};
use std::collections::HashSet;

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
    let mut settled = Vec::with_capacity(rows.len());
    let mut new = Vec::new();
    for (number, row) in rows {
        let known = on_file
            .find(manner, &row, met)
            .and_then(|known| first_time(met, known));
        match known {
            Err(fault) => tally.refuse(number, &[fault]),
            Ok(None) => match lacking(&row) {
                Some(fault) => tally.refuse(number, &[fault]),
                None => new.push((number, row)),
            },
            Ok(Some(known)) => {
                if amended(bench, manner, (number, &row), known, tally).await? {
                    settled.push(Settled {
                        row: number,
                        member: known.id,
                    });
                }
            }
        }
    }
    let created = write::members(bench, new.iter().map(|(_, row)| row)).await?;
    for ((number, _), member) in new.iter().zip(created) {
        tally.count(Verdict::Created);
        met.insert(member);
        settled.push(Settled { row: *number, member });
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
            wanted.names.push(crate::base::text::fold(&row.facts.name));
            if !wanted.branches.contains(&row.home.id) {
                wanted.branches.push(row.home.id);
            }
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

/// Changes a member on file as the row says; whether it could.
async fn amended(
    bench: &mut Bench<'_>,
    manner: Manner,
    (number, row): (u64, &Resolved),
    known: &Known,
    tally: &mut Tally,
) -> Result<bool> {
    let changes = match Changes::between(row, known, bench.today()) {
        Ok(changes) if changes.is_empty() => {
            tally.count(Verdict::Unchanged);
            return Ok(true);
        }
        Ok(changes) => changes,
        Err(fault) => {
            tally.refuse(number, &[fault]);
            return Ok(false);
        }
    };
    if let Some(fault) = amend::member(bench, row, known, &changes).await? {
        tally.refuse(number, &[fault]);
        return Ok(false);
    }
    tally.count(Verdict::Changed);
    if manner == Manner::Office {
        tally.tell(number, differences::between(row, known));
    }
    Ok(true)
}
