//! What bounds an opening or a closing that comes in later.

use crate::base::{Id, Result};
use crate::directory::Rostered;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// A meeting, locked until the transaction ends, with everything that bounds its times.
#[derive(Clone, Debug)]
pub(in crate::meetings::holding) struct Bounds {
    pub(in crate::meetings::holding) organization: Id,
    pub(in crate::meetings::holding) state: String,
    pub(in crate::meetings::holding) starts_at: DateTime<Utc>,
    pub(in crate::meetings::holding) issued_at: Option<DateTime<Utc>>,
    pub(in crate::meetings::holding) opened_at: Option<DateTime<Utc>>,
    pub(in crate::meetings::holding) closed_at: Option<DateTime<Utc>>,
    pub(in crate::meetings::holding) reopened_at: Option<DateTime<Utc>>,
    pub(in crate::meetings::holding) seals_at: Option<DateTime<Utc>>,
    pub(in crate::meetings::holding) early_hours: i32,
    pub(in crate::meetings::holding) afterwards_days: i32,
}

pub(in crate::meetings::holding) async fn bounds(
    conn: &mut PgConnection,
    meeting: Id,
) -> Result<Option<Bounds>> {
    let bounds = sqlx::query_as!(
        Bounds,
        "select m.organization, m.state, m.starts_at, m.issued_at, m.opened_at, m.closed_at, m.reopened_at, m.seals_at,
             early.value as early_hours, afterwards.value as afterwards_days
         from meetings.meetings m
         join regulations.numbers early
             on early.rule = 'EARLY_OPENING_HOURS'
             and early.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
         join regulations.numbers afterwards
             on afterwards.rule = 'RECORD_AFTERWARDS_DAYS'
             and afterwards.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
         where m.id = $1
         for update of m",
        meeting,
    )
    .fetch_optional(conn)
    .await?;
    Ok(bounds)
}

/// A meeting began earlier than was known.
pub(in crate::meetings::holding) async fn begin_earlier(
    conn: &mut PgConnection,
    meeting: Id,
    began: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings set opened_at = $2, version = version + 1 where id = $1",
        meeting,
        began,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A closed meeting ended later than was known. When it is sealed stays as it was reckoned.
pub(in crate::meetings::holding) async fn end_later(
    conn: &mut PgConnection,
    meeting: Id,
    ended: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings set closed_at = $2, version = version + 1 where id = $1",
        meeting,
        ended,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lines with the names of their members, by given name.
pub(in crate::meetings::holding) async fn names_of(
    conn: &mut PgConnection,
    lines: Vec<Rostered>,
) -> Result<Vec<(Rostered, String)>> {
    let members: Vec<Id> = lines.iter().map(|line| line.member).collect();
    let mut lines: HashMap<Id, Rostered> = lines.into_iter().map(|line| (line.member, line)).collect();
    let rows = sqlx::query!(
        r#"select id, name
           from directory.members
           where id = any($1)
           order by given_name collate "vi-x-icu", name collate "vi-x-icu", id"#,
        &members,
    )
    .fetch_all(conn)
    .await?;
    let named = rows
        .into_iter()
        .filter_map(|row| Some((lines.remove(&row.id)?, row.name)));
    Ok(named.collect())
}
