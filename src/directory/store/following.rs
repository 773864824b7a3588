//! SQL of members who follow their organisation: memberships are cut on a day and go on elsewhere.

use super::reshaping::{Cut, from_then_on};
use crate::base::{Clock, Id, Result, ids};
use crate::directory::organizations::types::MovedMembers;
use crate::directory::words::Relation;
use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;

/// Which memberships follow: those of everybody, or of some.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Following<'a> {
    pub(in crate::directory) from: Id,
    pub(in crate::directory) to: Id,
    /// Everybody when absent.
    pub(in crate::directory) members: Option<&'a [Id]>,
}

/// What a membership says that goes on elsewhere.
#[derive(Default)]
struct Onward {
    ids: Vec<Id>,
    new_ids: Vec<Id>,
    members: Vec<Id>,
    relations: Vec<String>,
    days: Vec<PgRange<NaiveDate>>,
    stays: Vec<Option<Id>>,
}

/// Cuts the memberships in force on a day and opens the same ones elsewhere; those that were to begin later begin there.
#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
pub(in crate::directory) async fn follow(
    conn: &mut PgConnection,
    clock: &Clock,
    following: Following<'_>,
    cut: Cut<'_>,
) -> Result<MovedMembers> {
    let Following { from, to, members } = following;
    let onward = onward(conn, clock, &following, cut.day).await?;
    sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), $2)
         where id = any($1)",
        &onward.ids,
        cut.day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into directory.memberships (id, member, organization, relation, during, decision_number, stay)
         select id, member, $2, relation, during, $6, stay
         from unnest($1::uuid[], $3::uuid[], $4::text[], $5::daterange[], $7::uuid[])
             as going (id, member, relation, during, stay)",
        &onward.new_ids,
        to,
        &onward.members,
        &onward.relations,
        &onward.days,
        cut.decision_number,
        &onward.stays as &[Option<Id>],
    )
    .execute(&mut *conn)
    .await?;
    let later = sqlx::query_scalar!(
        "update directory.memberships
         set organization = $2
         where organization = $1
           and lower(during) >= $3
           and ($4::uuid[] is null or member = any($4))
         returning relation",
        from,
        to,
        cut.day,
        members,
    )
    .fetch_all(&mut *conn)
    .await?;
    meet_at_home(conn, to, cut.day).await?;
    let home = Relation::Home.name();
    let moved = onward.relations.iter().chain(&later);
    let (at_home, others): (Vec<_>, Vec<_>) = moved.partition(|relation| *relation == home);
    Ok(MovedMembers {
        from,
        to,
        home: at_home.len(),
        temporary: others.len(),
    })
}

async fn onward(
    conn: &mut PgConnection,
    clock: &Clock,
    following: &Following<'_>,
    day: NaiveDate,
) -> Result<Onward> {
    let rows = sqlx::query!(
        "select id, member, relation, during, stay
         from directory.memberships
         where organization = $1
           and during @> $2::date
           and (lower_inf(during) or lower(during) < $2)
           and ($3::uuid[] is null or member = any($3))
         order by id
         for update",
        following.from,
        day,
        following.members,
    )
    .fetch_all(conn)
    .await?;
    let mut onward = Onward::default();
    for row in rows {
        onward.ids.push(row.id);
        onward.new_ids.push(ids::new(clock));
        onward.members.push(row.member);
        onward.relations.push(row.relation);
        onward.stays.push(row.stay);
        onward.days.push(from_then_on(day, row.during));
    }
    Ok(onward)
}

/// Where home and the temporary stay have become one branch, nobody is away any more, and nobody stands there or is
/// linked to it twice.
async fn meet_at_home(conn: &mut PgConnection, organization: Id, day: NaiveDate) -> Result<()> {
    let stays = sqlx::query_scalar!(
        "select s.id
         from directory.memberships s
         where s.relation in ('TEMPORARILY_IN', 'TEMPORARILY_OUT', 'RESIDENCE_LINK')
           and s.organization = $1
           and (upper(s.during) is null or upper(s.during) > $2)
           and exists (
               select
               from directory.memberships h
               where h.member = s.member
                 and h.organization = $1
                 and (h.relation = 'HOME'
                      or (h.relation = 'RESIDENCE_LINK' and s.relation = 'RESIDENCE_LINK' and h.id < s.id))
                 and h.during && s.during
                 and (upper(h.during) is null or upper(h.during) > $2))
           and (s.relation <> 'TEMPORARILY_OUT' or exists (
               select
               from directory.memberships i
               where i.member = s.member
                 and i.organization = $1
                 and i.relation = 'TEMPORARILY_IN'
                 and (upper(i.during) is null or upper(i.during) > $2)))",
        organization,
        day,
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from directory.memberships where id = any($1) and lower(during) >= $2",
        &stays,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), $2)
         where id = any($1)
           and (lower_inf(during) or lower(during) < $2)",
        &stays,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many members belong to an organisation on a day or later, in any way.
pub(in crate::directory) async fn belonging(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<i64> {
    let belonging = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from directory.memberships
           where organization = $1
             and (upper(during) is null or upper(during) > $2)"#,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(belonging)
}

/// Which of these members do not belong to an organisation on a day.
pub(in crate::directory) async fn not_of(
    conn: &mut PgConnection,
    organization: Id,
    members: &[Id],
    day: NaiveDate,
) -> Result<Vec<Id>> {
    let strangers = sqlx::query_scalar!(
        r#"select m as "member!"
           from unnest($2::uuid[]) as m
           where not exists (
               select
               from directory.memberships s
               where s.member = m
                 and s.organization = $1
                 and s.during @> $3::date)"#,
        organization,
        members,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(strangers)
}

/// An organisation that a member belongs to beyond its end, and that end; the first to end comes first.
pub(in crate::directory) async fn overstays(
    conn: &mut PgConnection,
    member: Id,
) -> Result<Option<(Id, NaiveDate)>> {
    let row = sqlx::query!(
        r#"select o.id, upper(o.during) as "day!"
           from directory.memberships s
           join directory.organizations o on o.id = s.organization
           where s.member = $1
             and not upper_inf(o.during)
             and (upper(s.during) is null or upper(s.during) > upper(o.during))
           order by upper(o.during)
           limit 1"#,
        member,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.id, row.day)))
}

/// The organisations on which a member holds a role beyond their end, and that end.
pub(in crate::directory) async fn outlasting_grants(
    conn: &mut PgConnection,
    member: Id,
) -> Result<Vec<(Id, NaiveDate)>> {
    let rows = sqlx::query!(
        r#"select distinct o.id, upper(o.during) as "day!"
           from access.grants g
           join directory.organizations o on o.id = g.organization
           where g.member = $1
             and not upper_inf(o.during)
             and (upper(g.during) is null or upper(g.during) > upper(o.during))"#,
        member,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.day)).collect())
}
