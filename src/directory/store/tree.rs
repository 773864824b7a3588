//! SQL of the tree as it is projected for the gate, and of the days that the projection waits for.

use crate::base::{Id, Result};
use crate::directory::organizations::types::Succession;
use crate::directory::words::Kind;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// One step of the way up from an organisation.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Above {
    pub(in crate::directory) organization: Id,
    pub(in crate::directory) kind: Kind,
    pub(in crate::directory) ancestor: Id,
    pub(in crate::directory) ancestor_kind: Kind,
    /// 0 for itself and for what it became.
    pub(in crate::directory) depth: i32,
}

/// Whether more than so many organisations stand below one, itself counted.
pub(in crate::directory) async fn holds_more(
    conn: &mut PgConnection,
    organization: Id,
    than: i64,
) -> Result<bool> {
    let counted = sqlx::query_scalar!(
        r#"select count(*) as "counted!"
           from (select from access.closure where ancestor = $1 limit $2) below"#,
        organization,
        than + 1,
    )
    .fetch_one(conn)
    .await?;
    Ok(counted > than)
}

/// Whether more than so many organisations stood below one on a day, itself counted.
pub(in crate::directory) async fn held_more(
    conn: &mut PgConnection,
    (organization, day): (Id, NaiveDate),
    than: i64,
) -> Result<bool> {
    let counted = sqlx::query_scalar!(
        r#"select count(*) as "counted!"
           from (select from directory.below($1, $2) limit $3) below"#,
        organization,
        day,
        than + 1,
    )
    .fetch_one(conn)
    .await?;
    Ok(counted > than)
}

/// Waits for whoever is changing the tree, until the transaction ends.
pub(in crate::directory) async fn lock(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!(r#"select directory.lock_tree() as "locked: ()""#)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// The way up from each of these organisations as the gate shall see it on a day, by organisation, nearest first.
pub(in crate::directory) async fn ways_up(
    conn: &mut PgConnection,
    organizations: &[Id],
    day: NaiveDate,
) -> Result<Vec<Above>> {
    let rows = sqlx::query!(
        r#"with recursive up as (
               select id as organization, id as ancestor, 0 as depth
               from unnest($1::uuid[]) as id
               union
               select u.organization, s.above, u.depth + s.step
               from up u
               cross join lateral directory.stands_under(u.ancestor, $2) s
           )
           select u.organization as "organization!", o.kind, u.ancestor as "ancestor!", a.kind as ancestor_kind,
                  min(u.depth) as "depth!"
           from up u
           join directory.organizations o on o.id = u.organization
           join directory.organizations a on a.id = u.ancestor
           group by u.organization, o.kind, u.ancestor, a.kind
           order by u.organization, min(u.depth), u.ancestor"#,
        organizations,
        day,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Above {
                organization: row.organization,
                kind: Kind::read(&row.kind)?,
                ancestor: row.ancestor,
                ancestor_kind: Kind::read(&row.ancestor_kind)?,
                depth: row.depth,
            })
        })
        .collect()
}

/// Events whose day has come and that the projection does not show yet, in their order.
pub(in crate::directory) async fn waiting(conn: &mut PgConnection, today: NaiveDate) -> Result<Vec<Id>> {
    let events = sqlx::query_scalar!(
        "select id
         from directory.organization_events
         where followed_at is null
           and day <= $1
         order by day, recorded_at, id",
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(events)
}

/// Notes that the projection shows an event.
pub(in crate::directory) async fn mark_followed(
    conn: &mut PgConnection,
    event: Id,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update directory.organization_events set followed_at = $2 where id = $1",
        event,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Which of these organisations begin after a day.
pub(in crate::directory) async fn yet_to_begin(
    conn: &mut PgConnection,
    organizations: &[Id],
    day: NaiveDate,
) -> Result<Vec<Id>> {
    let found = sqlx::query_scalar!(
        "select id
         from directory.organizations
         where id = any($1)
           and lower(during) > $2",
        organizations,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(found)
}

/// The organisations whose place in the tree an event touches: parents stay where they are.
pub(in crate::directory) async fn touched_by(conn: &mut PgConnection, event: Id) -> Result<Vec<Id>> {
    let touched = sqlx::query_scalar!(
        "select distinct organization
         from directory.organization_event_links
         where event = $1
           and part in ('SUBJECT', 'PREDECESSOR', 'SUCCESSOR')",
        event,
    )
    .fetch_all(conn)
    .await?;
    Ok(touched)
}

/// The organisation that carries on for another on a day.
pub(in crate::directory) async fn heir(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<Id> {
    let heir = sqlx::query_scalar!(r#"select directory.heir($1, $2) as "heir!""#, organization, day)
        .fetch_one(conn)
        .await?;
    Ok(heir)
}

/// What ended by an event, each with what carries on for it on a day.
pub(in crate::directory) async fn ended_by(
    conn: &mut PgConnection,
    event: Id,
    day: NaiveDate,
) -> Result<Vec<Succession>> {
    let rows = sqlx::query_as!(
        Succession,
        r#"select o.id as ended, directory.heir(o.id, $2) as "heir!", upper(o.during) as "day!"
           from directory.organizations o
           where exists (
               select
               from directory.organization_successions s
               where s.event = $1
                 and s.predecessor = o.id)
           order by o.id"#,
        event,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
