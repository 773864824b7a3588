//! The tables of steps: what is stored of the figures, and what of it is out of date.

use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Names the lock that whoever counts holds: two at once would write each other's past.
const COUNTING: i64 = 0x61_646f_7074;

/// An organisation to be counted anew from a day on.
#[derive(Clone, Copy, Debug)]
pub(in crate::adoption) struct Target {
    pub(in crate::adoption) organization: Id,
    pub(in crate::adoption) since: NaiveDate,
}

/// Lets one count at a time, until the transaction ends; `false` when somebody else does. The figures of a province with
/// everything below it take longer than a call has.
pub(in crate::adoption) async fn begin_counting(conn: &mut PgConnection) -> Result<bool> {
    let begun = sqlx::query!(
        r#"select pg_try_advisory_xact_lock($1) as "alone!",
                  set_config('statement_timeout', '60s', true) as "statement!""#,
        COUNTING,
    )
    .fetch_one(conn)
    .await?;
    Ok(begun.alone)
}

/// Takes away what is noted about some organisations: the lowest first, so that those above are counted once.
pub(in crate::adoption) async fn take_stale(conn: &mut PgConnection, most: i64) -> Result<Vec<Target>> {
    let targets = sqlx::query_as!(
        Target,
        r#"with waiting as materialized (
             select
                 s.organization,
                 coalesce(array_position(
                     array['BRANCH', 'INTERMEDIATE_COMMITTEE', 'GRASSROOTS_COMMITTEE', 'DISTRICT', 'PROVINCE'], o.kind), 0)
                     as height
             from adoption.stale s
             join directory.organizations o on o.id = s.organization
             group by s.organization, o.kind
         ),
         chosen as (
             select organization
             from waiting
             where height = (select min(height) from waiting)
             order by organization
             limit $1
         ),
         taken as (
             delete from adoption.stale s
             using chosen c
             where s.organization = c.organization
             returning s.organization, s.since
         )
         select organization as "organization!", min(since) as "since!"
         from taken
         group by organization"#,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(targets)
}

/// Puts the steps of these organisations in place of what was stored, and notes that what stands above them is out of
/// date.
pub(in crate::adoption) async fn replace_steps(conn: &mut PgConnection, targets: &[Target]) -> Result<()> {
    let organizations: Vec<Id> = targets.iter().map(|target| target.organization).collect();
    let since: Vec<NaiveDate> = targets.iter().map(|target| target.since).collect();
    sqlx::query!(
        "delete from adoption.steps s
         using unnest($1::uuid[], $2::date[]) as t (organization, since)
         where s.organization = t.organization
           and s.day >= t.since",
        &organizations,
        &since,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query_file!("src/adoption/store/fold.sql", &organizations, &since)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "insert into adoption.stale (organization, since)
         select e.parent, min(t.since)
         from unnest($1::uuid[], $2::date[]) as t (organization, since)
         join directory.organization_edges e on e.child = t.organization and e.during && daterange(t.since, null)
         group by e.parent",
        &organizations,
        &since,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many organisations are out of date on a day, as far as it matters.
pub(in crate::adoption) async fn backlog(conn: &mut PgConnection, day: NaiveDate, most: i64) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from (select distinct organization from adoption.stale where since <= $1 limit $2) waiting"#,
        day,
        most,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// How many organisations stand below these today, as far as it matters.
pub(in crate::adoption) async fn breadth(
    conn: &mut PgConnection,
    organizations: &[Id],
    most: i64,
) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from (select from access.closure where ancestor = any($1) limit $2) below"#,
        organizations,
        most,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}
