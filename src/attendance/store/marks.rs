//! SQL by which it is told whether a meeting has changed, without reading it.

use crate::base::{Id, Result};
use crate::meetings::State;
use sqlx::PgConnection;

/// What stands for everything that may be told of a meeting, and its state. Words, rosters and guests only grow, or change
/// with a time.
pub(in crate::attendance) async fn marks(
    conn: &mut PgConnection,
    meetings: &[Id],
) -> Result<Vec<(Id, String, State)>> {
    let rows = sqlx::query!(
        r#"select
             m.id,
             m.state,
             md5(concat_ws('.', m.state, m.version, m.opened_at, m.closed_at, m.seals_at,
                 (select count(*) from attendance.events e where e.meeting = m.id),
                 (select count(*) from meetings.roster r where r.meeting = m.id),
                 (select concat_ws(',', count(*), count(g.removed_at)) from meetings.guests g where g.meeting = m.id)))
                 as "mark!"
         from meetings.meetings m
         where m.id = any($1)"#,
        meetings,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((row.id, row.mark, State::read(&row.state)?)))
        .collect()
}
