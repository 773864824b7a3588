//! What a reader belongs to: from the reader's own memberships upward along the dated edges, never down the tree.

use super::super::cursor::Snapshot;
use super::super::decide::{Chain, Stretch};
use crate::base::{Id, Result};
use anyhow::Context;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Everything a member has belonged to until today, and what is committed at that moment: one statement, so that one is
/// as old as the other.
pub(in super::super) async fn chain_of(
    conn: &mut PgConnection,
    member: Id,
    today: NaiveDate,
) -> Result<(Chain, Snapshot)> {
    let rows = sqlx::query!(
        r#"with recursive chain as (
               select organization, during, true as own
               from directory.memberships
               where member = $1
                 and relation in ('HOME', 'TEMPORARILY_IN')
                 and during && daterange(null, $2, '[]')
               union
               select e.parent, c.during * e.during, false
               from chain c
               join directory.organization_edges e
                   on e.child = c.organization
                   and e.during && c.during
               where c.during * e.during && daterange(null, $2, '[]')
           )
           select pg_current_snapshot()::text as "snapshot!", c.organization as "organization?",
                  lower(c.during) as from_day, upper(c.during) as to_day, c.own as "own?"
           from (values (1)) always
           left join chain c on true
           order by c.organization, c.during, c.own"#,
        member,
        today,
    )
    .fetch_all(conn)
    .await?;
    let snapshot = rows.first().context("a snapshot is always there")?;
    let snapshot = Snapshot::read(&snapshot.snapshot)?;
    let stretches = rows.into_iter().filter_map(|row| {
        Some(Stretch {
            organization: row.organization?,
            from: row.from_day,
            to: row.to_day,
            own: row.own?,
        })
    });
    Ok((Chain(stretches.collect()), snapshot))
}
