//! Migrations are safe to apply to a database that is in use and full.

use crate::support::postgres::Database;
use crate::support::sources::{Sources, ladder, noticed};
use regex::Regex;
use sqlx::{AssertSqlSafe, Executor, PgConnection};
use std::collections::BTreeSet;

#[test]
fn migrations_say_what_they_lock_and_lock_little() {
    assert_eq!(complaints(&migrations()), [""; 0]);
}

const NOTE: &str = "20990101000001_access_add_note";

/// What is said of one migration more.
fn with(name: &str, sql: &str) -> Vec<String> {
    let path = format!("migrations/{name}.sql");
    let found = noticed(complaints, &migrations().with(&path, sql), &migrations());
    found
        .into_iter()
        .map(|complaint| complaint.replace(&path, "it"))
        .collect()
}

#[test]
fn a_careless_migration_is_noticed() {
    let name = NOTE;
    assert_eq!(
        with(
            name,
            "-- Locks access.grants for a moment.\nalter table access.grants add column note text;"
        ),
        [""; 0]
    );
    assert_eq!(
        with(name, "select 1;"),
        ["it: its first line does not say what it locks"]
    );
    assert_eq!(
        with(
            name,
            "-- Locks x.\nalter table access.grants\n  add column note text not null;"
        ),
        ["it: a column of an existing table that may not be null needs a default"]
    );
    assert_eq!(
        with(
            name,
            "-- Locks x.\nalter table access.grants add column note text not null default '';"
        ),
        [""; 0]
    );
    assert_eq!(
        with(name, "-- Locks x.\ncreate index on access.grants (role);"),
        ["it: an index on access.grants, which is in use, is made concurrently"]
    );
    assert_eq!(
        with("20990101000001_cellar_add_note", "-- Locks x."),
        ["it: cellar is no folder of the house"]
    );
    assert_eq!(
        with("20990101000001_access_add_note.down", "-- Locks x."),
        ["it: is not called <time>_<area>_<verb>_<what>"]
    );
    assert_eq!(
        with("20231101000001_access_drop_note", "-- Locks x."),
        ["it: has the time of another"]
    );
}

#[test]
fn an_index_on_a_table_in_use_is_made_concurrently_and_alone() {
    let name = NOTE;
    let aside = "create index concurrently grants_role on access.grants (role);";
    assert_eq!(
        with(name, &format!("-- no-transaction\n-- Locks nothing.\n{aside}")),
        [""; 0]
    );
    assert_eq!(
        with(name, &format!("-- no-transaction\n{aside}")),
        ["it: its first line does not say what it locks"]
    );
    assert_eq!(
        with(name, &format!("-- Locks nothing.\n{aside}")),
        ["it: an index is made concurrently outside of a transaction"]
    );
    assert_eq!(
        with(
            name,
            &format!("-- no-transaction\n-- Locks x.\nselect 1;\n{aside}")
        ),
        ["it: without a transaction it does one thing"]
    );
}

#[tokio::test]
async fn each_migration_applies_over_the_rows_of_those_before() {
    assert_eq!(applied(&migrations()).await, Ok(()));
}

#[tokio::test]
async fn a_migration_that_only_fits_an_empty_database_is_noticed() {
    let path = "migrations/20990101000001_directory_add_note.sql";
    let doctored = migrations().with(
        path,
        "alter table directory.members add column note text not null",
    );
    let refused = applied(&doctored).await.unwrap_err();
    assert!(
        refused.starts_with(path) && refused.contains("contains null values"),
        "{refused}"
    );
}

