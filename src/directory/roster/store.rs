//! SQL of imports and of the branches they are for.

use super::told::Told;
use super::types::{Branch, Columns, Import};
use crate::base::pages::Page;
use crate::base::{Id, Result};
use crate::directory::import::Report;
use crate::directory::words::ImportState;
use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// The branches at and below an organisation on a day.
pub(super) async fn branches(
    conn: &mut PgConnection,
    organization: Id,
    today: NaiveDate,
) -> Result<Vec<Branch>> {
    let rows = sqlx::query_as!(
        Branch,
        r#"select o.id, n.name, o.code, lower(o.during) as "from!"
           from access.closure c
           join directory.organizations o on o.id = c.descendant
           join directory.organization_names n on n.organization = o.id and n.during @> $2::date
           where c.ancestor = $1
             and o.kind = 'BRANCH'
             and o.during @> $2::date"#,
        organization,
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Writes down that a roster came.
pub(super) async fn insert(conn: &mut PgConnection, import: &Import) -> Result<()> {
    sqlx::query!(
        "insert into directory.imports (id, organization, requested_by, dry_run, state, columns, total, created_at)
         values ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8)",
        import.id,
        import.organization,
        import.requested_by,
        import.dry_run,
        import.state.name(),
        serde_json::to_string(&import.columns).context("the columns of a roster")?,
        import.total,
        import.created_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds what became of some rows; the import is done with its last row.
pub(super) async fn add(
    conn: &mut PgConnection,
    import: Id,
    report: &Report,
    now: DateTime<Utc>,
) -> Result<()> {
    let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    sqlx::query!(
        "update directory.imports
         set done = done + $2,
             created = created + $3,
             changed = changed + $4,
             unchanged = unchanged + $5,
             duplicate = duplicate + $6,
             refused = refused + $7,
             state = case when done + $2 = total then 'DONE' else 'RUNNING' end,
             finished_at = case when done + $2 = total then $8::timestamptz end
         where id = $1",
        import,
        count(report.rows),
        count(report.created),
        count(report.changed),
        count(report.unchanged),
        count(report.duplicate),
        count(report.refused),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets this transaction wait for another import, and take its time over a thousand rows.
pub(super) async fn be_patient(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!(
        r#"select set_config('lock_timeout', '20s', true) as "lock!",
                  set_config('statement_timeout', '20s', true) as "statement!",
                  set_config('idle_in_transaction_session_timeout', '30s', true) as "idle!""#
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

/// Reads an import.
pub(super) async fn read(conn: &mut PgConnection, import: Id) -> Result<Option<Import>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, organization, requested_by, dry_run, state, columns::text as "columns!", total, done,
                  created, changed, unchanged, duplicate, refused, created_at, finished_at
           from directory.imports
           where id = $1"#,
        import,
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::import).transpose()
}

/// The imports of an organisation, newest first.
pub(super) async fn list(conn: &mut PgConnection, organization: Id, page: &Page) -> Result<Vec<Import>> {
    let before = page.after(0).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_as!(
        Row,
        r#"select id, organization, requested_by, dry_run, state, columns::text as "columns!", total, done,
                  created, changed, unchanged, duplicate, refused, created_at, finished_at
           from directory.imports
           where organization = $1
             and ($2::uuid is null or id < $2)
           order by id desc
           limit $3"#,
        organization,
        before,
        page.fetch(),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::import).collect()
}

struct Row {
    id: Id,
    organization: Id,
    requested_by: Option<Id>,
    dry_run: bool,
    state: String,
    columns: String,
    total: i32,
    done: i32,
    created: i32,
    changed: i32,
    unchanged: i32,
    duplicate: i32,
    refused: i32,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

impl Row {
    fn import(self) -> Result<Import> {
        let columns: Columns = serde_json::from_str(&self.columns).context("the columns of a roster")?;
        Ok(Import {
            id: self.id,
            organization: self.organization,
            requested_by: self.requested_by,
            dry_run: self.dry_run,
            state: ImportState::read(&self.state)?,
            columns,
            total: self.total,
            done: self.done,
            created: self.created,
            changed: self.changed,
            unchanged: self.unchanged,
            duplicate: self.duplicate,
            refused: self.refused,
            created_at: self.created_at,
            finished_at: self.finished_at,
            told: Told::default(),
        })
    }
}
