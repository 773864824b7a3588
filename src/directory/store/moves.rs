//! SQL of memberships that end and begin, many at a time: homes that move, stays elsewhere.

use crate::base::{Clock, Id, Result, ids};
use crate::db;
use crate::directory::Refusal;
use crate::directory::words::Relation;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Moves homes of members, each to another branch: the old membership ends the day before.
pub(in crate::directory) async fn move_homes(
    conn: &mut PgConnection,
    clock: &Clock,
    homes: &[(Id, Id)],
    from: NaiveDate,
) -> Result<()> {
    let members: Vec<Id> = homes.iter().map(|(member, _)| *member).collect();
    close(conn, &members, &[Relation::Home], from).await?;
    let begun: Vec<_> = homes
        .iter()
        .map(|(member, home)| (*member, *home, from))
        .collect();
    let written = open(conn, clock, Relation::Home, &begun).await;
    db::on_constraint(written, "memberships_one_home", || Refusal::StandingOverlaps)
}

/// Ends stays elsewhere: the day before is the last.
pub(in crate::directory) async fn end_stays(
    conn: &mut PgConnection,
    members: &[Id],
    from: NaiveDate,
) -> Result<()> {
    let relations = [Relation::TemporarilyOut, Relation::TemporarilyIn];
    close(conn, members, &relations, from).await
}

/// A stay elsewhere that begins.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Departure {
    pub(in crate::directory) member: Id,
    pub(in crate::directory) home: Id,
    /// The branch there, when it is on file.
    pub(in crate::directory) branch: Option<Id>,
    pub(in crate::directory) from: NaiveDate,
}

/// Begins stays elsewhere: away at home, and in the branch there when it is on file.
pub(in crate::directory) async fn begin_stays(
    conn: &mut PgConnection,
    clock: &Clock,
    stays: &[Departure],
) -> Result<()> {
    let out: Vec<_> = stays
        .iter()
        .map(|stay| (stay.member, stay.home, stay.from))
        .collect();
    let away = open(conn, clock, Relation::TemporarilyOut, &out).await;
    db::on_constraint(away, "memberships_one_absence", || Refusal::StandingOverlaps)?;
    let guests: Vec<_> = stays
        .iter()
        .filter_map(|stay| Some((stay.member, stay.branch?, stay.from)))
        .collect();
    let present = open(conn, clock, Relation::TemporarilyIn, &guests).await;
    db::on_constraint(present, "memberships_one_temporary", || Refusal::StandingOverlaps)
}

/// Closes what is open on a day and began before it.
async fn close(
    conn: &mut PgConnection,
    members: &[Id],
    relations: &[Relation],
    day: NaiveDate,
) -> Result<()> {
    let relations: Vec<String> = relations
        .iter()
        .map(|relation| relation.name().to_owned())
        .collect();
    sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), $3)
         where member = any($1)
           and relation = any($2)
           and during @> $3::date
           and lower(during) < $3",
        members,
        &relations,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Opens memberships, each of a member in an organisation from a day on.
async fn open(
    conn: &mut PgConnection,
    clock: &Clock,
    relation: Relation,
    begun: &[(Id, Id, NaiveDate)],
) -> Result<(), sqlx::Error> {
    let ids: Vec<Id> = begun.iter().map(|_| ids::new(clock)).collect();
    let members: Vec<Id> = begun.iter().map(|(member, ..)| *member).collect();
    let organizations: Vec<Id> = begun.iter().map(|(_, organization, _)| *organization).collect();
    let days: Vec<NaiveDate> = begun.iter().map(|(.., day)| *day).collect();
    sqlx::query!(
        "insert into directory.memberships (id, member, organization, relation, during)
         select id, member, organization, $1, daterange(day, null)
         from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::date[]) as begun (id, member, organization, day)",
        relation.name(),
        &ids,
        &members,
        &organizations,
        &days,
    )
    .execute(conn)
    .await?;
    Ok(())
}
