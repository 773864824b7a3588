//! What a forecast rests on.

use super::decide::Known;
use crate::base::{Id, Result};
use crate::directory::words::{Activity, Class, Relation};
use crate::meetings::{Answer, Decision};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

pub(super) async fn begins(conn: &mut PgConnection, meeting: Id) -> Result<Option<DateTime<Utc>>> {
    let begins = sqlx::query_scalar!(
        r#"select coalesce(opened_at, starts_at) as "begins!" from meetings.meetings where id = $1"#,
        meeting
    )
    .fetch_optional(conn)
    .await?;
    Ok(begins)
}

/// The last closed meetings before this one that called the same kind of people.
pub(super) async fn past(conn: &mut PgConnection, meeting: Id, most: i64) -> Result<Vec<Id>> {
    let past = sqlx::query_scalar!(
        "select p.id
         from meetings.meetings m
         join meetings.meetings p on p.organization = m.organization
         where m.id = $1
           and p.id <> m.id
           and p.state = 'CLOSED'
           and p.starts_at < m.starts_at
           and (p.kind = 'COMMITTEE') = (m.kind = 'COMMITTEE')
           and (p.kind = 'PARTY_CELL') = (m.kind = 'PARTY_CELL')
         order by p.starts_at desc, p.id desc
         limit $2",
        meeting,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(past)
}

/// Whom a meeting calls, with the standing of that day, what they replied, and how often they came. A meeting counts in
/// the past of a member whom it expected.
pub(super) async fn called(
    conn: &mut PgConnection,
    (meeting, day): (Id, NaiveDate),
    past: &[Id],
) -> Result<Vec<Known>> {
    let rows = sqlx::query_file!("src/attendance/forecast/called.sql", meeting, day, past,)
        .fetch_all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Known {
                class: Class::read(&row.class)?,
                activity: Activity::read(&row.activity)?,
                relation: Relation::read(&row.relation)?,
                answer: row.reply.as_deref().map(Answer::read).transpose()?,
                decision: row.decision.as_deref().map(Decision::read).transpose()?,
                past: (row.expected, row.came),
            })
        })
        .collect()
}
