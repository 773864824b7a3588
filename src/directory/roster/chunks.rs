//! SQL of staged rows: sealed a chunk at a time until they are done, then what is told of them.

use super::read::Entry;
use super::told::Told;
use crate::base::secrets::{Cell, Keys};
use crate::base::{Id, Result};
use anyhow::Context;
use sqlx::PgConnection;
use std::collections::HashSet;

/// Keeps rows until they are worked off.
pub(super) async fn stage(
    conn: &mut PgConnection,
    keys: &Keys,
    (import, number): (Id, i32),
    entries: &[Entry],
) -> Result<()> {
    let sealed = seal(keys, (import, number), "rows", entries)?;
    sqlx::query!(
        "insert into directory.import_chunks (import, number, rows_sealed)
         values ($1, $2, $3)",
        import,
        number,
        sealed,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The first chunk whose rows still wait.
pub(super) async fn next_chunk(
    conn: &mut PgConnection,
    keys: &Keys,
    import: Id,
) -> Result<Option<(i32, Vec<Entry>)>> {
    let found = sqlx::query!(
        r#"select number, rows_sealed as "rows!"
           from directory.import_chunks
           where import = $1
             and rows_sealed is not null
           order by number
           limit 1"#,
        import,
    )
    .fetch_optional(conn)
    .await?;
    let Some(chunk) = found else { return Ok(None) };
    let opened = keys.open(cell(import, &column("rows", chunk.number)), &chunk.rows)?;
    let entries = serde_json::from_slice(&opened).context("the rows of an import")?;
    Ok(Some((chunk.number, entries)))
}

/// Whom the rows done so far were about.
pub(super) async fn met(conn: &mut PgConnection, import: Id) -> Result<HashSet<Id>> {
    let met = sqlx::query_scalar!(
        r#"select unnest(members) as "member!"
           from directory.import_chunks
           where import = $1"#,
        import,
    )
    .fetch_all(conn)
    .await?;
    Ok(met.into_iter().collect())
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
    told.put_in_order();
    Ok(told)
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

fn seal<T: serde::Serialize + ?Sized>(
    keys: &Keys,
    (import, number): (Id, i32),
    what: &str,
    value: &T,
) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(value).context("a chunk of an import")?;
    Ok(keys.seal(cell(import, &column(what, number)), &plain)?)
}
