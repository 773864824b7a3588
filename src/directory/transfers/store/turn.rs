//! SQL of open transfers whose sides were reshaped.

use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// An open transfer, its sides as they are written and as they stand on a day.
pub(in crate::directory::transfers) struct Open {
    pub(in crate::directory::transfers) id: Id,
    pub(in crate::directory::transfers) member: Id,
    pub(in crate::directory::transfers) sides: (Id, Id),
    /// Where the member is at home; where nowhere, what carries on for the side.
    pub(in crate::directory::transfers) from: Id,
    /// The branch that carries on for the side; none when no branch does.
    pub(in crate::directory::transfers) to: Option<Id>,
    pub(in crate::directory::transfers) from_name: String,
    pub(in crate::directory::transfers) to_name: String,
}

/// What a reorganisation makes of a transfer.
pub(in crate::directory::transfers) struct Turn {
    pub(in crate::directory::transfers) id: Id,
    pub(in crate::directory::transfers) step: Id,
    pub(in crate::directory::transfers) from: Id,
    pub(in crate::directory::transfers) to: Id,
    /// The state it ends in; absent, it goes on in the one it is in.
    pub(in crate::directory::transfers) state: Option<String>,
    pub(in crate::directory::transfers) name: &'static str,
    pub(in crate::directory::transfers) note: String,
}

/// The open transfers that touch some organisations, held until the end of the transaction.
pub(in crate::directory::transfers) async fn open_around(
    conn: &mut PgConnection,
    organizations: &[Id],
    day: NaiveDate,
) -> Result<Vec<Open>> {
    let rows = sqlx::query!(
        r#"select t.id, t.member, t.from_organization, t.to_organization, side.now_from as "now_from!", branch.id as "to?",
                  directory.called(side.now_from, $2) as "from_name!", directory.called(side.now_to, $2) as "to_name!"
           from directory.transfers t
           left join directory.memberships home
               on home.member = t.member
               and home.relation = 'HOME'
               and home.during @> $2::date
           cross join lateral (
               select coalesce(home.organization, directory.heir(t.from_organization, $2)) as now_from,
                      directory.heir(t.to_organization, $2) as now_to
           ) side
           left join directory.organizations branch
               on branch.id = side.now_to
               and branch.kind = 'BRANCH'
               and branch.during @> $2::date
           where (t.from_organization = any($1) or t.to_organization = any($1))
             and t.state not in ('COMPLETED', 'REFUSED', 'WITHDRAWN')
           order by t.id
           for update of t"#,
        organizations,
        day,
    )
    .fetch_all(conn)
    .await?;
    let open = rows.into_iter().map(|row| Open {
        id: row.id,
        member: row.member,
        sides: (row.from_organization, row.to_organization),
        from: row.now_from,
        to: row.to,
        from_name: row.from_name,
        to_name: row.to_name,
    });
    Ok(open.collect())
}

/// Writes what became of transfers, and the step that says so.
#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
pub(in crate::directory::transfers) async fn turn(
    conn: &mut PgConnection,
    turns: &[Turn],
    by: Option<Id>,
    now: DateTime<Utc>,
) -> Result<()> {
    let transfers: Vec<Id> = turns.iter().map(|turn| turn.id).collect();
    let (from, to): (Vec<Id>, Vec<Id>) = turns.iter().map(|turn| (turn.from, turn.to)).unzip();
    let states: Vec<Option<String>> = turns.iter().map(|turn| turn.state.clone()).collect();
    sqlx::query!(
        "update directory.transfers t
         set from_organization = turned.origin,
             to_organization = turned.goal,
             state = coalesce(turned.state, t.state)
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as turned (id, origin, goal, state)
         where t.id = turned.id",
        &transfers,
        &from,
        &to,
        &states as &[Option<String>],
    )
    .execute(&mut *conn)
    .await?;
    let steps: Vec<Id> = turns.iter().map(|turn| turn.step).collect();
    let names: Vec<String> = turns.iter().map(|turn| turn.name.to_owned()).collect();
    let notes: Vec<String> = turns.iter().map(|turn| turn.note.clone()).collect();
    sqlx::query!(
        "insert into directory.transfer_steps (id, transfer, step, taken_by, taken_at, note)
         select id, transfer, step, $5::uuid, $6, note
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as taken (id, transfer, step, note)",
        &steps,
        &transfers,
        &names,
        &notes,
        by,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many transfers that wait for a step have one of these organisations on a side.
pub(in crate::directory::transfers) async fn count_open_at(
    conn: &mut PgConnection,
    organizations: &[Id],
) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from directory.transfers
           where (from_organization = any($1) or to_organization = any($1))
             and state not in ('COMPLETED', 'REFUSED', 'WITHDRAWN')"#,
        organizations,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}
