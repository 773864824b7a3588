//! The SQL of how meetings are held.

mod elsewhere;
mod guests;
mod roster;
mod turns;

pub(super) use elsewhere::{Bounds, begin_earlier, bounds, end_later, names_of};
pub(super) use guests::{count_guests, guests, put_guest, remove_guest, unguest};
pub(super) use roster::{late_lines, line, name_of, put_line};
pub(super) use turns::{NewTurn, begin, end, put_turn, put_turns, turns};

use super::{Forgotten, Held};
use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// A meeting that was closed by itself.
#[derive(Clone, Debug)]
pub(super) struct ClosedByItself {
    pub(super) meeting: Id,
    pub(super) title: String,
    pub(super) ended: DateTime<Utc>,
}

/// The times of a meeting that has begun.
pub(super) async fn held(conn: &mut PgConnection, meeting: Id) -> Result<Held> {
    let held = sqlx::query_as!(
        Held,
        r#"select opened_at as "opened_at!", seals_at
           from meetings.meetings
           where id = $1"#,
        meeting,
    )
    .fetch_one(conn)
    .await?;
    Ok(held)
}

/// When a meeting had ended before it was opened again.
pub(super) async fn previous_end(conn: &mut PgConnection, meeting: Id) -> Result<Option<DateTime<Utc>>> {
    let end = sqlx::query_scalar!(
        "select previous_end from meetings.meetings where id = $1",
        meeting
    )
    .fetch_one(conn)
    .await?;
    Ok(end)
}

pub(super) async fn reopen(
    conn: &mut PgConnection,
    meeting: Id,
    (reason, now): (&str, DateTime<Utc>),
) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings
         set state = 'OPEN',
             previous_end = closed_at,
             closed_at = null,
             seals_at = null,
             closed_by_itself = false,
             reopened_at = $2,
             reopen_reason = $3,
             version = version + 1
         where id = $1",
        meeting,
        now,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A meeting that was never issued is from now on there for the branch.
pub(super) async fn record_afterwards(
    conn: &mut PgConnection,
    meeting: Id,
    (began, ended): (DateTime<Utc>, DateTime<Utc>),
    (reason, now): (&str, DateTime<Utc>),
) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings m
         set state = 'CLOSED',
             issued_at = coalesce(m.issued_at, $5),
             opened_at = $2,
             closed_at = $3,
             seals_at = $5::timestamptz + make_interval(hours => sealing.value),
             recorded_reason = $4,
             version = version + 1
         from regulations.numbers sealing
         where m.id = $1
           and sealing.rule = 'SEALING_HOURS'
           and sealing.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date",
        meeting,
        began,
        ended,
        reason,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Closes those that are open still, since the same moment, and that nobody else is closing.
pub(super) async fn close_by_itself(
    conn: &mut PgConnection,
    forgotten: &[Forgotten],
    now: DateTime<Utc>,
) -> Result<Vec<ClosedByItself>> {
    let meetings: Vec<Id> = forgotten.iter().map(|forgotten| forgotten.meeting).collect();
    let since: Vec<DateTime<Utc>> = forgotten.iter().map(|forgotten| forgotten.since).collect();
    let ended: Vec<DateTime<Utc>> = forgotten.iter().map(|forgotten| forgotten.ended).collect();
    let closed = sqlx::query_as!(
        ClosedByItself,
        r#"with alone as (
               select m.id, f.ended, sealing.value as hours
               from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as f (meeting, since, ended)
               join meetings.under_way u on u.meeting = f.meeting and u.since = f.since
               join meetings.meetings m on m.id = f.meeting
               join regulations.numbers sealing
                   on sealing.rule = 'SEALING_HOURS'
                   and sealing.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
               where m.state = 'OPEN'
               for update of m skip locked
           )
           update meetings.meetings m
           set state = 'CLOSED',
               closed_at = alone.ended,
               closed_by_itself = true,
               seals_at = $4::timestamptz + make_interval(hours => alone.hours),
               version = version + 1
           from alone
           where m.id = alone.id
           returning m.id as "meeting!", m.title as "title!", alone.ended as "ended!""#,
        &meetings,
        &since,
        &ended,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(closed)
}

/// Who runs some meetings, on a day: secretary and deputy, whoever stands in for them, and the chairs.
pub(super) async fn runners(
    conn: &mut PgConnection,
    meetings: &[Id],
    day: NaiveDate,
) -> Result<Vec<(Id, Id)>> {
    let rows = sqlx::query!(
        r#"select m.id as "meeting!", g.member as "member!"
           from meetings.meetings m
           join access.grants g on g.organization = m.organization
           where m.id = any($1)
             and g.role in ('SECRETARY', 'DEPUTY_SECRETARY')
             and g.during @> $2::date
           union
           select p.meeting, p.member
           from meetings.parts p
           where p.meeting = any($1)
             and p.part = 'CHAIR'"#,
        meetings,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.meeting, row.member)).collect())
}
