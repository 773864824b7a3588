//! The points of agendas, in their order.

use super::people::renew;
use crate::base::{Id, Result};
use crate::meetings::AgendaItem;
use sqlx::PgConnection;
use std::collections::HashMap;

/// Takes the agenda away to make room for another, which is a new version.
pub(in crate::meetings) async fn clear_agenda(conn: &mut PgConnection, meeting: Id) -> Result<()> {
    sqlx::query!("delete from meetings.agenda_items where meeting = $1", meeting)
        .execute(&mut *conn)
        .await?;
    renew(conn, meeting).await
}

pub(in crate::meetings) async fn put_agenda(
    conn: &mut PgConnection,
    meeting: Id,
    agenda: &[AgendaItem],
) -> Result<()> {
    let titles: Vec<String> = agenda.iter().map(|item| item.title.clone()).collect();
    let presenters: Vec<String> = agenda.iter().map(|item| item.presenter.clone()).collect();
    let minutes: Vec<i32> = agenda.iter().map(|item| item.minutes_planned).collect();
    sqlx::query!(
        "insert into meetings.agenda_items (meeting, position, title, presenter, minutes_planned)
         select $1, position, title, presenter, minutes
         from unnest($2::text[], $3::text[], $4::integer[])
             with ordinality as item (title, presenter, minutes, position)",
        meeting,
        &titles,
        &presenters,
        &minutes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The agendas of some meetings.
pub(super) async fn agendas(
    conn: &mut PgConnection,
    meetings: &[Id],
) -> Result<HashMap<Id, Vec<AgendaItem>>> {
    let rows = sqlx::query!(
        "select meeting, title, presenter, minutes_planned
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
        });
    }
    Ok(agendas)
}
