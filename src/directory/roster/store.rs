//! SQL of imports and of the branches they are for.

use super::judge::Judged;
use super::told::Told;
use super::{Columns, Import};
use crate::base::pages::Page;
use crate::base::secrets::{Cell, Keys};
use crate::base::{Id, Result};
use crate::directory::words::ImportState;
use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// A branch that rows may name.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) code: Option<String>,
    pub(super) from: NaiveDate,
}

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
    judged: &Judged,
    now: DateTime<Utc>,
) -> Result<()> {
    let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let report = &judged.report;
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

/// Keeps what is told of a chunk's rows; the rows themselves are forgotten.
pub(super) async fn keep_told(
    conn: &mut PgConnection,
    keys: &Keys,
    (import, number): (Id, i32),
    (told, members): (&Told, &[Id]),
) -> Result<()> {
    let sealed = seal(keys, (import, number), "told", told)?;
    sqlx::query!(
        "insert into directory.import_chunks (import, number, told_sealed, members)
         values ($1, $2, $3, $4)
         on conflict (import, number) do update
         set rows_sealed = null,
             told_sealed = excluded.told_sealed,
             members = excluded.members",
        import,
        number,
        sealed,
        members,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What an import tells of its rows, as far as it is kept.
pub(super) async fn told(conn: &mut PgConnection, keys: &Keys, import: Id) -> Result<Told> {
    let rows = sqlx::query!(
        r#"select number, told_sealed as "told!"
           from directory.import_chunks
           where import = $1
             and told_sealed is not null
           order by number"#,
        import,
    )
    .fetch_all(conn)
    .await?;
    let mut told = Told::default();
    for row in rows {
        let opened = keys.open(cell(import, &column("told", row.number)), &row.told)?;
        told.add(serde_json::from_slice(&opened).context("what is told of an import")?);
    }
    Ok(told)
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

fn column(what: &str, number: i32) -> String {
    format!("{what}.{number}")
}

const fn cell(import: Id, column: &str) -> Cell<'_> {
    Cell {
        table: "directory.import_chunks",
        column,
        row: import,
    }
}

fn seal<T: serde::Serialize>(
    keys: &Keys,
    (import, number): (Id, i32),
    what: &str,
    value: &T,
) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(value).context("a chunk of an import")?;
    Ok(keys.seal(cell(import, &column(what, number)), &plain)?)
}
