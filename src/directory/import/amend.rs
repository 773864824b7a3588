//! Changes of one member on file: all of them or none, whatever becomes of the other rows.

use super::bench::Bench;
use super::changes::Changes;
use super::data::{self, Data};
use super::facts::Resolved;
use super::known::Known;
use super::reason::Reason;
use super::report::Fault;
use super::write;
use crate::base::{Clock, Error, Result};
use crate::directory::store::standing::{self, Turn};
use crate::directory::store::{members, memberships};
use crate::directory::words::Class;
use chrono::NaiveDate;
use sqlx::{Connection, PgConnection};

/// Amends a member; a fault when the dates on file do not allow it.
pub(super) async fn member(
    bench: &mut Bench<'_>,
    row: &Resolved,
    known: &Known,
    changes: &Changes,
) -> Result<Option<Fault>> {
    let data = if changes.data {
        Some(Data::of(row, known.id, &bench.keys)?)
    } else {
        None
    };
    let grants = write::grants(bench, known.id, &changes.roles);
    let (today, now, clock) = (bench.today(), bench.now, bench.clock.clone());
    let mut savepoint = bench.conn.begin().await?;
    let conn = &mut *savepoint;
    let steps = async {
        if let Some(data) = data {
            attempt("card_number", data::amend(conn, data).await)?;
        }
        attempt("official_date", turn_official(conn, known, changes).await)?;
        attempt("activity_from", turn_activity(conn, known, changes).await)?;
        attempt(
            "temporary_from",
            change_stay(conn, row, known, (changes, today, &clock)).await,
        )?;
        if let Some(home) = changes.home {
            let moved = memberships::move_home(conn, &clock, (known.id, home), today).await;
            attempt("branch_code", moved)?;
        }
        attempt(
            "roles",
            crate::access::grants::insert_many(conn, &grants, now).await,
        )
    };
    match steps.await {
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

/// What the database refuses becomes a fault of the column that asked for it.
fn attempt(column: &'static str, done: Result<()>) -> Result<(), Stopped> {
    done.map_err(|error| match error {
        Error::Refused(refused) if refused.retry_after.is_none() => {
            Stopped::Fault((column, Reason::CannotChange))
        }
        error @ (Error::Refused(_) | Error::Broken(_) | Error::Replay(_)) => Stopped::Broken(error),
    })
}

async fn turn_official(conn: &mut PgConnection, known: &Known, changes: &Changes) -> Result<()> {
    let Some(from) = changes.official_from else {
        return Ok(());
    };
    let turn = Turn {
        member: known.id,
        from,
        decision_number: "",
    };
    standing::turn_class(conn, &turn, Class::Official).await?;
    members::set_official_date(conn, known.id, from).await
}

async fn turn_activity(conn: &mut PgConnection, known: &Known, changes: &Changes) -> Result<()> {
    let Some((activity, exemption, from)) = changes.activity else {
        return Ok(());
    };
    let turn = Turn {
        member: known.id,
        from,
        decision_number: "",
    };
    standing::turn_activity(conn, &turn, (activity, exemption), None).await
}

async fn change_stay(
    conn: &mut PgConnection,
    row: &Resolved,
    known: &Known,
    (changes, today, clock): (&Changes, NaiveDate, &Clock),
) -> Result<()> {
    if changes.ends_stay {
        memberships::end_stay(conn, known.id, today).await?;
    }
    if let Some((branch, from)) = changes.begins_stay {
        let home = known.home.unwrap_or(row.home.id);
        memberships::begin_stay(conn, clock, (known.id, home, branch), from).await?;
    }
    Ok(())
}
