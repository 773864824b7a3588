//! Words about meetings of the past taken over from elsewhere, in bulk, by the operator.

use super::Word;
use crate::base::{Id, Result};
use sqlx::PgConnection;

/// One word about one member at one meeting.
#[derive(Clone, Debug)]
pub struct Past {
    /// At which meeting.
    pub meeting: Id,
    /// About whom; on the meeting's roster.
    pub member: Id,
    /// What was said.
    pub word: Word,
}

/// Records words as they were said then.
#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
pub async fn record(conn: &mut PgConnection, past: &[Past]) -> Result<()> {
    let column = |field: fn(&Past) -> Id| past.iter().map(field).collect::<Vec<Id>>();
    let text = |field: fn(&Word) -> String| past.iter().map(|past| field(&past.word)).collect::<Vec<_>>();
    let late: Vec<Option<bool>> = past.iter().map(|past| past.word.late).collect();
    let times: Vec<_> = past.iter().map(|past| past.word.occurred_at).collect();
    sqlx::query!(
        "insert into attendance.events
             (meeting, event, member, kind, method, late, disposition, reason, actor, occurred_at, recorded_at)
         select meeting, event, member, kind, method, late, disposition, reason, actor, said, said
         from unnest(
             $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bool[], $7::text[], $8::text[],
             $9::uuid[], $10::timestamptz[])
             as past (meeting, event, member, kind, method, late, disposition, reason, actor, said)",
        &column(|past| past.meeting),
        &column(|past| past.word.event),
        &column(|past| past.member),
        &text(|word| word.kind.name().to_owned()),
        &text(|word| word.method.name().to_owned()),
        &late as &[Option<bool>],
        &text(|word| word.disposition.name().to_owned()),
        &text(|word| word.reason.clone()),
        &column(|past| past.word.actor),
        &times,
    )
    .execute(conn)
    .await?;
    Ok(())
}
