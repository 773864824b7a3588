//! What findings rest on, in one statement.

use super::decide::Facts;
use crate::base::{Id, Result, vietnam};
use crate::meetings::Kind;
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use sqlx::PgConnection;

pub(super) async fn whose(conn: &mut PgConnection, meeting: Id) -> Result<Option<(Id, DateTime<Utc>)>> {
    let row = sqlx::query!(
        "select organization, coalesce(opened_at, starts_at) as \"day!\" from meetings.meetings where id = $1",
        meeting
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.organization, row.day)))
}

/// The first days of the month, of the next month, of the quarter and of the next quarter that a day lies in.
fn spans(day: NaiveDate) -> [NaiveDate; 4] {
    let month = vietnam::month_of(day);
    let quarter = month
        .checked_sub_months(Months::new(day.month0() % 3))
        .unwrap_or(month);
    let later = |from: NaiveDate, months| from.checked_add_months(Months::new(months)).unwrap_or(from);
    [month, later(month, 1), quarter, later(quarter, 3)]
}

pub(super) async fn facts(conn: &mut PgConnection, meeting: Id, day: NaiveDate) -> Result<Facts> {
    let [month, next_month, quarter, next_quarter] = spans(day).map(vietnam::start_of);
    let row = sqlx::query_file!(
        "src/meetings/findings/facts.sql",
        meeting,
        day,
        month,
        next_month,
        quarter,
        next_quarter,
    )
    .fetch_one(conn)
    .await?;
    Ok(Facts {
        kind: Kind::read(&row.kind)?,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        opened_at: row.opened_at,
        closed_at: row.closed_at,
        told_at: row.told_at,
        papers_at: row.papers_at,
        agenda_minutes: row.agenda_minutes,
        officials: row.officials,
        is_last_month: day.month0() % 3 == 2,
        is_branch: row.branch,
        has_regular: row.regular,
        has_thematic: row.thematic,
        has_committee: row.committee,
        committee_before: row.committee_before,
        is_joined: row.joined,
    })
}
