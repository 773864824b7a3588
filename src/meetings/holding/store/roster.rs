//! Lines of a roster that were put on it after it froze.

use crate::base::{Id, Result};
use crate::directory::Rostered;
use crate::directory::words::{Activity, Class, Relation};
use crate::meetings::holding::LateAddition;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// The line of a member, if there is one.
pub(in crate::meetings::holding) async fn line(
    conn: &mut PgConnection,
    meeting: Id,
    member: Id,
) -> Result<Option<Rostered>> {
    let row = sqlx::query!(
        "select class, activity, relation
         from meetings.roster
         where meeting = $1
           and member = $2",
        meeting,
        member,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Rostered {
            member,
            class: Class::read(&row.class)?,
            activity: Activity::read(&row.activity)?,
            relation: Relation::read(&row.relation)?,
        })
    })
    .transpose()
}

/// Puts a line on the roster, or puts one right; the mark says so.
pub(in crate::meetings::holding) async fn put_line(
    conn: &mut PgConnection,
    meeting: Id,
    line: &Rostered,
    (reason, by, now): (&str, Id, DateTime<Utc>),
) -> Result<()> {
    sqlx::query!(
        "insert into meetings.roster as r
             (meeting, member, class, activity, relation, added_at, added_by, added_reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (meeting, member) do update
         set class = excluded.class,
             activity = excluded.activity,
             relation = excluded.relation,
             added_at = excluded.added_at,
             added_by = excluded.added_by,
             added_reason = excluded.added_reason,
             relation_before = r.relation",
        meeting,
        line.member,
        line.class.name(),
        line.activity.name(),
        line.relation.name(),
        now,
        by,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The lines that were put on the roster after it froze, as they were put on it.
pub(in crate::meetings::holding) async fn late_lines(
    conn: &mut PgConnection,
    meeting: Id,
) -> Result<Vec<LateAddition>> {
    let rows = sqlx::query!(
        r#"select r.member, d.name, r.class, r.activity, r.relation, r.added_reason,
             r.added_at as "added_at!", r.added_by as "added_by!"
           from meetings.roster r
           join directory.members d on d.id = r.member
           where r.meeting = $1
             and r.added_at is not null
           order by r.added_at, r.member"#,
        meeting,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(LateAddition {
                standing: Rostered {
                    member: row.member,
                    class: Class::read(&row.class)?,
                    activity: Activity::read(&row.activity)?,
                    relation: Relation::read(&row.relation)?,
                },
                name: row.name,
                reason: row.added_reason,
                at: row.added_at,
                by: row.added_by,
            })
        })
        .collect()
}

/// A member's name; empty for whom nobody knows.
pub(in crate::meetings::holding) async fn name_of(conn: &mut PgConnection, member: Id) -> Result<String> {
    let name = sqlx::query_scalar!("select name from directory.members where id = $1", member)
        .fetch_optional(conn)
        .await?;
    Ok(name.unwrap_or_default())
}