/// Applies the migrations one by one to an empty database, and fills in each one's sample rows before the next.
async fn applied(migrations: &Sources) -> Result<(), String> {
    let samples = Sources::read(&["tests/it/migrations"], ".sql");
    let database = Database::fresh().await;
    let mut owner = database.owner().await;
    run(&mut owner, EMPTY).await.unwrap();
    for file in migrations.files() {
        let said = |error| format!("{}: {error}", file.path);
        run(&mut owner, &file.text).await.map_err(said)?;
        let version = &file.path["migrations/".len()..][..14];
        let sample = samples.file(&format!("tests/it/migrations/{version}.sql"));
        let said = |error| format!("{}: {error}", sample.path);
        run(&mut owner, &sample.text).await.map_err(said)?;
    }
    Ok(())
}

async fn run(owner: &mut PgConnection, text: &str) -> sqlx::Result<()> {
    owner.execute(AssertSqlSafe(text)).await.map(drop)
}

/// Takes back all that migrations made; the queue's own tables stay, as they are there before the first.
const EMPTY: &str = "
do $$
declare
    made record;
begin
    for made in
        select nspname from pg_namespace
        where nspname not like 'pg\\_%' and nspname not in ('public', 'information_schema', 'graphile_worker')
    loop
        execute format('drop schema %I cascade', made.nspname);
    end loop;
    for made in select schemaname, tablename from pg_policies where policyname = 'application' loop
        execute format('drop policy application on %I.%I', made.schemaname, made.tablename);
    end loop;
end
$$";

fn migrations() -> Sources {
    Sources::read(&["migrations"], ".sql")
}

fn complaints(migrations: &Sources) -> Vec<String> {
    let name = Regex::new(r"^migrations/(\d{14})_([a-z]+)_[a-z]+_[a-z_]+\.sql$").unwrap();
    let ladder = ladder(&Sources::of_the_service());
    let mut times = BTreeSet::new();
    let mut complaints = Vec::new();
    for file in migrations.files() {
        let (path, text) = (&file.path, &file.text);
        let mut complain = |what: &str| complaints.push(format!("{path}: {what}"));
        match name.captures(path) {
            None => complain("is not called <time>_<area>_<verb>_<what>"),
            Some(parts) => {
                if !times.insert(parts[1].to_owned()) {
                    complain("has the time of another");
                }
                if !ladder.contains(&parts[2].to_owned()) {
                    complain(&format!("{} is no folder of the house", &parts[2]));
                }
            }
        }
        let said = text.strip_prefix(ALONE).unwrap_or(text);
        if !said.starts_with("-- Locks ") {
            complain("its first line does not say what it locks");
        }
        if said == text && text.contains("index concurrently") {
            complain("an index is made concurrently outside of a transaction");
        }
        // What runs outside of a transaction and breaks off half way is not run again from its beginning.
        if said != text && text.matches(';').count() > 1 {
            complain("without a transaction it does one thing");
        }
        if adds_column_without_default(text) {
            complain("a column of an existing table that may not be null needs a default");
        }
        for table in tables_indexed_in_use(text) {
            complain(&format!(
                "an index on {table}, which is in use, is made concurrently"
            ));
        }
    }
    complaints
}

/// How a migration begins that runs outside of a transaction, as an index made concurrently must.
const ALONE: &str = "-- no-transaction\n";

fn adds_column_without_default(text: &str) -> bool {
    let column = Regex::new(r"(?i)\badd\s+column\s+[^,;]*").unwrap();
    column.find_iter(text).any(|found| {
        let column = found.as_str().to_lowercase();
        column.contains("not null") && !column.contains("default") && !column.contains("generated")
    })
}

/// The tables of earlier migrations on which this one builds an index while nobody can write.
fn tables_indexed_in_use(text: &str) -> Vec<String> {
    let index = Regex::new(
        r"(?i)\bcreate\s+(?:unique\s+)?index\s+(?:if not exists\s+)?(?:\w+\s+)?on\s+(?:only\s+)?([\w.]+)",
    )
    .unwrap();
    index
        .captures_iter(text)
        .map(|found| found[1].to_owned())
        .filter(|table| !text.contains(&format!("create table {table} ")))
        .collect()
}
