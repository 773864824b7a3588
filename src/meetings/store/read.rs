//! What is read of meetings.

use super::{agenda, people, replies};
use crate::base::{Id, Result};
use crate::meetings::types::Sight;
use crate::meetings::{AgendaItem, Filter, Held, Kind, Meeting, Parts, State};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Where a page of meetings begins.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::meetings) struct After {
    pub(in crate::meetings) time: Option<DateTime<Utc>>,
    pub(in crate::meetings) id: Option<Id>,
}

/// What a caller is to a meeting.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tie holds or not, whatever the others do"
)]
pub(in crate::meetings) struct Tie {
    pub(in crate::meetings) organization: Id,
    pub(in crate::meetings) issued: bool,
    pub(in crate::meetings) member: bool,
    pub(in crate::meetings) on_roster: bool,
    pub(in crate::meetings) chair: bool,
    pub(in crate::meetings) minutes_taker: bool,
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
    closed_by_itself: bool,
    seals_at: Option<DateTime<Utc>>,
    recorded_reason: String,
    reopen_reason: String,
}

/// To what calls the whole organisation belongs who does so today; to the rest, whom it calls.
pub(in crate::meetings) async fn tie(
    conn: &mut PgConnection,
    meeting: Id,
    caller: Id,
    today: NaiveDate,
) -> Result<Option<Tie>> {
    let tie = sqlx::query_as!(
        Tie,
        r#"select m.organization, m.issued_at is not null as "issued!",
             case
                 when m.kind in ('COMMITTEE', 'PARTY_CELL') then exists (
                     select
                     from meetings.audience(m.id, (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date) called
                     where called.member = $2)
                 else exists (
                     select
                     from directory.memberships h
                     where h.member = $2
                       and h.organization = m.organization
                       and h.relation in ('HOME', 'TEMPORARILY_IN')
                       and h.during @> coalesce((m.opened_at at time zone 'Asia/Ho_Chi_Minh')::date, $3))
             end as "member!",
             exists (
                 select
                 from meetings.roster r
                 where r.meeting = m.id
                   and r.member = $2) as "on_roster!",
             exists (
                 select
                 from meetings.parts p
                 where p.meeting = m.id
                   and p.member = $2
                   and p.part = 'CHAIR') as "chair!",
             exists (
                 select
                 from meetings.parts p
                 where p.meeting = m.id
                   and p.member = $2
                   and p.part = 'MINUTES_TAKER') as "minutes_taker!"
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
             m.starts_at, m.ends_at, m.opened_at, m.closed_at, m.version, m.postponed_from, m.change_reason,
             m.closed_by_itself, m.seals_at, m.recorded_reason, m.reopen_reason
         from meetings.meetings m
         join directory.organization_names n on n.organization = m.organization and n.during @> $2::date
         where m.id = $1",
        meeting,
        today,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(whole(conn, vec![row], caller).await?.pop())
}

pub(in crate::meetings) async fn of_organization(
    conn: &mut PgConnection,
    (organization, filter): (Id, Filter),
    sight: Sight,
    (after, most): (After, i64),
) -> Result<Vec<Meeting>> {
    let rows = sqlx::query_file_as!(
        Row,
        "src/meetings/store/of_organization.sql",
        organization,
        sight.today,
        sight.drafts,
        filter.from,
        filter.to,
        filter.state.map(State::name),
        after.time,
        after.id,
        most,
        sight.every_kind,
        sight.caller,
    )
    .fetch_all(&mut *conn)
    .await?;
    whole(conn, rows, sight.caller).await
}

/// Issued meetings that called the member on their day.
pub(in crate::meetings) async fn of_member(
    conn: &mut PgConnection,
    (member, today): (Id, NaiveDate),
    (after, most): (After, i64),
) -> Result<Vec<Meeting>> {
    let rows = sqlx::query_as!(
        Row,
        "select m.id, m.organization, n.name as organization_name, m.kind, m.state, m.title, m.place,
             m.starts_at, m.ends_at, m.opened_at, m.closed_at, m.version, m.postponed_from, m.change_reason,
             m.closed_by_itself, m.seals_at, m.recorded_reason, m.reopen_reason
         from meetings.meetings m
         join directory.organization_names n on n.organization = m.organization and n.during @> $2::date
         where m.issued_at is not null
           and m.organization in (
               select h.organization
               from directory.memberships h
               where h.member = $1
                 and h.relation in ('HOME', 'TEMPORARILY_IN')
               union
               select g.organization
               from access.grants g
               where g.member = $1)
           and exists (
               select
               from meetings.audience(m.id, (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date) called
               where called.member = $1)
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
    whole(conn, rows, member).await
}

/// Meetings with all that hangs on them, one query a kind of thing.
async fn whole(conn: &mut PgConnection, rows: Vec<Row>, asker: Id) -> Result<Vec<Meeting>> {
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let mut agendas = agenda::agendas(conn, &ids).await?;
    let mut parts = people::parts(conn, &ids).await?;
    let mut answered = replies::replies_of(conn, &ids, asker).await?;
    rows.into_iter()
        .map(|row| {
            let agenda = agendas.remove(&row.id).unwrap_or_default();
            Ok(Meeting {
                my_reply: answered.remove(&row.id),
                parts: parts.remove(&row.id).unwrap_or_default(),
                ..row.meeting(agenda)?
            })
        })
        .collect()
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
            parts: Parts::default(),
            held: Held {
                closed_by_itself: self.closed_by_itself,
                seals_at: self.seals_at,
                recorded_reason: self.recorded_reason,
                reopen_reason: self.reopen_reason,
            },
        })
    }
}
