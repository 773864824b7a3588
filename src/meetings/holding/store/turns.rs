//! Openings and closings, and which meetings are under way.

use crate::base::{Id, Result};
use crate::meetings::holding::{Turn, TurnKind};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A turn to be put down. The times it brought are those that the meeting has by then.
#[derive(Clone, Copy, Debug)]
pub(in crate::meetings::holding) struct NewTurn<'a> {
    kind: TurnKind,
    by: Option<Id>,
    reason: &'a str,
}

impl<'a> NewTurn<'a> {
    /// Somebody did it.
    pub(in crate::meetings::holding) fn by(member: Id, kind: TurnKind, reason: &'a str) -> Self {
        Self {
            kind,
            by: Some(member),
            reason,
        }
    }

    /// Nobody did it.
    pub(in crate::meetings::holding) fn of_itself(kind: TurnKind) -> Self {
        Self {
            kind,
            by: None,
            reason: "",
        }
    }
}

/// Puts down what was just done to a meeting.
pub(in crate::meetings::holding) async fn put_turn(
    conn: &mut PgConnection,
    meeting: Id,
    turn: &NewTurn<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    put_turns(conn, &[meeting], turn, now).await
}

/// Puts down what was just done to some meetings.
pub(in crate::meetings::holding) async fn put_turns(
    conn: &mut PgConnection,
    meetings: &[Id],
    turn: &NewTurn<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into meetings.turns (meeting, turn, taken_at, taken_by, reason, began, ended)
         select id, $2, $3, $4, $5, opened_at, closed_at
         from meetings.meetings
         where id = any($1)",
        meetings,
        turn.kind.name(),
        now,
        turn.by,
        turn.reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::meetings::holding) async fn turns(conn: &mut PgConnection, meeting: Id) -> Result<Vec<Turn>> {
    let rows = sqlx::query!(
        r#"select t.turn, t.taken_at, t.taken_by, d.name as "name?", t.reason, t.began, t.ended
           from meetings.turns t
           left join directory.members d on d.id = t.taken_by
           where t.meeting = $1
           order by t.id"#,
        meeting,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Turn {
                kind: TurnKind::read(&row.turn)?,
                at: row.taken_at,
                by: row.taken_by,
                by_name: row.name.unwrap_or_default(),
                reason: row.reason,
                began: row.began,
                ended: row.ended,
            })
        })
        .collect()
}

/// A meeting is under way from now on.
pub(in crate::meetings::holding) async fn begin(
    conn: &mut PgConnection,
    meeting: Id,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into meetings.under_way (meeting, since)
         values ($1, $2)
         on conflict (meeting) do update
         set since = excluded.since",
        meeting,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Meetings are no longer under way.
pub(in crate::meetings::holding) async fn end(conn: &mut PgConnection, meetings: &[Id]) -> Result<()> {
    sqlx::query!("delete from meetings.under_way where meeting = any($1)", meetings)
        .execute(conn)
        .await?;
    Ok(())
}
