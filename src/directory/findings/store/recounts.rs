//! SQL of counting anew what changed.

use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Whether this transaction is the only one that counts.
pub(in crate::directory::findings) async fn alone(conn: &mut PgConnection) -> Result<bool> {
    let alone = sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock(hashtextextended('directory.recounts', 0)) as "alone!""#
    )
    .fetch_one(conn)
    .await?;
    Ok(alone)
}

/// Lets this transaction take its time: the first look at a nation waits for the disk.
pub(in crate::directory::findings) async fn take_time(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!(r#"select set_config('statement_timeout', '60s', true) as "statement!""#)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// Finds out which organisations some notes about members concern, and leaves notes about those instead.
pub(in crate::directory::findings) async fn spread(
    conn: &mut PgConnection,
    today: NaiveDate,
    most: i64,
) -> Result<()> {
    sqlx::query_file!("src/directory/findings/store/spread.sql", today, most)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes some organisations that are to be counted anew, with every note about them.
pub(in crate::directory::findings) async fn take(
    conn: &mut PgConnection,
    today: NaiveDate,
    most: i64,
) -> Result<Vec<Id>> {
    let taken = sqlx::query_scalar!(
        r#"with next as (
               select distinct organization
               from (
                   select organization
                   from directory.recounts
                   where organization is not null
                     and due <= $1::date
                   order by due, organization
                   limit $2
               ) due
           ), gone as (
               delete from directory.recounts r
               using next
               where r.organization = next.organization
                 and r.due <= $1
           )
           select organization as "organization!" from next order by organization"#,
        today,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(taken)
}

/// Writes down what is in these organisations today.
pub(in crate::directory::findings) async fn write(
    conn: &mut PgConnection,
    organizations: &[Id],
    today: NaiveDate,
) -> Result<()> {
    sqlx::query_file!(
        "src/directory/findings/store/write_headcounts.sql",
        organizations,
        today
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from directory.tallies where organization = any($1)",
        organizations
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into directory.tallies (organization, kind, findings, dismissed)
         select f.organization, f.kind, coalesce(array_agg(f.id) filter (where d.finding is null), '{}'),
                coalesce(array_agg(f.id) filter (where d.finding is not null), '{}')
         from directory.findings_of($1, null, true, $2) f
         left join directory.dismissals d on d.finding = f.id
         group by f.organization, f.kind",
        organizations,
        today,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query_file!(
        "src/directory/findings/store/note_probation.sql",
        organizations,
        today
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Looks anew where the parts do not make the whole.
pub(in crate::directory::findings) async fn write_differing(
    conn: &mut PgConnection,
    today: NaiveDate,
) -> Result<()> {
    sqlx::query!("delete from directory.differing")
        .execute(&mut *conn)
        .await?;
    sqlx::query_file!("src/directory/findings/store/write_differing.sql", today)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether notes are left whose day has come.
pub(in crate::directory::findings) async fn are_left(
    conn: &mut PgConnection,
    today: NaiveDate,
) -> Result<bool> {
    let left = sqlx::query_scalar!(
        r#"select exists (select from directory.recounts where due <= $1 and organization is null)
                  or exists (select from directory.recounts where due <= $1 and organization is not null) as "left!""#,
        today,
    )
    .fetch_one(conn)
    .await?;
    Ok(left)
}

/// Notes that everything until then is counted.
pub(in crate::directory::findings) async fn mark(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into directory.recounted (as_of)
         values ($1)
         on conflict (one) do update set as_of = excluded.as_of",
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
