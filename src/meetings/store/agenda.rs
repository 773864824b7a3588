//! The points of agendas, in their order.

use super::people::renew;
use crate::base::{Id, Result};
use crate::meetings::{AgendaItem, Settlement};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// Takes the agenda away to make room for another, which is a new version.
pub(in crate::meetings) async fn clear_agenda(conn: &mut PgConnection, meeting: Id) -> Result<()> {
    sqlx::query!("delete from meetings.agenda_items where meeting = $1", meeting)
        .execute(&mut *conn)
        .await?;
    renew(conn, meeting).await
}

#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
pub(in crate::meetings) async fn put_agenda(
    conn: &mut PgConnection,
    meeting: Id,
    agenda: &[AgendaItem],
) -> Result<()> {
    let titles: Vec<String> = agenda.iter().map(|item| item.title.clone()).collect();
    let presenters: Vec<String> = agenda.iter().map(|item| item.presenter.clone()).collect();
    let minutes: Vec<i32> = agenda.iter().map(|item| item.minutes_planned).collect();
    let papers: Vec<String> = agenda.iter().map(|item| item.papers.clone()).collect();
    let papers_at: Vec<Option<DateTime<Utc>>> = agenda.iter().map(|item| item.papers_at).collect();
    let carried_from: Vec<Option<Id>> = agenda.iter().map(|item| item.carried_from).collect();
    sqlx::query!(
        "insert into meetings.agenda_items (
             meeting, position, title, presenter, minutes_planned, papers, papers_at, carried_from)
         select $1, position, title, presenter, minutes, papers, papers_at, carried_from
         from unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::timestamptz[], $7::uuid[])
             with ordinality as item (title, presenter, minutes, papers, papers_at, carried_from, position)",
        meeting,
        &titles,
        &presenters,
        &minutes,
        &papers,
        &papers_at as &[Option<DateTime<Utc>>],
        &carried_from as &[Option<Id>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Says what became of a point; false when there is no such point.
pub(in crate::meetings) async fn settle(
    conn: &mut PgConnection,
    (meeting, position): (Id, i32),
    settlement: Settlement,
    (by, now): (Id, DateTime<Utc>),
) -> Result<bool> {
    let done = sqlx::query!(
        "update meetings.agenda_items
         set settled = $3, settled_by = $4, settled_at = $5
         where meeting = $1
           and position = $2",
        meeting,
        position,
        settlement.name(),
        by,
        now,
    )
    .execute(&mut *conn)
    .await?;
    renew(conn, meeting).await?;
    Ok(done.rows_affected() > 0)
}

/// The agendas of some meetings.
pub(super) async fn agendas(
    conn: &mut PgConnection,
    meetings: &[Id],
) -> Result<HashMap<Id, Vec<AgendaItem>>> {
    let rows = sqlx::query!(
        "select meeting, title, presenter, minutes_planned, papers, papers_at, settled, carried_from
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
            papers: row.papers,
            papers_at: row.papers_at,
            settled: row.settled.as_deref().map(Settlement::read).transpose()?,
            carried_from: row.carried_from,
        });
    }
    Ok(agendas)
}
