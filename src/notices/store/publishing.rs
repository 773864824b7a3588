//! What officers publish and take back, and what readers say to it.

use super::super::cursor::Snapshot;
use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Whether anybody belongs to an organisation itself on a day.
pub(in super::super) async fn has_members(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<bool> {
    let has = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.memberships
               where organization = $1
                 and relation in ('HOME', 'TEMPORARILY_IN')
                 and during @> $2::date
           ) as "has!""#,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(has)
}

/// Takes a notice back, once. Its row is new to every cursor again: phones learn of it with what else is new.
pub(in super::super) async fn recall_notice(
    conn: &mut PgConnection,
    notice: Id,
    (by, now): (Id, DateTime<Utc>),
    reason: &str,
) -> Result<()> {
    sqlx::query!(
        "update notices.notices
         set recalled_at = $2,
             recalled_by = $3,
             recall_reason = $4,
             written_by = pg_current_xact_id()
         where id = $1
           and recalled_at is null",
        notice,
        now,
        by,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in super::super) async fn record_acknowledgement(
    conn: &mut PgConnection,
    notice: Id,
    reader: Id,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into notices.acknowledgements (notice, member, acknowledged_at)
         values ($1, $2, $3)
         on conflict do nothing",
        notice,
        reader,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Of two phones the one that is further ahead counts.
pub(in super::super) async fn record_receiving(
    conn: &mut PgConnection,
    member: Id,
    until: &Snapshot,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into notices.received as held (member, until, received_at)
         values ($1, $2::text::pg_snapshot, $3)
         on conflict (member) do update
         set until = excluded.until,
             received_at = excluded.received_at
         where pg_snapshot_xmax(held.until) < pg_snapshot_xmax(excluded.until)",
        member,
        until.written(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
