//! Check-ins of many members in one statement.

use super::line::Line;
use super::{Heard, Saying, heard};
use crate::attendance::Disposition;
use crate::attendance::check_in::arrived;
use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Says of each member that he or she came, where meeting, roster and earlier words allow it, and tells what is known:
/// nothing of whoever is not on the roster. Without a disposition it only tells. A member stands in it once a meeting.
#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
pub(in crate::attendance) async fn say_many(
    conn: &mut PgConnection,
    sayings: &[(Saying, Option<Disposition>)],
) -> Result<Vec<Option<Heard>>> {
    let ids = |of: fn(&Saying) -> Id| sayings.iter().map(|(saying, _)| of(saying)).collect::<Vec<Id>>();
    let said: Vec<DateTime<Utc>> = sayings.iter().map(|(saying, _)| saying.now).collect();
    let dispositions: Vec<Option<&str>> = sayings
        .iter()
        .map(|(_, disposition)| disposition.map(Disposition::name))
        .collect();
    let mut lines = sqlx::query_file_as!(
        Line,
        "src/attendance/store/say_many.sql",
        &ids(|saying| saying.meeting),
        &ids(|saying| saying.about),
        &ids(|saying| saying.event),
        &dispositions as &[Option<&str>],
        &said,
    )
    .fetch_all(conn)
    .await?;
    lines.sort_by_key(|line| line.number);
    let mut known = lines.chunk_by(|one, next| one.number == next.number).peekable();
    (1_i64..)
        .zip(sayings)
        .map(|(number, (saying, disposition))| {
            let Some(lines) = known.next_if(|lines| lines.first().is_some_and(|line| line.number == number))
            else {
                return Ok(None);
            };
            let word = disposition.map(|disposition| arrived(saying, disposition));
            heard(*saying, word.as_ref(), lines).map(Some)
        })
        .collect()
}
