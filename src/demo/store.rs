//! What the demo reads of the district it has just imported.

use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// A branch and who runs it.
pub(super) struct Branch {
    pub(super) id: Id,
    pub(super) secretary: Option<Id>,
}

/// A member at the home branch, numbered in a fixed order.
pub(super) struct Person {
    pub(super) number: u64,
    pub(super) member: Id,
    pub(super) phone: String,
    pub(super) exempt: bool,
}

/// Every branch, in the order of its code.
pub(super) async fn branches(conn: &mut PgConnection) -> Result<Vec<Branch>> {
    let rows = sqlx::query_as!(
        Branch,
        r#"select o.id, (
             select g.member
             from access.grants g
             where g.organization = o.id
               and g.role = 'SECRETARY'
               and upper_inf(g.during)
             limit 1) as secretary
         from directory.organizations o
         where o.kind = 'BRANCH'
         order by o.code"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Every member with a home branch, in the order of that branch's code and of the sheet.
pub(super) async fn people(conn: &mut PgConnection) -> Result<Vec<Person>> {
    let rows = sqlx::query!(
        r#"select
             m.id,
             m.phone,
             exists (
                 select
                 from directory.activities a
                 where a.member = m.id
                   and a.activity = 'EXEMPT'
                   and upper_inf(a.during)) as "exempt!"
         from directory.members m
         join directory.memberships h on h.member = m.id and h.relation = 'HOME' and upper_inf(h.during)
         join directory.organizations o on o.id = h.organization
         order by o.code, m.id"#
    )
    .fetch_all(conn)
    .await?;
    Ok((0..)
        .zip(rows)
        .map(|(number, row)| Person {
            number,
            member: row.id,
            phone: row.phone,
            exempt: row.exempt,
        })
        .collect())
}

/// The district.
pub(super) async fn district(conn: &mut PgConnection) -> Result<Option<Id>> {
    let district = sqlx::query_scalar!(
        "select id
         from directory.organizations
         where kind = 'DISTRICT'
         order by code
         limit 1"
    )
    .fetch_optional(conn)
    .await?;
    Ok(district)
}

/// The first branch of a usual size, its secretary, and a member of it with a phone and no post.
pub(super) async fn stage(conn: &mut PgConnection) -> Result<Option<(Id, Id, Id)>> {
    let row = sqlx::query!(
        r#"select b.id as branch, s.member as secretary, min(m.id::text)::uuid as "member!"
         from directory.organizations b
         join access.grants s
             on s.organization = b.id
             and s.role = 'SECRETARY'
             and upper_inf(s.during)
         join directory.memberships h
             on h.organization = b.id
             and h.relation = 'HOME'
             and upper_inf(h.during)
         join directory.members m
             on m.id = h.member
             and m.phone = 'OWN'
         join directory.activities a
             on a.member = m.id
             and a.activity = 'ACTIVE'
             and upper_inf(a.during)
         where b.kind = 'BRANCH'
           and not exists (select from access.grants g where g.member = m.id)
           and not exists (
               select
               from directory.memberships o
               where o.member = m.id
                 and o.relation <> 'HOME')
         group by b.id, b.code, s.member
         having count(*) between 20 and 40
         order by b.code
         limit 1"#
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.branch, row.secretary, row.member)))
}

/// The committees by these names that stood before a day and have no end yet.
pub(super) async fn committees_before(
    conn: &mut PgConnection,
    names: &[&str],
    day: NaiveDate,
) -> Result<Vec<(String, Id)>> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let rows = sqlx::query!(
        "select o.id, n.name
         from directory.organizations o
         join directory.organization_names n on n.organization = o.id and n.during @> $2::date
         where n.name = any($1)
           and o.kind = 'GRASSROOTS_COMMITTEE'
           and lower(o.during) < $2
           and upper_inf(o.during)
         order by o.code",
        &names,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.id)).collect())
}

/// Who holds a role on an organisation.
pub(super) async fn holder(conn: &mut PgConnection, organization: Id, role: &str) -> Result<Option<Id>> {
    let holder = sqlx::query_scalar!(
        "select member
         from access.grants
         where organization = $1
           and role = $2
           and upper_inf(during)
         order by id
         limit 1",
        organization,
        role,
    )
    .fetch_optional(conn)
    .await?;
    Ok(holder)
}

/// An issued meeting of a branch that nobody has opened yet and that was planned for this evening.
pub(super) async fn waiting(conn: &mut PgConnection, branch: Id, since: DateTime<Utc>) -> Result<Option<Id>> {
    let meeting = sqlx::query_scalar!(
        "select id
         from meetings.meetings
         where organization = $1
           and state = 'ISSUED'
           and starts_at >= $2
         order by starts_at
         limit 1",
        branch,
        since,
    )
    .fetch_optional(conn)
    .await?;
    Ok(meeting)
}

/// Whether so many months have meetings.
pub(super) async fn has_history(conn: &mut PgConnection, months: u32) -> Result<bool> {
    let written = sqlx::query_scalar!(
        r#"select count(distinct date_trunc('month', starts_at)) as "months!"
         from meetings.meetings
         where state = 'CLOSED'"#
    )
    .fetch_one(conn)
    .await?;
    Ok(written >= i64::from(months))
}
