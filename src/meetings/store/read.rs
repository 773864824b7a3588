//! What is read of meetings.

use super::replies;
use crate::base::{Id, Result};
use crate::meetings::{AgendaItem, Filter, Kind, Meeting, State};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// Where a page of meetings begins.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::meetings) struct After {
    pub(in crate::meetings) time: Option<DateTime<Utc>>,
    pub(in crate::meetings) id: Option<Id>,
}

/// A meeting whose row is locked until the transaction ends.
#[derive(Clone, Debug)]
pub(in crate::meetings) struct Locked {
    pub(in crate::meetings) state: String,
    pub(in crate::meetings) version: i32,
    pub(in crate::meetings) starts_at: DateTime<Utc>,
    pub(in crate::meetings) ends_at: DateTime<Utc>,
    pub(in crate::meetings) issued_at: Option<DateTime<Utc>>,
    pub(in crate::meetings) opened_at: Option<DateTime<Utc>>,
}

/// What a caller is to a meeting.
pub(in crate::meetings) struct Tie {
    pub(in crate::meetings) organization: Id,
    pub(in crate::meetings) issued: bool,
    pub(in crate::meetings) member: bool,
    pub(in crate::meetings) on_roster: bool,
}

struct Row {
    id: Id,
    organization: Id,
    organization_name: String,
    kind: String,
    state: String,
    title: String,
    place: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    opened_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    version: i32,
    postponed_from: Option<DateTime<Utc>>,
    change_reason: String,
}

pub(in crate::meetings) async fn tie(
    conn: &mut PgConnection,
    meeting: Id,
    caller: Id,
    today: NaiveDate,
) -> Result<Option<Tie>> {
    let tie = sqlx::query_as!(
        Tie,
        r#"select m.organization, m.issued_at is not null as "issued!",
             exists (
                 select
                 from directory.memberships h
                 where h.member = $2
                   and h.organization = m.organization
                   and h.relation in ('HOME', 'TEMPORARILY_IN')
                   and h.during @> $3::date) as "member!",
             exists (
                 select
                 from meetings.roster r
                 where r.meeting = m.id
                   and r.member = $2) as "on_roster!"
         from meetings.meetings m
         where m.id = $1"#,
        meeting,
        caller,
        today,
    )
    .fetch_optional(conn)
    .await?;
    Ok(tie)
}

pub(in crate::meetings) async fn lock(conn: &mut PgConnection, meeting: Id) -> Result<Option<Locked>> {
    let locked = sqlx::query_as!(
        Locked,
        "select state, version, starts_at, ends_at, issued_at, opened_at
         from meetings.meetings
         where id = $1
         for update",
        meeting,
    )
    .fetch_optional(conn)
    .await?;
    Ok(locked)
}

pub(in crate::meetings) async fn begins(
    conn: &mut PgConnection,
    meeting: Id,
) -> Result<Option<DateTime<Utc>>> {
    let begins = sqlx::query_scalar!("select starts_at from meetings.meetings where id = $1", meeting)
        .fetch_optional(conn)
        .await?;
    Ok(begins)
}

