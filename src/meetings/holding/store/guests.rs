//! Guests: rows are marked, never deleted.

use crate::base::{Id, Result};
use crate::db;
use crate::meetings::holding::{Capacity, Guest, HoldingRefusal};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Why something was taken off, by whom and when.
type Mark<'a> = (&'a str, Id, DateTime<Utc>);

pub(in crate::meetings::holding) async fn put_guest(
    conn: &mut PgConnection,
    meeting: Id,
    guest: &Guest,
) -> Result<()> {
    let put = sqlx::query!(
        "insert into meetings.guests (meeting, id, member, name, capacity, added_at, added_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        meeting,
        guest.id,
        guest.member,
        guest.name,
        guest.capacity.name(),
        guest.added_at,
        guest.added_by,
    )
    .execute(conn)
    .await;
    db::on_constraint(put, "guests_once", || HoldingRefusal::GuestTwice)?;
    Ok(())
}

pub(in crate::meetings::holding) async fn remove_guest(
    conn: &mut PgConnection,
    (meeting, guest): (Id, Id),
    (reason, by, now): Mark<'_>,
) -> Result<()> {
    sqlx::query!(
        "update meetings.guests
         set removed_at = $3, removed_by = $4, removed_reason = $5
         where meeting = $1
           and id = $2
           and removed_at is null",
        meeting,
        guest,
        now,
        by,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whoever comes onto the roster is a guest no longer.
pub(in crate::meetings::holding) async fn unguest(
    conn: &mut PgConnection,
    (meeting, member): (Id, Id),
    (reason, by, now): Mark<'_>,
) -> Result<()> {
    sqlx::query!(
        "update meetings.guests
         set removed_at = $3, removed_by = $4, removed_reason = $5
         where meeting = $1
           and member = $2
           and removed_at is null",
        meeting,
        member,
        now,
        by,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::meetings::holding) async fn guests(conn: &mut PgConnection, meeting: Id) -> Result<Vec<Guest>> {
    let rows = sqlx::query!(
        "select id, member, name, capacity, added_at, added_by, removed_at, removed_reason
         from meetings.guests
         where meeting = $1
         order by added_at, id",
        meeting,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Guest {
                id: row.id,
                member: row.member,
                name: row.name,
                capacity: Capacity::read(&row.capacity)?,
                added_at: row.added_at,
                added_by: row.added_by,
                removed_at: row.removed_at,
                removed_reason: row.removed_reason,
            })
        })
        .collect()
}

pub(in crate::meetings::holding) async fn count_guests(
    conn: &mut PgConnection,
    meeting: Id,
) -> Result<Vec<(Capacity, i32)>> {
    let rows = sqlx::query!(
        r#"select capacity, count(*)::integer as "guests!"
           from meetings.guests
           where meeting = $1
             and removed_at is null
           group by capacity"#,
        meeting,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((Capacity::read(&row.capacity)?, row.guests)))
        .collect()
}
