//! SQL of who belongs where, since when.

use crate::base::{Id, Result};
use crate::directory::Membership;
use crate::directory::words::Relation;
use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;
use std::ops::Bound;

/// Whether a member sits in an organisation or below it on a day; `None` when there is no such organisation. A branch
/// that ended is still that of those who sat there at its end; of a committee, everybody's below what it became.
pub(in crate::directory) async fn tie_to_organization(
    conn: &mut PgConnection,
    organization: Id,
    member: Id,
    day: NaiveDate,
) -> Result<Option<bool>> {
    let tied = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.memberships s
               join access.closure c on c.descendant = s.organization
               where c.ancestor = o.id
                 and s.member = $2
                 and s.relation in ('HOME', 'TEMPORARILY_IN')
                 and s.during @> $3::date
           ) or (upper(o.during) <= $3 and exists (
               select
               from directory.memberships s
               where s.member = $2
                 and s.relation in ('HOME', 'TEMPORARILY_IN')
                 and case
                     when o.kind = 'BRANCH' then s.organization = o.id and s.during @> upper(o.during) - 1
                     else s.during @> $3::date and s.organization in (
                         select below.descendant
                         from access.closure heir
                         join access.closure below on below.ancestor = heir.ancestor
                         where heir.descendant = o.id
                           and heir.depth = 0)
                 end
           )) as "tied!"
           from directory.organizations o
           where o.id = $1"#,
        organization,
        member,
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(tied)
}

/// The home branch of a member on a day.
pub(in crate::directory) async fn home_of(
    conn: &mut PgConnection,
    member: Id,
    day: NaiveDate,
) -> Result<Option<Id>> {
    let home = sqlx::query_scalar!(
        "select organization
         from directory.memberships
         where member = $1
           and relation = 'HOME'
           and during @> $2::date",
        member,
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(home)
}

/// Of the branches a member sits in on a day, the one where the caller's roles reach nearest; home when none does.
pub(in crate::directory) async fn branch_nearest_to(
    conn: &mut PgConnection,
    member: Id,
    caller: Id,
    day: NaiveDate,
) -> Result<Option<Id>> {
    let branch = sqlx::query_scalar!(
        "select s.organization
         from directory.memberships s
         left join lateral (
             select min(c.depth) as depth
             from access.closure c
             join access.grants g on g.organization = c.ancestor
             where c.descendant = s.organization
               and g.member = $2
               and g.during @> $3::date
         ) nearest on true
         where s.member = $1
           and s.relation in ('HOME', 'TEMPORARILY_IN')
           and s.during @> $3::date
         order by nearest.depth nulls last, s.relation
         limit 1",
        member,
        caller,
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(branch)
}

/// The memberships of members that hold on a day, or with `later` also those that begin after it, by member, home first.
pub(in crate::directory) async fn of_members(
    conn: &mut PgConnection,
    members: &[Id],
    (day, later): (NaiveDate, bool),
) -> Result<Vec<(Id, Membership)>> {
    let rows = sqlx::query!(
        r#"select s.member, s.organization, s.relation, s.during,
                  n.name as organization_name
           from directory.memberships s
           join lateral (
               select name
               from directory.organization_names
               where organization = s.organization
                 and lower(during) <= greatest($2, lower(s.during))
               order by lower(during) desc
               limit 1
           ) n on true
           where s.member = any($1)
             and (s.during @> $2::date or ($3 and lower(s.during) > $2))
           order by s.member, s.relation, lower(s.during)"#,
        members,
        day,
        later,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let membership = Membership {
                organization: row.organization,
                organization_name: row.organization_name,
                relation: Relation::read(&row.relation)?,
                from: first_day(&row.during),
                to: last_day(&row.during),
            };
            Ok((row.member, membership))
        })
        .collect()
}

/// The first day of a range of days; Postgres gives ranges of days back as `[first, after)`.
pub(in crate::directory) fn first_day(during: &PgRange<NaiveDate>) -> Option<NaiveDate> {
    match during.start {
        Bound::Included(day) => Some(day),
        Bound::Excluded(day) => day.succ_opt(),
        Bound::Unbounded => None,
    }
}

/// The last day of a range of days.
pub(in crate::directory) fn last_day(during: &PgRange<NaiveDate>) -> Option<NaiveDate> {
    match during.end {
        Bound::Included(day) => Some(day),
        Bound::Excluded(day) => day.pred_opt(),
        Bound::Unbounded => None,
    }
}

/// The last branch a member was at home in, up to a day.
pub(in crate::directory) async fn last_home(
    conn: &mut PgConnection,
    member: Id,
    day: NaiveDate,
) -> Result<Option<Id>> {
    let home = sqlx::query_scalar!(
        "select organization
         from directory.memberships
         where member = $1
           and relation = 'HOME'
           and (lower(during) is null or lower(during) <= $2)
         order by lower(during) desc nulls last
         limit 1",
        member,
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(home)
}
