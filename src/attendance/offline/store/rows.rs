//! Events as they were sent.

use crate::attendance::offline::{Doubt, Sort};
use crate::attendance::{Disposition, Kind, Method};
use crate::base::{Id, Result};
use crate::meetings::ReasonKind;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// An event as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::attendance::offline) struct Kept {
    pub(in crate::attendance::offline) event: Id,
    pub(in crate::attendance::offline) sender: Id,
    pub(in crate::attendance::offline) session: Id,
    pub(in crate::attendance::offline) sort: Sort,
    pub(in crate::attendance::offline) member: Option<Id>,
    pub(in crate::attendance::offline) refers_to: Option<Id>,
    pub(in crate::attendance::offline) method: Method,
    pub(in crate::attendance::offline) reason: String,
    pub(in crate::attendance::offline) reason_kind: Option<ReasonKind>,
    pub(in crate::attendance::offline) code: String,
    pub(in crate::attendance::offline) claimed_at: DateTime<Utc>,
    pub(in crate::attendance::offline) offset_ms: i64,
    pub(in crate::attendance::offline) shown_at: Option<DateTime<Utc>>,
    pub(in crate::attendance::offline) at: DateTime<Utc>,
    pub(in crate::attendance::offline) doubts: Vec<Doubt>,
    pub(in crate::attendance::offline) is_held: bool,
}

/// A kept event with what became of it, for who looks through them.
#[derive(Clone, Debug)]
pub(in crate::attendance::offline) struct Line {
    pub(in crate::attendance::offline) kept: Kept,
    pub(in crate::attendance::offline) received_at: DateTime<Utc>,
    pub(in crate::attendance::offline) sender_name: String,
    pub(in crate::attendance::offline) member_name: String,
    pub(in crate::attendance::offline) is_on_roster: bool,
    pub(in crate::attendance::offline) waits: bool,
}

