//! SQL of memberships, one file a noun; here what several need.

pub(super) mod edit;
pub(super) mod endings;
pub(super) mod history;
pub(super) mod links;
pub(super) mod records;
pub(super) mod staying;
pub(super) mod stays;
pub(super) mod turns;

use super::types::InLine;
use crate::base::{Id, Result};
use crate::directory::words::ExemptionReason;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// What details are worked out from.
pub(super) struct Facts {
    pub(super) joined_date: Option<NaiveDate>,
    pub(super) official_date: Option<NaiveDate>,
    pub(super) gender: Option<String>,
    pub(super) ended_on: Option<NaiveDate>,
    pub(super) class: Option<String>,
    pub(super) exemption_reason: Option<String>,
}

/// Two who change one member do so one after the other.
pub(super) async fn lock_member(conn: &mut PgConnection, member: Id) -> Result<()> {
    sqlx::query!(
        "select id from directory.members where id = $1 for no key update",
        member
    )
    .fetch_optional(conn)
    .await?;
    Ok(())
}

/// A branch and everything above it today, the nearest first.
pub(super) async fn line_above(conn: &mut PgConnection, branch: Id, day: NaiveDate) -> Result<Vec<InLine>> {
    let line = sqlx::query_as!(
        InLine,
        "select c.ancestor as organization, n.name, c.depth, c.keeper
         from access.closure c
         join directory.organization_names n on n.organization = c.ancestor and n.during @> $2::date
         where c.descendant = $1
         order by c.depth",
        branch,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(line)
}

/// Whether an organisation is a branch that exists on a day.
pub(super) async fn is_branch(conn: &mut PgConnection, organization: Id, day: NaiveDate) -> Result<bool> {
    let is_branch = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.organizations
               where id = $1
                 and kind = 'BRANCH'
                 and during @> $2::date
           ) as "is_branch!""#,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(is_branch)
}

/// Whether a member's membership has ended.
pub async fn is_ended(conn: &mut PgConnection, member: Id) -> Result<bool> {
    let ended = sqlx::query_scalar!(
        r#"select ended_on is not null as "ended!" from directory.members where id = $1"#,
        member
    )
    .fetch_optional(conn)
    .await?;
    Ok(ended.unwrap_or(false))
}

pub(super) async fn joined_date(conn: &mut PgConnection, member: Id) -> Result<Option<NaiveDate>> {
    let joined = sqlx::query_scalar!("select joined_date from directory.members where id = $1", member)
        .fetch_optional(conn)
        .await?;
    Ok(joined.flatten())
}

/// Whether a member is official on a day already.
pub(super) async fn is_official(conn: &mut PgConnection, member: Id, day: NaiveDate) -> Result<bool> {
    let official = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.classes
               where member = $1
                 and class = 'OFFICIAL'
                 and during @> $2::date
           ) as "official!""#,
        member,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(official)
}

/// Puts the reason for a time off under the span of activity that begins on a day.
pub(super) async fn give_reason(
    conn: &mut PgConnection,
    (member, from): (Id, NaiveDate),
    reason: ExemptionReason,
) -> Result<()> {
    sqlx::query!(
        "update directory.activities
         set exemption_reason = $3
         where member = $1
           and lower(during) = $2",
        member,
        from,
        reason.name(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The facts of a member on a day.
pub(super) async fn facts(conn: &mut PgConnection, member: Id, day: NaiveDate) -> Result<Option<Facts>> {
    let facts = sqlx::query_as!(
        Facts,
        r#"select m.joined_date, m.official_date, m.gender, m.ended_on, c.class as "class?", a.exemption_reason
           from directory.members m
           left join directory.classes c on c.member = m.id and c.during @> $2::date
           left join directory.activities a on a.member = m.id and a.during @> $2::date
           where m.id = $1"#,
        member,
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(facts)
}

/// Ends a home: a day is the first without it.
pub(super) async fn end_home(
    conn: &mut PgConnection,
    (member, organization): (Id, Id),
    day: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), $3)
         where member = $1
           and organization = $2
           and relation = 'HOME'
           and during @> $3::date
           and (lower(during) is null or lower(during) < $3)",
        member,
        organization,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}