pub(in crate::meetings) async fn find(
    conn: &mut PgConnection,
    meeting: Id,
    caller: Id,
    today: NaiveDate,
) -> Result<Option<Meeting>> {
    let row = sqlx::query_as!(
        Row,
        "select m.id, m.organization, n.name as organization_name, m.kind, m.state, m.title, m.place,
             m.starts_at, m.ends_at, m.opened_at, m.closed_at, m.version, m.postponed_from, m.change_reason
         from meetings.meetings m
         join directory.organization_names n on n.organization = m.organization and n.during @> $2::date
         where m.id = $1",
        meeting,
        today,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let mut agendas = agendas(conn, &[meeting]).await?;
    let my_reply = replies::reply_of(conn, meeting, caller).await?;
    let agenda = agendas.remove(&meeting).unwrap_or_default();
    Ok(Some(Meeting {
        my_reply,
        ..row.meeting(agenda)?
    }))
}

pub(in crate::meetings) async fn of_organization(
    conn: &mut PgConnection,
    (organization, filter, drafts): (Id, Filter, bool),
    asker: (Id, NaiveDate),
    (after, most): (After, i64),
) -> Result<Vec<Meeting>> {
    let rows = sqlx::query_as!(
        Row,
        "select m.id, m.organization, n.name as organization_name, m.kind, m.state, m.title, m.place,
             m.starts_at, m.ends_at, m.opened_at, m.closed_at, m.version, m.postponed_from, m.change_reason
         from meetings.meetings m
         join directory.organization_names n on n.organization = m.organization and n.during @> $2::date
         where m.organization in (
                 select descendant
                 from access.closure
                 where ancestor = $1
                   and depth = 0
                   and ($3 or descendant = $1))
           and ($3 or m.issued_at is not null)
           and ($4::timestamptz is null or m.starts_at >= $4)
           and ($5::timestamptz is null or m.starts_at < $5)
           and ($6::text is null or m.state = $6)
           and ($7::timestamptz is null or (m.starts_at, m.id) < ($7, $8::uuid))
         order by m.starts_at desc, m.id desc
         limit $9",
        organization,
        asker.1,
        drafts,
        filter.from,
        filter.to,
        filter.state.map(State::name),
        after.time,
        after.id,
        most,
    )
    .fetch_all(&mut *conn)
    .await?;
    with_agendas(conn, rows, asker.0).await
}

/// Issued meetings of the branches the member belonged to on their day.
pub(in crate::meetings) async fn of_member(
    conn: &mut PgConnection,
    (member, today): (Id, NaiveDate),
    (after, most): (After, i64),
) -> Result<Vec<Meeting>> {
    let rows = sqlx::query_as!(
        Row,
        "select m.id, m.organization, n.name as organization_name, m.kind, m.state, m.title, m.place,
             m.starts_at, m.ends_at, m.opened_at, m.closed_at, m.version, m.postponed_from, m.change_reason
         from meetings.meetings m
         join directory.organization_names n on n.organization = m.organization and n.during @> $2::date
         where m.issued_at is not null
           and m.organization in (
               select h.organization
               from directory.memberships h
               where h.member = $1
                 and h.relation in ('HOME', 'TEMPORARILY_IN'))
           and exists (
               select
               from directory.memberships h
               where h.member = $1
                 and h.organization = m.organization
                 and h.relation in ('HOME', 'TEMPORARILY_IN')
                 and h.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date)
           and ($3::timestamptz is null or (m.starts_at, m.id) < ($3, $4::uuid))
         order by m.starts_at desc, m.id desc
         limit $5",
        member,
        today,
        after.time,
        after.id,
        most,
    )
    .fetch_all(&mut *conn)
    .await?;
    with_agendas(conn, rows, member).await
}

async fn with_agendas(conn: &mut PgConnection, rows: Vec<Row>, asker: Id) -> Result<Vec<Meeting>> {
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let mut agendas = agendas(conn, &ids).await?;
    let mut answered = replies::replies_of(conn, &ids, asker).await?;
    rows.into_iter()
        .map(|row| {
            let agenda = agendas.remove(&row.id).unwrap_or_default();
            Ok(Meeting {
                my_reply: answered.remove(&row.id),
                ..row.meeting(agenda)?
            })
        })
        .collect()
}

async fn agendas(conn: &mut PgConnection, meetings: &[Id]) -> Result<HashMap<Id, Vec<AgendaItem>>> {
    let rows = sqlx::query!(
        "select meeting, title, presenter, minutes_planned
         from meetings.agenda_items
         where meeting = any($1)
         order by meeting, position",
        meetings,
    )
    .fetch_all(conn)
    .await?;
    let mut agendas: HashMap<Id, Vec<AgendaItem>> = HashMap::new();
    for row in rows {
        agendas.entry(row.meeting).or_default().push(AgendaItem {
            title: row.title,
            presenter: row.presenter,
            minutes_planned: row.minutes_planned,
        });
    }
    Ok(agendas)
}

impl Row {
    fn meeting(self, agenda: Vec<AgendaItem>) -> Result<Meeting> {
        Ok(Meeting {
            id: self.id,
            organization: self.organization,
            organization_name: self.organization_name,
            kind: Kind::read(&self.kind)?,
            state: State::read(&self.state)?,
            title: self.title,
            place: self.place,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            opened_at: self.opened_at,
            closed_at: self.closed_at,
            version: self.version,
            agenda,
            my_reply: None,
            postponed_from: self.postponed_from,
            change_reason: self.change_reason,
        })
    }
}
