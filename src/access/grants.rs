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
        "insert into access.grants (id, member, organization, role, during, decision_number, granted_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        grant.id,
        grant.member,
        grant.organization,
        grant.role.name(),
        days(grant.from, grant.to),
        grant.decision_number,
        grant.granted_by,
        now,
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

/// Ends a grant so that `today` is the first day without it; one that begins today or later never was.
pub async fn end(conn: &mut PgConnection, grant: Id, today: NaiveDate) -> Result<bool> {
    let removed = sqlx::query!(
        "delete from access.grants where id = $1 and lower(during) >= $2",
        grant,
        today
    )
    .execute(&mut *conn)
    .await?
    .rows_affected();
    let ended = sqlx::query!(
        "update access.grants
         set during = daterange(lower(during), $2)
         where id = $1
           and lower(during) < $2
           and (upper(during) is null or upper(during) > $2)",
        grant,
        today,
    )
    .execute(conn)
    .await?
    .rows_affected();
    Ok(removed + ended > 0)
}

/// The end of a membership, which closes every grant.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'a> {
    /// The end, by which it may be taken back.
    pub ending: Id,
    /// Whose grants.
    pub member: Id,
    /// The first day without them.
    pub day: NaiveDate,
    /// Who records it.
    pub by: Id,
    /// Why.
    pub reason: &'a str,
}

/// Ends all grants of a member; those that begin on that day or later never were.
pub async fn end_all(conn: &mut PgConnection, closing: &Closing<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "with gone as (
             delete from access.grants
             where member = $2
               and lower(during) >= $3
             returning *
         )
         insert into access.taken_back (
             id, member, organization, role, during, decision_number, granted_by, created_at,
             ended_by, ended_at, end_reason, substitute_for, ending)
         select id, member, organization, role, during, decision_number, granted_by, created_at,
                $4, $5, $6, substitute_for, $1
         from gone",
        closing.ending,
        closing.member,
        closing.day,
        closing.by,
        now,
        closing.reason,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update access.grants
         set during = daterange(lower(during), $3),
             before_ending = during,
             ending = $1,
             ended_by = $4,
             ended_at = $5,
             end_reason = $6
         where member = $2
           and during @> $3::date",
        closing.ending,
        closing.member,
        closing.day,
        closing.by,
        now,
        closing.reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives back what the end of a membership closed. The constraint `grants_once` refuses what was granted anew since.
pub async fn restore(conn: &mut PgConnection, ending: Id) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with back as (
             delete from access.taken_back
             where ending = $1
             returning *
         )
         insert into access.grants (
             id, member, organization, role, during, decision_number, granted_by, created_at, substitute_for)
         select id, member, organization, role, during, decision_number, granted_by, created_at, substitute_for
         from back",
        ending,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update access.grants
         set during = before_ending,
             before_ending = null,
             ending = null,
             ended_by = null,
             ended_at = null,
             end_reason = ''
         where ending = $1",
        ending,
    )
    .execute(conn)
    .await?;
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
