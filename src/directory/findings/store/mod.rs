//! SQL of findings. What they are is said by `directory.findings_of`; here they are listed and dismissed.

pub(super) mod counts;
pub(super) mod recounts;

use super::types::{Dismissal, Finding};
use super::words::Kind;
use crate::base::pages::Page;
use crate::base::{Id, Result};
use crate::directory::store::tree;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Up to so many organisations, a commune with its branches, everything is reckoned when it is asked for.
const NARROW: i64 = 200;

/// Which findings are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) organization: Id,
    /// Also those of all organisations below.
    pub(super) below: bool,
    /// They are too many to be reckoned at once.
    pub(super) is_wide: bool,
    pub(super) kind: Option<Kind>,
    /// Those that were dismissed, and not the others.
    pub(super) dismissed: bool,
    pub(super) today: NaiveDate,
}

/// The finding after which a page that goes branch by branch begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// The branch, or the greatest id for what is found in the tree as a whole.
    pub(super) organization: Id,
    pub(super) kind: String,
    pub(super) given_name: String,
    pub(super) name: String,
    pub(super) id: Id,
}

impl Place {
    /// After everything in a branch.
    pub(super) fn after(branch: Option<Id>) -> Self {
        Self {
            organization: branch.map_or(Id::max(), |id| Id::from_u128(id.as_u128().saturating_add(1))),
            ..Self::default()
        }
    }

    /// As it stands in a page token.
    pub(super) fn key(&self) -> Vec<String> {
        vec![
            self.kind.clone(),
            self.given_name.clone(),
            self.name.clone(),
            self.id.to_string(),
            self.organization.to_string(),
        ]
    }
}

struct Row {
    place: Id,
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

/// Whether an organisation has so much below that it is counted up from tallies.
pub(super) async fn is_wide(conn: &mut PgConnection, organization: Id) -> Result<bool> {
    tree::holds_more(conn, organization, NARROW).await
}

/// A page of findings by kind, then by name of the member or the organisation.
pub(super) async fn page(conn: &mut PgConnection, asked: &Asked, page: &Page) -> Result<Vec<Finding>> {
    let after = page.after(3).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_file_as!(
        Row,
        "src/directory/findings/store/page.sql",
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

/// The next organisations, in the order of their ids, of which the tallies say that they hold some.
pub(super) async fn with_findings(
    conn: &mut PgConnection,
    asked: &Asked,
    from: Id,
    most: i64,
) -> Result<Vec<Id>> {
    let found = sqlx::query_file_scalar!(
        "src/directory/findings/store/with_findings.sql",
        asked.organization,
        asked.kind.map(Kind::name),
        from,
        most,
        asked.dismissed,
    )
    .fetch_all(conn)
    .await?;
    Ok(found)
}

/// The findings of some branches, branch by branch, each then by kind and by name; and of the tree as a whole, if asked.
pub(super) async fn page_of(
    conn: &mut PgConnection,
    asked: &Asked,
    (branches, whole): (&[Id], bool),
    (from, fetch): (&Place, i64),
) -> Result<Vec<(Id, Finding)>> {
    let rows = sqlx::query_file_as!(
        Row,
        "src/directory/findings/store/page_of.sql",
        asked.organization,
        branches,
        asked.today,
        asked.kind.map(Kind::name),
        asked.dismissed,
        from.organization,
        from.kind,
        from.given_name,
        from.name,
        from.id,
        whole,
        fetch,
        None::<Id>,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((row.place, row.finding()?)))
        .collect()
}

/// One finding, dismissed or not.
pub(super) async fn read(conn: &mut PgConnection, asked: &Asked, finding: Id) -> Result<Option<Finding>> {
    for dismissed in [false, true] {
        let asked = Asked { dismissed, ..*asked };
        let row = if asked.is_wide {
            read_wide(conn, &asked, finding).await?
        } else {
            read_narrow(conn, &asked, finding).await?
        };
        if let Some(row) = row {
            return row.finding().map(Some);
        }
    }
    Ok(None)
}

async fn read_narrow(conn: &mut PgConnection, asked: &Asked, finding: Id) -> Result<Option<Row>> {
    let row = sqlx::query_file_as!(
        Row,
        "src/directory/findings/store/page.sql",
        asked.organization,
        asked.below,
        asked.today,
        None::<&str>,
        asked.dismissed,
        None::<&str>,
        None::<&str>,
        None::<&str>,
        None::<Id>,
        1,
        Some(finding),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// Where a finding lies, the tallies know, or whoever dismissed it; what is in neither is of the tree as a whole.
async fn read_wide(conn: &mut PgConnection, asked: &Asked, finding: Id) -> Result<Option<Row>> {
    let branches = sqlx::query_scalar!(
        r#"select found.organization as "organization!"
           from (
               select organization from directory.tallies where findings @> array[$2::uuid]
               union
               select organization from directory.dismissals where finding = $2
           ) found
           join access.closure c on c.descendant = found.organization
           where c.ancestor = $1"#,
        asked.organization,
        finding,
    )
    .fetch_all(&mut *conn)
    .await?;
    let start = Place::default();
    let row = sqlx::query_file_as!(
        Row,
        "src/directory/findings/store/page_of.sql",
        asked.organization,
        &branches,
        asked.today,
        None::<&str>,
        asked.dismissed,
        start.organization,
        start.kind,
        start.given_name,
        start.name,
        start.id,
        branches.is_empty(),
        1,
        Some(finding),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
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
