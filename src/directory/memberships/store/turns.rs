//! SQL of stays whose branches were reshaped.

use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A stay that lasts or is to come, its branches as they are written and as they stand on a day.
pub(in crate::directory::memberships) struct Lasting {
    pub(in crate::directory::memberships) id: Id,
    pub(in crate::directory::memberships) member: Id,
    pub(in crate::directory::memberships) sides: (Id, Option<Id>),
    pub(in crate::directory::memberships) home: Id,
    /// The branch that carries on for the host; none when none does, and for a host that is none of ours.
    pub(in crate::directory::memberships) host: Option<Id>,
    pub(in crate::directory::memberships) home_name: String,
    pub(in crate::directory::memberships) host_name: String,
}

/// The stays that touch some organisations and last, or were cut by the reorganisation of a day, held until the end of
/// the transaction.
pub(in crate::directory::memberships) async fn lasting_around(
    conn: &mut PgConnection,
    organizations: &[Id],
    (cut, today): (NaiveDate, NaiveDate),
) -> Result<Vec<Lasting>> {
    let rows = sqlx::query!(
        r#"select t.id, t.member, t.home as written_home, t.host as written_host, side.home as "home!",
                  branch.id as "host?", directory.called(side.home, $3) as "home_name!",
                  coalesce(directory.called(side.host, $3), t.host_name) as "host_name!"
           from directory.stays t
           join lateral (
               select range_merge(range_agg(during)) as during
               from directory.memberships
               where stay = t.id
                 and relation = 'TEMPORARILY_OUT'
           ) away on upper(away.during) > $3 or upper(away.during) = $2 or upper_inf(away.during)
           left join directory.memberships own
               on own.member = t.member
               and own.relation = 'HOME'
               and own.during @> $3::date
           left join directory.memberships there
               on there.stay = t.id
               and there.relation = 'TEMPORARILY_IN'
               and there.during @> $3::date
           cross join lateral (
               select coalesce(own.organization, directory.heir(t.home, $3)) as home,
                      coalesce(there.organization, directory.heir(t.host, $3)) as host
           ) side
           left join directory.organizations branch
               on branch.id = side.host
               and branch.kind = 'BRANCH'
               and branch.during @> $3::date
           where (t.home = any($1) or t.host = any($1))
             and t.ended_by is null
           order by t.id
           for update of t"#,
        organizations,
        cut,
        today,
    )
    .fetch_all(conn)
    .await?;
    let lasting = rows.into_iter().map(|row| Lasting {
        id: row.id,
        member: row.member,
        sides: (row.written_home, row.written_host),
        home: row.home,
        host: row.host,
        home_name: row.home_name,
        host_name: row.host_name,
    });
    Ok(lasting.collect())
}

/// Writes between which branches stays go on.
#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
pub(in crate::directory::memberships) async fn go_on(
    conn: &mut PgConnection,
    going: &[(Id, Id, Option<Id>)],
) -> Result<()> {
    let stays: Vec<Id> = going.iter().map(|(stay, ..)| *stay).collect();
    let homes: Vec<Id> = going.iter().map(|(_, home, _)| *home).collect();
    let hosts: Vec<Option<Id>> = going.iter().map(|(.., host)| *host).collect();
    sqlx::query!(
        "update directory.stays t
         set home = going.home, host = going.host
         from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as going (id, home, host)
         where t.id = going.id",
        &stays,
        &homes,
        &hosts as &[Option<Id>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends stays on the day of a reorganisation; one that was to begin later never begins.
pub(in crate::directory::memberships) async fn end(
    conn: &mut PgConnection,
    stays: &[Id],
    (event, day): (Id, NaiveDate),
) -> Result<()> {
    sqlx::query!(
        "delete from directory.memberships where stay = any($1) and lower(during) >= $2",
        stays,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), $2)
         where stay = any($1)
           and (upper(during) is null or upper(during) > $2)",
        stays,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update directory.stays set ended_by = $2 where id = any($1)",
        stays,
        event,
    )
    .execute(conn)
    .await?;
    Ok(())
}
