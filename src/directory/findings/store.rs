//! SQL of findings. What they are is said by `directory.findings_in`; here they are listed, counted and dismissed.

use super::words::Kind;
use super::{Dismissal, Finding, Part, Tally};
use crate::base::pages::Page;
use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Which findings are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) organization: Id,
    /// Also those of all organisations below.
    pub(super) below: bool,
    pub(super) kind: Option<Kind>,
    /// Those that were dismissed, and not the others.
    pub(super) dismissed: bool,
    pub(super) today: NaiveDate,
}

struct Row {
    id: Id,
    kind: String,
    organization: Id,
    organization_name: String,
    member: Option<Id>,
    name: String,
    given_name: String,
    others: Vec<Id>,
    elsewhere: bool,
    due: Option<NaiveDate>,
    counted: Option<i64>,
    expected: Option<i64>,
    reason: Option<String>,
    dismissed_by: Option<Id>,
    dismissed_at: Option<DateTime<Utc>>,
}

impl Row {
    fn finding(self) -> Result<Finding> {
        let dismissal = match (self.reason, self.dismissed_by, self.dismissed_at) {
            (Some(reason), Some(by), Some(at)) => Some(Dismissal { reason, by, at }),
            _ => None,
        };
        Ok(Finding {
            id: self.id,
            kind: Kind::read(&self.kind)?,
            organization: self.organization,
            organization_name: self.organization_name,
            member: self.member,
            name: self.name,
            given_name: self.given_name,
            others: self.others,
            elsewhere: self.elsewhere,
            due: self.due,
            counted: self.counted,
            expected: self.expected,
            dismissal,
        })
    }
}

/// A page of findings by kind, then by name of the member or the organisation.
pub(super) async fn page(conn: &mut PgConnection, asked: &Asked, page: &Page) -> Result<Vec<Finding>> {
    let after = page.after(3).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_file_as!(
        Row,
        "src/directory/findings/page.sql",
        asked.organization,
        asked.below,
        asked.today,
        asked.kind.map(Kind::name),
        asked.dismissed,
        page.after(0),
        page.after(1),
        page.after(2),
        after,
        page.fetch(),
        None::<Id>,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::finding).collect()
}

/// One finding, dismissed or not.
pub(super) async fn read(conn: &mut PgConnection, asked: &Asked, finding: Id) -> Result<Option<Finding>> {
    for dismissed in [false, true] {
        let row = sqlx::query_file_as!(
            Row,
            "src/directory/findings/page.sql",
            asked.organization,
            asked.below,
            asked.today,
            None::<&str>,
            dismissed,
            None::<&str>,
            None::<&str>,
            None::<&str>,
            None::<Id>,
            1,
            Some(finding),
        )
        .fetch_optional(&mut *conn)
        .await?;
        if let Some(row) = row {
            return row.finding().map(Some);
        }
    }
    Ok(None)
}

/// Writes a dismissal down; the first one stands.
pub(super) async fn dismiss(conn: &mut PgConnection, finding: &Finding, dismissal: &Dismissal) -> Result<()> {
    sqlx::query!(
        "insert into directory.dismissals (finding, kind, organization, member, reason, dismissed_by, dismissed_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (finding) do nothing",
        finding.id,
        finding.kind.name(),
        finding.organization,
        finding.member,
        dismissal.reason,
        dismissal.by,
        dismissal.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The members of the organisation itself and of each directly below it with all below that, in the order of codes.
pub(super) async fn parts(conn: &mut PgConnection, organization: Id, today: NaiveDate) -> Result<Vec<Part>> {
    let parts = sqlx::query_file_as!(Part, "src/directory/findings/parts.sql", organization, today)
        .fetch_all(conn)
        .await?;
    Ok(parts)
}

/// How many findings of each kind each part has that nobody dismissed.
pub(super) async fn tallies(
    conn: &mut PgConnection,
    organization: Id,
    today: NaiveDate,
) -> Result<Vec<(Id, Tally)>> {
    let rows = sqlx::query_file!("src/directory/findings/tallies.sql", organization, today)
        .fetch_all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            let tally = Tally {
                kind: Kind::read(&row.kind)?,
                findings: row.findings,
            };
            Ok((row.part, tally))
        })
        .collect()
}