/// Keeps events; those that are kept already stay as they were.
#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
pub(in crate::attendance::offline) async fn put(
    conn: &mut PgConnection,
    meeting: Id,
    rows: &[Kept],
    now: DateTime<Utc>,
) -> Result<()> {
    let text = |of: fn(&Kept) -> String| rows.iter().map(of).collect::<Vec<String>>();
    let ids = |of: fn(&Kept) -> Id| rows.iter().map(of).collect::<Vec<Id>>();
    let members: Vec<Option<Id>> = rows.iter().map(|row| row.member).collect();
    let refers_to: Vec<Option<Id>> = rows.iter().map(|row| row.refers_to).collect();
    let reason_kinds: Vec<Option<&str>> = rows
        .iter()
        .map(|row| row.reason_kind.map(ReasonKind::name))
        .collect();
    let claimed: Vec<DateTime<Utc>> = rows.iter().map(|row| row.claimed_at).collect();
    let offsets: Vec<i64> = rows.iter().map(|row| row.offset_ms).collect();
    let shown: Vec<Option<DateTime<Utc>>> = rows.iter().map(|row| row.shown_at).collect();
    let at: Vec<DateTime<Utc>> = rows.iter().map(|row| row.at).collect();
    sqlx::query!(
        "insert into attendance.received
             (meeting, event, sender, session, kind, member, refers_to, method, reason, reason_kind, code, claimed_at,
              clock_offset_ms, shown_at, occurred_at, received_at, doubts, state)
         select $1, r.event, r.sender, r.session, r.kind, r.member, r.refers_to, r.method, r.reason, r.reason_kind,
             r.code, r.claimed, r.ahead, r.shown, r.at, $17, string_to_array(r.doubts, ' '), 'HELD'
         from unnest(
             $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
             $10::text[], $11::text[], $12::timestamptz[], $13::bigint[], $14::timestamptz[], $15::timestamptz[],
             $16::text[])
             as r (event, sender, session, kind, member, refers_to, method, reason, reason_kind, code, claimed, ahead,
                 shown, at, doubts)
         order by r.event
         on conflict do nothing",
        meeting,
        &ids(|row| row.event),
        &ids(|row| row.sender),
        &ids(|row| row.session),
        &text(|row| row.sort.name().to_owned()),
        &members as &[Option<Id>],
        &refers_to as &[Option<Id>],
        &text(|row| row.method.name().to_owned()),
        &text(|row| row.reason.clone()),
        &reason_kinds as &[Option<&str>],
        &text(|row| row.code.clone()),
        &claimed,
        &offsets,
        &shown as &[Option<DateTime<Utc>>],
        &at,
        &text(|row| written(&row.doubts)),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Some events of a meeting, as they are kept.
pub(in crate::attendance::offline) async fn kept(
    conn: &mut PgConnection,
    meeting: Id,
    events: &[Id],
) -> Result<HashMap<Id, Kept>> {
    let lines = sqlx::query_file_as!(
        Row,
        "src/attendance/offline/store/received.sql",
        meeting,
        Some(events),
        false,
    )
    .fetch_all(conn)
    .await?;
    let read = |line: Row| line.read().map(|line| (line.kept.event, line.kept));
    lines.into_iter().map(read).collect()
}

/// What still waits to be taken up, in the order of its time.
pub(in crate::attendance::offline) async fn held(conn: &mut PgConnection, meeting: Id) -> Result<Vec<Kept>> {
    let lines = sqlx::query_file_as!(
        Row,
        "src/attendance/offline/store/received.sql",
        meeting,
        None::<&[Id]>,
        true,
    )
    .fetch_all(conn)
    .await?;
    lines
        .into_iter()
        .map(|line| line.read().map(|line| line.kept))
        .collect()
}

/// Everything that came in about a meeting, in the order of its time.
pub(in crate::attendance::offline) async fn lines(conn: &mut PgConnection, meeting: Id) -> Result<Vec<Line>> {
    let lines = sqlx::query_file_as!(
        Row,
        "src/attendance/offline/store/received.sql",
        meeting,
        None::<&[Id]>,
        false,
    )
    .fetch_all(conn)
    .await?;
    lines.into_iter().map(Row::read).collect()
}

/// Some events were taken up.
pub(in crate::attendance::offline) async fn mark_taken(
    conn: &mut PgConnection,
    meeting: Id,
    events: &[Id],
) -> Result<()> {
    sqlx::query!(
        "update attendance.received set state = 'TAKEN' where meeting = $1 and event = any($2) and state = 'HELD'",
        meeting,
        events,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// About whom the events are that others take back, and what they say.
pub(in crate::attendance::offline) async fn targets(
    conn: &mut PgConnection,
    meeting: Id,
    events: &[Id],
) -> Result<HashMap<Id, (Id, Kind, Disposition)>> {
    let rows = sqlx::query!(
        "select event, member, kind, disposition
         from attendance.events
         where meeting = $1
           and event = any($2)",
        meeting,
        events,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let said = (
                row.member,
                Kind::read(&row.kind)?,
                Disposition::read(&row.disposition)?,
            );
            Ok((row.event, said))
        })
        .collect()
}

/// Meetings of which something can be taken up by now.
pub(in crate::attendance::offline) async fn moving(conn: &mut PgConnection, most: i64) -> Result<Vec<Id>> {
    let meetings = sqlx::query_scalar!(
        "select distinct h.meeting
         from attendance.received h
         where h.state = 'HELD'
           and (exists (select from meetings.roster r where r.meeting = h.meeting and r.member = h.member)
             or (h.kind = 'VOID'
               and h.doubts = '{}'
               and exists (
                   select
                   from attendance.events e
                   where e.meeting = h.meeting
                     and e.event = h.refers_to
                     and e.kind not in ('VOID', 'CONFIRM'))))
         order by h.meeting
         limit $1",
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(meetings)
}

/// Columns of `received.sql`.
struct Row {
    event: Id,
    sender: Id,
    session: Id,
    kind: String,
    member: Option<Id>,
    refers_to: Option<Id>,
    method: String,
    reason: String,
    reason_kind: Option<String>,
    code: String,
    claimed_at: DateTime<Utc>,
    clock_offset_ms: i64,
    shown_at: Option<DateTime<Utc>>,
    occurred_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    doubts: Vec<String>,
    state: String,
    sender_name: Option<String>,
    member_name: Option<String>,
    is_on_roster: bool,
    waits: bool,
}

impl Row {
    fn read(self) -> Result<Line> {
        let doubts = self.doubts.iter().map(|name| Doubt::read(name));
        Ok(Line {
            received_at: self.received_at,
            sender_name: self.sender_name.unwrap_or_default(),
            member_name: self.member_name.unwrap_or_default(),
            is_on_roster: self.is_on_roster,
            waits: self.waits,
            kept: Kept {
                event: self.event,
                sender: self.sender,
                session: self.session,
                sort: Sort::read(&self.kind)?,
                member: self.member,
                refers_to: self.refers_to,
                method: Method::read(&self.method)?,
                reason: self.reason,
                reason_kind: self.reason_kind.as_deref().map(ReasonKind::read).transpose()?,
                code: self.code,
                claimed_at: self.claimed_at,
                offset_ms: self.clock_offset_ms,
                shown_at: self.shown_at,
                at: self.occurred_at,
                doubts: doubts.collect::<Result<_>>()?,
                is_held: self.state == "HELD",
            },
        })
    }
}

fn written(doubts: &[Doubt]) -> String {
    let names: Vec<&str> = doubts.iter().map(|doubt| doubt.name()).collect();
    names.join(" ")
}
