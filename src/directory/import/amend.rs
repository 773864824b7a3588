//! Changes of members on file, many at a time: of each member all of them or none, whatever becomes of the others.

use super::bench::Bench;
use super::changes::Changes;
use super::data::{self, Data};
use super::facts::Resolved;
use super::known::Known;
use super::reason::Reason;
use super::report::Fault;
use super::traces::Traces;
use super::write;
use crate::access::grants::{self, NewGrant};
use crate::base::{Error, Id, Result};
use crate::directory::store::moves::{self, Departure};
use crate::directory::store::redating::{self, Redated};
use crate::directory::store::standing::{self, NewActivity, Turn};
use crate::directory::words::Class;
use sqlx::Connection;
use std::ops::Range;

/// What one member on file becomes.
#[derive(Debug)]
pub(super) struct Amendment<'a> {
    pub(super) row: &'a Resolved,
    pub(super) known: &'a Known,
    pub(super) changes: Changes,
}

/// Amends members; a fault for each whose dates or numbers on file do not allow it. All go together, and where one of
/// them is refused the halves are tried apart until it stands alone.
pub(super) async fn members(
    bench: &mut Bench<'_>,
    amendments: &[Amendment<'_>],
) -> Result<Vec<(usize, Fault)>> {
    let mut faults = Vec::new();
    let mut left: Vec<Range<usize>> = Vec::new();
    left.push(0..amendments.len());
    while let Some(range) = left.pop() {
        let some = amendments.get(range.clone()).unwrap_or_default();
        let refused = match some {
            [] => None,
            some => together(bench, some).await?,
        };
        match refused {
            None => {}
            Some(fault) if some.len() == 1 => faults.push((range.start, fault)),
            Some(_somebody) => {
                let middle = range.start + some.len() / 2;
                left.push(middle..range.end);
                left.push(range.start..middle);
            }
        }
    }
    Ok(faults)
}

/// Amends all of them, or none and says what stood in the way.
async fn together(bench: &mut Bench<'_>, amendments: &[Amendment<'_>]) -> Result<Option<Fault>> {
    let steps = Steps::of(bench, amendments)?;
    let mut savepoint = bench.conn.begin().await?;
    let mut inner = Bench {
        conn: &mut savepoint,
        keys: bench.keys.clone(),
        clock: bench.clock.clone(),
        ..*bench
    };
    match steps.take(&mut inner).await {
        Ok(()) => {
            savepoint.commit().await?;
            Ok(None)
        }
        Err(Stopped::Fault(fault)) => {
            savepoint.rollback().await?;
            Ok(Some(fault))
        }
        Err(Stopped::Broken(error)) => Err(error),
    }
}

/// Why the steps did not come to their end.
enum Stopped {
    Fault(Fault),
    Broken(Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

/// What the database refuses becomes a fault of the column that asked for it.
fn attempt(column: &'static str, done: Result<()>) -> Result<(), Stopped> {
    done.map_err(|error| match error {
        Error::Refused(refused) if refused.retry_after.is_none() => {
            Stopped::Fault((column, Reason::CannotChange))
        }
        error @ (Error::Refused(_) | Error::Broken(_) | Error::Replay(_)) => Stopped::Broken(error),
    })
}

/// What is to be written, each kind of it for all members at once.
#[derive(Default)]
struct Steps<'a> {
    traces: Traces,
    data: Data,
    redated: Vec<Redated>,
    official: Vec<Turn<'a>>,
    activities: Vec<(Turn<'a>, NewActivity)>,
    stays_ended: Vec<Id>,
    stays_begun: Vec<Departure>,
    homes: Vec<(Id, Id)>,
    grants: Vec<NewGrant>,
}

impl Steps<'_> {
    fn of(bench: &Bench<'_>, amendments: &[Amendment<'_>]) -> Result<Self> {
        let mut steps = Self::default();
        for amendment in amendments {
            steps.add(bench, amendment)?;
        }
        Ok(steps)
    }

    fn add(&mut self, bench: &Bench<'_>, Amendment { row, known, changes }: &Amendment<'_>) -> Result<()> {
        let (member, today) = (known.id, bench.today());
        if !changes.data.is_empty() {
            self.traces.edited(&bench.clock, (member, today), &changes.data);
            self.data.push(row, member, &bench.keys)?;
        }
        if changes.redates() {
            self.redated.push(redated(row, known));
        }
        let turn = |from, record| Turn {
            member,
            from,
            decision_number: "",
            record,
        };
        if let Some(from) = changes.official_from {
            let record = self
                .traces
                .turned(&bench.clock, (member, from), Class::Official.name());
            self.official.push(turn(from, record));
        }
        if let Some((activity, exemption, from)) = changes.activity {
            let record = self.traces.turned(&bench.clock, (member, from), activity.name());
            self.activities
                .push((turn(from, record), (activity, exemption, None)));
        }
        if changes.ends_stay {
            self.traces.returned(&bench.clock, (member, today));
            self.stays_ended.push(member);
        }
        if let Some((branch, from)) = changes.begins_stay {
            self.traces.left(&bench.clock, (member, from));
            self.stays_begun.push(Departure {
                member,
                home: known.home.unwrap_or(row.home.id),
                branch,
                from,
            });
        }
        if let Some(home) = changes.home {
            self.traces.moved(&bench.clock, (member, today));
            self.homes.push((member, home));
        }
        self.grants.extend(write::grants(bench, member, &changes.roles));
        Ok(())
    }

    async fn take(self, bench: &mut Bench<'_>) -> Result<(), Stopped> {
        let (clock, now, today, by) = (bench.clock.clone(), bench.now, bench.today(), bench.by);
        let conn = &mut *bench.conn;
        self.traces.keep(conn, (by, now)).await?;
        if !self.data.is_empty() {
            attempt("card_number", data::amend(conn, self.data).await)?;
        }
        if !self.redated.is_empty() {
            attempt("joined_date", redating::classes(conn, &self.redated).await)?;
        }
        if !self.official.is_empty() {
            let turned = standing::turn_class(conn, &self.official, Class::Official).await;
            attempt("official_date", turned)?;
        }
        if !self.activities.is_empty() {
            let turned = standing::turn_activity(conn, &self.activities).await;
            attempt("activity_from", turned)?;
        }
        if !self.stays_ended.is_empty() {
            let ended = moves::end_stays(conn, &self.stays_ended, today).await;
            attempt("temporary_from", ended)?;
        }
        if !self.stays_begun.is_empty() {
            let begun = moves::begin_stays(conn, &clock, &self.stays_begun).await;
            attempt("temporary_from", begun)?;
        }
        if !self.homes.is_empty() {
            let moved = moves::move_homes(conn, &clock, &self.homes, today).await;
            attempt("branch_code", moved)?;
        }
        if !self.grants.is_empty() {
            attempt("roles", grants::insert_many(conn, &self.grants, now).await)?;
        }
        Ok(())
    }
}

/// The days on file as they were and as the row has them; an empty cell leaves what is known.
fn redated(row: &Resolved, known: &Known) -> Redated {
    let (joined, official) = (row.facts.joined_date, row.facts.official_date);
    Redated {
        member: known.id,
        joined: (known.joined_date, joined.or(known.joined_date)),
        official: (known.official_date, official.or(known.official_date)),
    }
}
