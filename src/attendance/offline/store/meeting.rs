//! What is known of the meeting around what phones send, and of the phone that takes the kit along.

use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A meeting's plan, as far as a phone needs it.
#[derive(Clone, Debug)]
pub(in crate::attendance::offline) struct Plan {
    pub(in crate::attendance::offline) state: String,
    pub(in crate::attendance::offline) title: String,
    pub(in crate::attendance::offline) place: String,
    pub(in crate::attendance::offline) starts_at: DateTime<Utc>,
    pub(in crate::attendance::offline) ends_at: DateTime<Utc>,
}

/// Numbers of the rule set of its day.
#[derive(Clone, Copy, Debug)]
pub(in crate::attendance::offline) struct Hours {
    pub(in crate::attendance::offline) grace_minutes: i32,
    pub(in crate::attendance::offline) early: i32,
    pub(in crate::attendance::offline) sealing: i32,
}

/// Lets what takes back, opens or closes, or comes from who records, be alone with a meeting; all others come together.
pub(in crate::attendance::offline) async fn lock(
    conn: &mut PgConnection,
    meeting: Id,
    is_alone: bool,
) -> Result<()> {
    if is_alone {
        sqlx::query!(
            r#"select pg_advisory_xact_lock(hashtextextended('attendance.received', 0) # hashtextextended($1::uuid::text, 0)) as "locked: ()""#,
            meeting,
        )
        .fetch_one(conn)
        .await?;
    } else {
        sqlx::query!(
            r#"select pg_advisory_xact_lock_shared(hashtextextended('attendance.received', 0) # hashtextextended($1::uuid::text, 0)) as "locked: ()""#,
            meeting,
        )
        .fetch_one(conn)
        .await?;
    }
    Ok(())
}

/// Between which moments a meeting can be, by its plan.
pub(in crate::attendance::offline) async fn span(
    conn: &mut PgConnection,
    meeting: Id,
) -> Result<Option<(DateTime<Utc>, DateTime<Utc>)>> {
    let row = sqlx::query!(
        r#"select
             m.starts_at - make_interval(hours => early.value) as "from!",
             m.ends_at + make_interval(hours => patience.value) as "to!"
         from meetings.meetings m
         join regulations.numbers early
             on early.rule = 'EARLY_OPENING_HOURS'
             and early.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
         join regulations.numbers patience
             on patience.rule = 'FORGOTTEN_CLOSING_HOURS'
             and patience.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
         where m.id = $1"#,
        meeting,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.from, row.to)))
}

pub(in crate::attendance::offline) async fn plan(
    conn: &mut PgConnection,
    meeting: Id,
) -> Result<Option<Plan>> {
    let plan = sqlx::query_as!(
        Plan,
        "select state, title, place, starts_at, ends_at from meetings.meetings where id = $1",
        meeting,
    )
    .fetch_optional(conn)
    .await?;
    Ok(plan)
}

pub(in crate::attendance::offline) async fn hours(conn: &mut PgConnection, meeting: Id) -> Result<Hours> {
    let hours = sqlx::query_as!(
        Hours,
        "select grace.value as grace_minutes, early.value as early, sealing.value as sealing
         from meetings.meetings m
         join regulations.numbers grace
             on grace.rule = 'LATE_GRACE_MINUTES'
             and grace.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
         join regulations.numbers early
             on early.rule = 'EARLY_OPENING_HOURS'
             and early.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
         join regulations.numbers sealing
             on sealing.rule = 'SEALING_HOURS'
             and sealing.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
         where m.id = $1",
        meeting,
    )
    .fetch_one(conn)
    .await?;
    Ok(hours)
}

/// Whether a session is that of a phone which signs its refreshes, and of no shared computer.
pub(in crate::attendance::offline) async fn is_bound(conn: &mut PgConnection, session: Id) -> Result<bool> {
    let bound = sqlx::query_scalar!(
        r#"select public_key is not null and not shared as "bound!" from identity.sessions where id = $1"#,
        session,
    )
    .fetch_optional(conn)
    .await?;
    Ok(bound.unwrap_or_default())
}

/// Who took a kit along, on which device.
pub(in crate::attendance::offline) async fn note_kit(
    conn: &mut PgConnection,
    meeting: Id,
    (member, session): (Id, Id),
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into attendance.kits (meeting, member, session, given_at) values ($1, $2, $3, $4)",
        meeting,
        member,
        session,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
