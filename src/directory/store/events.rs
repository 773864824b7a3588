//! SQL of what happened to organisations.

use crate::base::pages::Page;
use crate::base::{Id, Result};
use crate::directory::organizations::types::{Event, EventKind, Part, PartRole};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// Writes an event with the parts that organisations play in it.
pub(in crate::directory) async fn insert(
    conn: &mut PgConnection,
    event: &Event,
    recorded_by: Option<Id>,
) -> Result<()> {
    sqlx::query!(
        "insert into directory.organization_events (id, kind, day, decision_number, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6)",
        event.id,
        event.kind.name(),
        event.day,
        event.decision_number,
        event.recorded_at,
        recorded_by,
    )
    .execute(&mut *conn)
    .await?;
    for part in &event.parts {
        sqlx::query!(
            "insert into directory.organization_event_links (
                 event, organization, part, old_name, new_name, old_code, new_code)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict do nothing",
            event.id,
            part.organization,
            part.role.name(),
            part.old_name,
            part.new_name,
            part.old_code,
            part.new_code,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Writes what an organisation that ends becomes, the first that carries on first.
pub(in crate::directory) async fn insert_successions(
    conn: &mut PgConnection,
    (event, predecessor): (Id, Id),
    successors: &[Id],
) -> Result<()> {
    sqlx::query!(
        "insert into directory.organization_successions (predecessor, successor, position, event)
         select $2, successor, position, $1
         from unnest($3::uuid[]) with ordinality as s (successor, position)",
        event,
        predecessor,
        successors,
    )
    .execute(conn)
    .await?;
    Ok(())
}

struct EventRow {
    id: Id,
    kind: String,
    day: NaiveDate,
    decision_number: String,
    recorded_at: DateTime<Utc>,
    recorded_by: Option<Id>,
}

/// A page of what happened to an organisation, newest first.
pub(in crate::directory) async fn of_organization(
    conn: &mut PgConnection,
    organization: Id,
    page: &Page,
) -> Result<Vec<Event>> {
    let after_day: Option<NaiveDate> = page.after(0).and_then(|day| day.parse().ok());
    let after_id = page.after(1).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_as!(
        EventRow,
        "select v.id, v.kind, v.day, v.decision_number, v.recorded_at, v.recorded_by
         from directory.organization_events v
         where exists (
                 select
                 from directory.organization_event_links l
                 where l.event = v.id
                   and l.organization = $1)
           and ($2::date is null or (v.day, v.id) < ($2, $3::uuid))
         order by v.day desc, v.id desc
         limit $4",
        organization,
        after_day,
        after_id,
        page.fetch(),
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let mut parts = parts_of(conn, &ids).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Event {
                id: row.id,
                kind: EventKind::read(&row.kind)?,
                day: row.day,
                decision_number: row.decision_number,
                recorded_at: row.recorded_at,
                recorded_by: row.recorded_by,
                parts: parts.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect()
}

/// The parts of events, with names as they were on the day.
pub(in crate::directory) async fn parts_of(
    conn: &mut PgConnection,
    events: &[Id],
) -> Result<HashMap<Id, Vec<Part>>> {
    let rows = sqlx::query!(
        r#"select l.event, l.organization, l.part, l.old_name, l.new_name, l.old_code, l.new_code,
                  coalesce(n.name, '') as "name!"
           from directory.organization_event_links l
           join directory.organization_events v on v.id = l.event
           left join lateral (
               select name
               from directory.organization_names
               where organization = l.organization
               order by lower(during) <= v.day desc,
                   case when lower(during) <= v.day then lower(during) end desc,
                   lower(during)
               limit 1
           ) n on true
           where l.event = any($1)
           order by l.event, l.part, n.name collate "vi-x-icu", l.organization"#,
        events,
    )
    .fetch_all(conn)
    .await?;
    let mut parts: HashMap<Id, Vec<Part>> = HashMap::new();
    for row in rows {
        parts.entry(row.event).or_default().push(Part {
            organization: row.organization,
            name: row.name,
            role: PartRole::read(&row.part)?,
            old_name: row.old_name,
            new_name: row.new_name,
            old_code: row.old_code,
            new_code: row.new_code,
        });
    }
    Ok(parts)
}

/// The day and the decision of an event, and who recorded it.
pub(in crate::directory) async fn order_of(
    conn: &mut PgConnection,
    event: Id,
) -> Result<Option<(NaiveDate, String, Option<Id>)>> {
    let row = sqlx::query!(
        "select day, decision_number, recorded_by from directory.organization_events where id = $1",
        event
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.day, row.decision_number, row.recorded_by)))
}
