//! Which open meetings nobody closed.

use crate::base::Result;
use crate::meetings::holding::Forgotten;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Meetings under way for which the time to close them by hand is over.
pub(in crate::attendance) async fn forgotten(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<Forgotten>> {
    let forgotten = sqlx::query_as!(
        Forgotten,
        r#"select
             m.id as meeting,
             u.since,
             coalesce(m.previous_end, greatest(m.ends_at, m.opened_at, last.word)) as "ended!"
         from meetings.under_way u
         join meetings.meetings m on m.id = u.meeting
         join regulations.numbers patience
             on patience.rule = 'FORGOTTEN_CLOSING_HOURS'
             and patience.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
         left join lateral (
             select max(e.recorded_at) as word
             from attendance.events e
             where e.meeting = m.id
         ) last on true
         where m.state = 'OPEN'
           and greatest(m.ends_at, u.since, last.word) + make_interval(hours => patience.value) <= $1
         order by u.since
         limit $2"#,
        now,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(forgotten)
}
