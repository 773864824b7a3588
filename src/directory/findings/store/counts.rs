//! SQL of counts: reckoned where they are few, added up from branches where they are many.

use crate::base::{Id, Result};
use crate::directory::findings::types::{Part, Tally};
use crate::directory::findings::words::Kind;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

struct TallyRow {
    part: Id,
    kind: String,
    findings: i64,
}

impl TallyRow {
    fn tally(self) -> Result<(Id, Tally)> {
        let tally = Tally {
            kind: Kind::read(&self.kind)?,
            findings: self.findings,
        };
        Ok((self.part, tally))
    }
}

/// The members of the organisation itself and of each directly below it with all below that, in the order of codes.
pub(in crate::directory::findings) async fn parts(
    conn: &mut PgConnection,
    organization: Id,
    today: NaiveDate,
) -> Result<Vec<Part>> {
    let parts = sqlx::query_file_as!(
        Part,
        "src/directory/findings/store/parts.sql",
        organization,
        today
    )
    .fetch_all(conn)
    .await?;
    Ok(parts)
}

/// The same, as the branches were counted last.
pub(in crate::directory::findings) async fn parts_added_up(
    conn: &mut PgConnection,
    organization: Id,
    today: NaiveDate,
) -> Result<Vec<Part>> {
    let parts = sqlx::query_file_as!(
        Part,
        "src/directory/findings/store/parts_added_up.sql",
        organization,
        today
    )
    .fetch_all(conn)
    .await?;
    Ok(parts)
}

/// How many findings of each kind each part has that nobody dismissed.
pub(in crate::directory::findings) async fn tallies(
    conn: &mut PgConnection,
    organization: Id,
    today: NaiveDate,
) -> Result<Vec<(Id, Tally)>> {
    let rows = sqlx::query_file_as!(
        TallyRow,
        "src/directory/findings/store/tallies.sql",
        organization,
        today
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(TallyRow::tally).collect()
}

/// The same, as the branches were counted last.
pub(in crate::directory::findings) async fn tallies_added_up(
    conn: &mut PgConnection,
    organization: Id,
) -> Result<Vec<(Id, Tally)>> {
    let rows = sqlx::query_file_as!(
        TallyRow,
        "src/directory/findings/store/tallies_added_up.sql",
        organization
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(TallyRow::tally).collect()
}

/// As of when what was counted holds: now when no branch waits to be counted anew, else when none did the last time.
pub(in crate::directory::findings) async fn as_of(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Option<DateTime<Utc>>> {
    let as_of = sqlx::query_scalar!(
        "select case when exists (select from directory.recounts where due <= $2 and organization is null)
                       or exists (select from directory.recounts where due <= $2 and organization is not null)
             then (select as_of from directory.recounted)
             else $1::timestamptz end",
        now,
        today,
    )
    .fetch_one(conn)
    .await?;
    Ok(as_of)
}
