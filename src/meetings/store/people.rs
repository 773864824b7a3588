//! The parts that people have in meetings, and whom a meeting calls.

use crate::base::{Id, Result};
use crate::meetings::{Kind, Part, Participant, Parts};
use chrono::NaiveDate;
use sqlx::PgConnection;
use std::collections::HashMap;

/// A meeting, and the day as of which it calls people.
type OnDay = (Id, NaiveDate);

/// Whom a meeting calls.
pub(in crate::meetings) async fn audience(
    conn: &mut PgConnection,
    meeting: Id,
    day: NaiveDate,
) -> Result<Vec<Id>> {
    let members = sqlx::query_scalar!(
        r#"select member as "member!" from meetings.audience($1, $2)"#,
        meeting,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(members)
}

/// Which of some people a meeting does not call.
pub(in crate::meetings) async fn uncalled(
    conn: &mut PgConnection,
    (meeting, day): OnDay,
    people: &[Id],
) -> Result<Vec<Id>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let uncalled = sqlx::query_scalar!(
        r#"select asked.id as "id!"
           from unnest($3::uuid[]) as asked (id)
           where asked.id not in (select member from meetings.audience($1, $2))"#,
        meeting,
        day,
        people,
    )
    .fetch_all(conn)
    .await?;
    Ok(uncalled)
}

pub(in crate::meetings) async fn kind_of(conn: &mut PgConnection, meeting: Id) -> Result<Kind> {
    let kind = sqlx::query_scalar!("select kind from meetings.meetings where id = $1", meeting)
        .fetch_one(conn)
        .await?;
    Kind::read(&kind)
}

/// Gives a part of a meeting to some people and to nobody else. Who is no member at all is passed over.
pub(in crate::meetings) async fn put_parts(
    conn: &mut PgConnection,
    (meeting, part): (Id, Part),
    people: &[Id],
) -> Result<()> {
    sqlx::query!(
        "delete from meetings.parts where meeting = $1 and part = $2",
        meeting,
        part.name(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into meetings.parts (meeting, part, member, position)
         select $1, $2, named.id, named.position
         from unnest($3::uuid[]) with ordinality as named (id, position)
         join directory.members m on m.id = named.id",
        meeting,
        part.name(),
        people,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes their parts from those whom the meeting does not call.
pub(in crate::meetings) async fn drop_outsiders(
    conn: &mut PgConnection,
    meeting: Id,
    day: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "delete from meetings.parts
         where meeting = $1
           and member not in (select member from meetings.audience($1, $2))",
        meeting,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks a meeting as other than it was.
pub(in crate::meetings) async fn renew(conn: &mut PgConnection, meeting: Id) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings set version = version + 1 where id = $1",
        meeting
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Who has which part in some meetings.
pub(super) async fn parts(conn: &mut PgConnection, meetings: &[Id]) -> Result<HashMap<Id, Parts>> {
    let rows = sqlx::query!(
        "select p.meeting, p.part, p.member, m.name
         from meetings.parts p
         join directory.members m on m.id = p.member
         where p.meeting = any($1)
         order by p.meeting, p.part, p.position",
        meetings,
    )
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<Id, Parts> = HashMap::new();
    for row in rows {
        let parts = found.entry(row.meeting).or_default();
        let participant = Participant {
            member: row.member,
            name: row.name,
        };
        match Part::read(&row.part)? {
            Part::Chair => parts.chairs.push(participant),
            Part::MinutesTaker => parts.minutes_taker = Some(participant),
            Part::Called => parts.members.push(participant),
        }
    }
    Ok(found)
}

/// Whether an organisation has a committee on a day.
pub(in crate::meetings) async fn has_committee(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<bool> {
    let has = sqlx::query_scalar!(
        r#"select exists (
               select
               from access.grants
               where organization = $1
                 and role in ('COMMITTEE_MEMBER', 'PARTY_COMMITTEE_MEMBER', 'STANDING_COMMITTEE')
                 and during @> $2::date) as "has!""#,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(has)
}

pub(in crate::meetings) async fn is_branch(conn: &mut PgConnection, organization: Id) -> Result<bool> {
    let is = sqlx::query_scalar!(
        r#"select exists (
               select from directory.organizations where id = $1 and kind = 'BRANCH') as "is!""#,
        organization,
    )
    .fetch_one(conn)
    .await?;
    Ok(is)
}

/// Who follows an organisation from above on a day, and does not belong to it.
pub(in crate::meetings) async fn superiors(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<Vec<Id>> {
    let superiors = sqlx::query_scalar!(
        r#"with supervisors as (
               select g.member
               from access.grants g
               where g.organization = $1
                 and g.role = 'BRANCH_SUPERVISOR'
                 and g.during @> $2::date
           ), superiors as (
               select member from supervisors
               union
               select g.member
               from access.closure c
               join access.grants g on g.organization = c.ancestor
               where c.descendant = $1
                 and c.keeper
                 and g.role = 'ORGANISATION_OFFICER'
                 and g.during @> $2::date
                 and not exists (select from supervisors)
           )
           select s.member as "member!"
           from superiors s
           where not exists (
               select
               from directory.memberships h
               where h.member = s.member
                 and h.organization = $1
                 and h.relation in ('HOME', 'TEMPORARILY_IN')
                 and h.during @> $2::date)"#,
        organization,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(superiors)
}
