//! Meetings of the past taken over from elsewhere, in bulk, by the operator.

use super::steps;
use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A regular meeting that was held.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its id, minted for the time it was called.
    pub id: Id,
    /// Whose meeting it was.
    pub organization: Id,
    /// Its title.
    pub title: String,
    /// Where it was held.
    pub place: String,
    /// When it was called.
    pub called_at: DateTime<Utc>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
}

/// One line of a roster that was frozen.
#[derive(Clone, Debug)]
pub struct RosterLine {
    /// The meeting.
    pub meeting: Id,
    /// The member.
    pub member: Id,
    /// As stored: `ACTIVE`, `EXEMPT`, ...
    pub activity: String,
    /// As stored: `HOME`, `TEMPORARILY_IN`, `TEMPORARILY_OUT`.
    pub relation: String,
}

/// Records meetings as closed and freezes their rosters as of their days.
pub async fn record(conn: &mut PgConnection, meetings: &[Past]) -> Result<Vec<RosterLine>> {
    let ids: Vec<Id> = meetings.iter().map(|meeting| meeting.id).collect();
    insert(conn, &ids, meetings).await?;
    for meeting in meetings {
        steps::freeze(conn, meeting.id, meeting.organization, meeting.started_at).await?;
    }
    roster(conn, &ids).await
}

async fn insert(conn: &mut PgConnection, ids: &[Id], meetings: &[Past]) -> Result<()> {
    let organizations: Vec<Id> = meetings.iter().map(|meeting| meeting.organization).collect();
    let titles: Vec<String> = meetings.iter().map(|meeting| meeting.title.clone()).collect();
    let places: Vec<String> = meetings.iter().map(|meeting| meeting.place.clone()).collect();
    let called: Vec<DateTime<Utc>> = meetings.iter().map(|meeting| meeting.called_at).collect();
    let started: Vec<DateTime<Utc>> = meetings.iter().map(|meeting| meeting.started_at).collect();
    let ended: Vec<DateTime<Utc>> = meetings.iter().map(|meeting| meeting.ended_at).collect();
    sqlx::query!(
        "insert into meetings.meetings (
             id, organization, kind, state, title, place, starts_at, ends_at,
             issued_at, opened_at, closed_at, seals_at, created_at)
         select id, organization, 'REGULAR', 'CLOSED', title, place, started, ended, called, started, ended,
             ended + make_interval(hours => sealing.value), called
         from unnest(
             $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[])
             as past (id, organization, title, place, called, started, ended)
         join regulations.numbers sealing
             on sealing.rule = 'SEALING_HOURS'
             and sealing.during @> (started at time zone 'Asia/Ho_Chi_Minh')::date",
        ids,
        &organizations,
        &titles,
        &places,
        &called,
        &started,
        &ended,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn roster(conn: &mut PgConnection, meetings: &[Id]) -> Result<Vec<RosterLine>> {
    let rows = sqlx::query_as!(
        RosterLine,
        "select meeting, member, activity, relation
         from meetings.roster
         where meeting = any($1)
         order by meeting, member",
        meetings,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
