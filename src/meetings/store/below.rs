//! Meetings of everything below an organisation: what they are and when, and nothing of what they are about.

use super::read::After;
use crate::base::{Id, Result};
use crate::meetings::{Filter, Kind, Overseen, State};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

struct Row {
    id: Id,
    organization: Id,
    organization_name: String,
    kind: String,
    state: String,
    title: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    opened_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    postponed_from: Option<DateTime<Utc>>,
}

impl Row {
    fn overseen(self) -> Result<Overseen> {
        Ok(Overseen {
            id: self.id,
            organization: self.organization,
            organization_name: self.organization_name,
            kind: Kind::read(&self.kind)?,
            state: State::read(&self.state)?,
            title: self.title,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            opened_at: self.opened_at,
            closed_at: self.closed_at,
            postponed_from: self.postponed_from,
        })
    }
}

/// Newest first. Each organisation hands over no more than a page, from its own index.
pub(in crate::meetings) async fn below(
    conn: &mut PgConnection,
    (organization, today): (Id, NaiveDate),
    filter: Filter,
    (after, most): (After, i64),
) -> Result<Vec<Overseen>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select m.id as "id!", m.organization as "organization!", n.name as "organization_name!", m.kind as "kind!",
             m.state as "state!", m.title as "title!", m.starts_at as "starts_at!", m.ends_at as "ends_at!",
             m.opened_at, m.closed_at, m.postponed_from
         from (
             select found.*
             from access.closure c
             cross join lateral (
                 select m.id, m.organization, m.kind, m.state, m.title, m.starts_at, m.ends_at, m.opened_at,
                     m.closed_at, m.postponed_from
                 from meetings.meetings m
                 where m.organization = c.descendant
                   and m.issued_at is not null
                   and ($3::timestamptz is null or m.starts_at >= $3)
                   and ($4::timestamptz is null or m.starts_at < $4)
                   and ($5::text is null or m.state = $5)
                   and ($6::timestamptz is null or (m.starts_at, m.id) < ($6, $7::uuid))
                 order by m.starts_at desc, m.id desc
                 limit $8
             ) found
             where c.ancestor = $1
             order by found.starts_at desc, found.id desc
             limit $8
         ) m
         join directory.organization_names n on n.organization = m.organization and n.during @> $2::date
         order by m.starts_at desc, m.id desc"#,
        organization,
        today,
        filter.from,
        filter.to,
        filter.state.map(State::name),
        after.time,
        after.id,
        most,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::overseen).collect()
}

/// The same where much stands below: all meetings in the order of time, until those of the organisation fill a page.
pub(in crate::meetings) async fn walked(
    conn: &mut PgConnection,
    (organization, today): (Id, NaiveDate),
    filter: Filter,
    (after, most): (After, i64),
) -> Result<Vec<Overseen>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select m.id, m.organization, n.name as organization_name, m.kind, m.state, m.title, m.starts_at, m.ends_at,
             m.opened_at, m.closed_at, m.postponed_from
         from (
             select m.*
             from meetings.meetings m
             where m.issued_at is not null
               and ($3::timestamptz is null or m.starts_at >= $3)
               and ($4::timestamptz is null or m.starts_at < $4)
               and ($5::text is null or m.state = $5)
               and ($6::timestamptz is null or (m.starts_at, m.id) < ($6, $7::uuid))
               and (
                   select count(*) > 0
                   from access.closure c
                   where c.ancestor = $1
                     and c.descendant = m.organization)
             order by m.starts_at desc, m.id desc
             limit $8
         ) m
         join directory.organization_names n on n.organization = m.organization and n.during @> $2::date
         order by m.starts_at desc, m.id desc"#,
        organization,
        today,
        filter.from,
        filter.to,
        filter.state.map(State::name),
        after.time,
        after.id,
        most,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::overseen).collect()
}
