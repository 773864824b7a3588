//! SQL of records about members. The table only grows.

use crate::base::{Id, Result};
use crate::directory::memberships::records::Entry;
use crate::directory::memberships::types::Record;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Writes a record.
pub(in crate::directory::memberships) async fn insert(
    conn: &mut PgConnection,
    (id, by): (Id, Id),
    entry: &Entry<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into directory.member_records (
             id, member, what, day, decision_number, decided_by_organization, decided_by,
             recorded_by, recorded_at, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        entry.member,
        entry.what.name(),
        entry.day,
        entry.decision_number,
        entry.decider.organization,
        entry.decider.name,
        by,
        now,
        entry.note,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Every record about a member, newest first.
pub(in crate::directory::memberships) async fn of_member(
    conn: &mut PgConnection,
    member: Id,
) -> Result<Vec<Record>> {
    let records = sqlx::query_as!(
        Record,
        r#"select r.id, r.what, r.day, r.decision_number, r.decided_by, r.decided_by_organization, r.recorded_by,
                  coalesce(m.name, '') as "recorded_by_name!", r.recorded_at, r.note
           from directory.member_records r
           left join directory.members m on m.id = r.recorded_by
           where r.member = $1
           order by r.recorded_at desc, r.id desc
           limit 1000"#,
        member,
    )
    .fetch_all(conn)
    .await?;
    Ok(records)
}
