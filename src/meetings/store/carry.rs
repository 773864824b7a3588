//! What is read and written of meetings whose organisation has ended.

use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A meeting that was handed over.
pub(in crate::meetings) struct Carried {
    pub(in crate::meetings) id: Id,
    pub(in crate::meetings) kind: String,
    pub(in crate::meetings) state: String,
    pub(in crate::meetings) title: String,
    pub(in crate::meetings) place: String,
    pub(in crate::meetings) starts_at: DateTime<Utc>,
}

pub(in crate::meetings) async fn count_unfinished(
    conn: &mut PgConnection,
    organizations: &[Id],
) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from meetings.meetings
           where organization = any($1)
             and state in ('DRAFT', 'ISSUED', 'OPEN')"#,
        organizations,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// Hands over what was not opened yet.
pub(in crate::meetings) async fn hand_over(
    conn: &mut PgConnection,
    from: Id,
    to: Id,
) -> Result<Vec<Carried>> {
    let carried = sqlx::query_as!(
        Carried,
        "update meetings.meetings
         set organization = $2, version = version + 1
         where organization = $1
           and $1 <> $2
           and state in ('DRAFT', 'ISSUED')
         returning id, kind, state, title, place, starts_at",
        from,
        to,
    )
    .fetch_all(conn)
    .await?;
    Ok(carried)
}

/// Gives a meeting that is about to open to whoever carries on for its organisation.
pub(in crate::meetings) async fn give_to(
    conn: &mut PgConnection,
    meeting: Id,
    organization: Id,
) -> Result<()> {
    sqlx::query!(
        "update meetings.meetings set organization = $2 where id = $1 and organization <> $2",
        meeting,
        organization,
    )
    .execute(conn)
    .await?;
    Ok(())
}
