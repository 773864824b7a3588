//! Disputes: one a word.

use crate::attendance::{Answer, Answered, Dispute};
use crate::base::{Id, Result};
use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Puts a dispute down; whether there was none before.
pub(in crate::attendance) async fn put_dispute(
    conn: &mut PgConnection,
    (meeting, event): (Id, Id),
    (member, reason): (Id, &str),
    now: DateTime<Utc>,
) -> Result<bool> {
    let put = sqlx::query!(
        "insert into attendance.disputes (meeting, event, member, reason, disputed_at)
         values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        meeting,
        event,
        member,
        reason,
        now,
    )
    .execute(conn)
    .await?;
    Ok(put.rows_affected() > 0)
}

/// Answers a dispute that waits; whose it was.
pub(in crate::attendance) async fn answer_dispute(
    conn: &mut PgConnection,
    (meeting, event): (Id, Id),
    (answered, words, by): (Answered, &str, Id),
    now: DateTime<Utc>,
) -> Result<Option<Id>> {
    let member = sqlx::query_scalar!(
        "update attendance.disputes
         set answer = $3, answer_reason = $4, answered_by = $5, answered_at = $6
         where meeting = $1
           and event = $2
           and answer is null
         returning member",
        meeting,
        event,
        answered.name(),
        words,
        by,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(member)
}

/// The disputes about some words.
pub(in crate::attendance) async fn disputes(
    conn: &mut PgConnection,
    meeting: Id,
    events: &[Id],
) -> Result<Vec<Dispute>> {
    let rows = sqlx::query!(
        r#"select d.event, d.reason, d.disputed_at, d.answer, d.answer_reason, d.answered_by, d.answered_at,
             m.name as "by_name?"
         from attendance.disputes d
         left join directory.members m on m.id = d.answered_by
         where d.meeting = $1
           and d.event = any($2)"#,
        meeting,
        events,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let answer = match row.answer {
                None => None,
                Some(answer) => Some(Answer {
                    answered: Answered::read(&answer)?,
                    reason: row.answer_reason,
                    by: row.answered_by.context("an answer says by whom")?,
                    by_name: row.by_name.unwrap_or_default(),
                    at: row.answered_at.context("an answer says when")?,
                }),
            };
            Ok(Dispute {
                event: row.event,
                reason: row.reason,
                at: row.disputed_at,
                answer,
            })
        })
        .collect()
}

/// A member's name.
pub(in crate::attendance) async fn name_of(conn: &mut PgConnection, member: Id) -> Result<String> {
    let name = sqlx::query_scalar!("select name from directory.members where id = $1", member)
        .fetch_one(conn)
        .await?;
    Ok(name)
}
