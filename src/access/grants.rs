//! Who holds which role where, since when. The rules on granting are in the policy; callers ask it first.

use super::Role;
use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;
use std::ops::Bound;

/// A grant to be written.
#[derive(Clone, Debug)]
pub struct NewGrant {
    /// Its id.
    pub id: Id,
    /// Who gets the role.
    pub member: Id,
    /// On which organisation.
    pub organization: Id,
    /// Which role.
    pub role: Role,
    /// First day.
    pub from: NaiveDate,
    /// Last day; open when absent.
    pub to: Option<NaiveDate>,
    /// The decision it rests on.
    pub decision_number: String,
    /// Who granted it; `None` for the operator.
    pub granted_by: Option<Id>,
    /// For whom the holder stands in for a time.
    pub substitute_for: Option<Id>,
}

/// Days from `from` to `to`, both included.
pub fn days(from: NaiveDate, to: Option<NaiveDate>) -> PgRange<NaiveDate> {
    PgRange {
        start: Bound::Included(from),
        end: to.map_or(Bound::Unbounded, Bound::Included),
    }
}

/// Writes a grant. The constraint `grants_once` refuses a second one for the same days.
pub async fn insert(
    conn: &mut PgConnection,
    grant: &NewGrant,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into access.grants (
             id, member, organization, role, during, decision_number, granted_by, created_at, substitute_for)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        grant.id,
        grant.member,
        grant.organization,
        grant.role.name(),
        days(grant.from, grant.to),
        grant.decision_number,
        grant.granted_by,
        now,
        grant.substitute_for,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes many grants at once.
pub async fn insert_many(conn: &mut PgConnection, grants: &[NewGrant], now: DateTime<Utc>) -> Result<()> {
    let mut columns = Columns::default();
    for grant in grants {
        columns.ids.push(grant.id);
        columns.members.push(grant.member);
        columns.organizations.push(grant.organization);
        columns.roles.push(grant.role.name().to_owned());
        columns.days.push(days(grant.from, grant.to));
        columns.decision_numbers.push(grant.decision_number.clone());
        columns.granted_by.push(grant.granted_by.unwrap_or(Id::nil()));
    }
    sqlx::query!(
        "insert into access.grants (id, member, organization, role, during, decision_number, granted_by, created_at)
         select id, member, organization, role, during, decision_number, nullif(granted_by, $9), $8
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::daterange[], $6::text[], $7::uuid[])
             as grants (id, member, organization, role, during, decision_number, granted_by)",
        &columns.ids,
        &columns.members,
        &columns.organizations,
        &columns.roles,
        &columns.days,
        &columns.decision_numbers,
        &columns.granted_by,
        now,
        Id::nil(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Grants turned into arrays.
#[derive(Default)]
struct Columns {
    ids: Vec<Id>,
    members: Vec<Id>,
    organizations: Vec<Id>,
    roles: Vec<String>,
    days: Vec<PgRange<NaiveDate>>,
    decision_numbers: Vec<String>,
    granted_by: Vec<Id>,
}

/// Why, by whom and from when a grant is no more.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'a> {
    /// The first day without it.
    pub day: NaiveDate,
    /// Who ends it; nobody where a decision takes effect by itself on its day.
    pub by: Option<Id>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: &'a str,
}

/// Ends a grant; one that begins on that day or later never was, and is kept apart.
pub async fn end(conn: &mut PgConnection, grant: Id, ended: &Ended<'_>) -> Result<bool> {
    let removed = sqlx::query!(
        "with gone as (
             delete from access.grants
             where id = $1
               and lower(during) >= $2
             returning *
         )
         insert into access.taken_back (
             id, member, organization, role, during, decision_number, granted_by, created_at,
             ended_by, ended_at, end_reason, substitute_for)
         select id, member, organization, role, during, decision_number, granted_by, created_at,
                $3, $4, $5, substitute_for
         from gone",
        grant,
        ended.day,
        ended.by,
        ended.at,
        ended.reason,
    )
    .execute(&mut *conn)
    .await?
    .rows_affected();
    let ended = sqlx::query!(
        "update access.grants
         set during = daterange(lower(during), $2),
             ended_by = $3,
             ended_at = $4,
             end_reason = $5
         where id = $1
           and lower(during) < $2
           and (upper(during) is null or upper(during) > $2)",
        grant,
        ended.day,
        ended.by,
        ended.at,
        ended.reason,
    )
    .execute(conn)
    .await?
    .rows_affected();
    Ok(removed + ended > 0)
}

/// Ends all grants of a member on one organisation.
pub async fn end_on(
    conn: &mut PgConnection,
    (member, organization): (Id, Id),
    ended: &Ended<'_>,
) -> Result<()> {
    let held = sqlx::query_scalar!(
        "select id
         from access.grants
         where member = $1
           and organization = $2
           and (upper(during) is null or upper(during) > $3)",
        member,
        organization,
        ended.day,
    )
    .fetch_all(&mut *conn)
    .await?;
    for grant in held {
        end(conn, grant, ended).await?;
    }
    Ok(())
}

/// The organisation and the role of a grant.
pub async fn find(conn: &mut PgConnection, grant: Id) -> Result<Option<(Id, Role)>> {
    let row = sqlx::query!(
        "select organization, role from access.grants where id = $1",
        grant
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((row.organization, Role::read(&row.role)?)))
        .transpose()
}
