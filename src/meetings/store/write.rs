//! What is written of meetings.

use crate::base::{Id, Result};
use crate::directory::Rostered;
use crate::meetings::{Draft, Edit, Kind};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

pub(in crate::meetings) async fn insert(
    conn: &mut PgConnection,
    (id, organization): (Id, Id),
    draft: &Draft,
    (caller, now): (Id, DateTime<Utc>),
) -> Result<()> {
    sqlx::query!(
        "insert into meetings.meetings (
             id, organization, kind, state, title, place, starts_at, ends_at, called_by, created_at)
         values ($1, $2, $3, 'DRAFT', $4, $5, $6, $7, $8, $9)",
        id,
        organization,
        draft.kind.name(),
        draft.title,
        draft.place,
        draft.starts_at,
        draft.ends_at,
        caller,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Edits a meeting; whether anything is other than it was.
pub(in crate::meetings) async fn edit(conn: &mut PgConnection, meeting: Id, edit: &Edit) -> Result<bool> {
    let done = sqlx::query!(
        "update meetings.meetings
         set kind = coalesce($2, kind),
             title = coalesce($3, title),
             place = coalesce($4, place),
             starts_at = coalesce($5, starts_at),
             ends_at = coalesce($6, ends_at),
             version = version + 1
         where id = $1
           and (kind, title, place, starts_at, ends_at)
               <> (coalesce($2, kind), coalesce($3, title), coalesce($4, place),
                   coalesce($5, starts_at), coalesce($6, ends_at))",
        meeting,
        edit.kind.map(Kind::name),
        edit.title,
        edit.place,
        edit.starts_at,
        edit.ends_at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(in crate::meetings) async fn issue(
    conn: &mut PgConnection,
    meeting: Id,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings
         set state = 'ISSUED', issued_at = $2, version = version + 1
         where id = $1",
        meeting,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::meetings) async fn open(
    conn: &mut PgConnection,
    meeting: Id,
    began: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings
         set state = 'OPEN', opened_at = $2, version = version + 1
         where id = $1",
        meeting,
        began,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::meetings) async fn close(
    conn: &mut PgConnection,
    meeting: Id,
    ended: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings m
         set state = 'CLOSED',
             closed_at = $2,
             seals_at = $3::timestamptz + make_interval(hours => sealing.value),
             version = version + 1
         from regulations.numbers sealing
         where m.id = $1
           and sealing.rule = 'SEALING_HOURS'
           and sealing.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date",
        meeting,
        ended,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::meetings) async fn put_roster(
    conn: &mut PgConnection,
    meeting: Id,
    roster: &[Rostered],
) -> Result<()> {
    let members: Vec<Id> = roster.iter().map(|line| line.member).collect();
    let classes: Vec<String> = roster.iter().map(|line| line.class.name().to_owned()).collect();
    let activities: Vec<String> = roster
        .iter()
        .map(|line| line.activity.name().to_owned())
        .collect();
    let relations: Vec<String> = roster
        .iter()
        .map(|line| line.relation.name().to_owned())
        .collect();
    sqlx::query!(
        "insert into meetings.roster (meeting, member, class, activity, relation)
         select $1, member, class, activity, relation
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[])
             as line (member, class, activity, relation)",
        meeting,
        &members,
        &classes,
        &activities,
        &relations,
    )
    .execute(conn)
    .await?;
    Ok(())
}
