//! A folder writes only its own tables and reads only those of folders that do not stand higher.

use crate::support::code::Token;
use crate::support::sources::{File, Sources, ladder, module_of, noticed};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[test]
fn each_table_has_one_writer_and_is_read_from_above() {
    assert_eq!(trespasses(&everything(), &schemas()), [""; 0]);
}

#[test]
fn every_schema_has_its_folder() {
    let ladder = ladder(&Sources::of_the_service());
    for schema in schemas() {
        assert!(ladder.contains(&schema), "nobody owns {schema}");
    }
}

#[test]
fn a_trespass_is_noticed() {
    let sources = Sources::of_the_service();
    let saying = |sql: &str| {
        let code = format!("fn f() {{ sqlx::query!(\"{sql}\"); }}");
        let doctored = sources.with_added("src/access/grants.rs", &code);
        noticed(|sources| trespasses(sources, &schemas()), &doctored, &sources)
    };
    assert_eq!(saying("delete from access.grants"), [""; 0]);
    assert_eq!(
        saying("with gone as (\n  delete from meetings.roster returning 1)\nselect 1"),
        ["src/access/grants.rs: access writes meetings.roster"]
    );
    assert_eq!(
        saying("insert into identity.accounts (id) values ($1)"),
        ["src/access/grants.rs: access writes identity.accounts"]
    );
    assert_eq!(
        saying("update only directory.members set name = $1"),
        ["src/access/grants.rs: access writes directory.members"]
    );
    assert_eq!(
        saying("select 1 from access.grants g join directory.members m on true"),
        ["src/access/grants.rs: access reads directory.members, which stands higher"]
    );
    assert_eq!(
        saying("select 1 from access.grants g, directory.members m"),
        ["src/access/grants.rs: access reads directory.members, which stands higher"]
    );
}

#[test]
fn a_trespass_in_a_file_of_sql_is_noticed() {
    let doctored = everything().with("src/access/grants.sql", "delete from meetings.roster");
    assert_eq!(
        noticed(
            |sources| trespasses(sources, &schemas()),
            &doctored,
            &everything()
        ),
        ["src/access/grants.sql: access writes meetings.roster"]
    );
}

/// The code of the service, and the queries that are too long to stand in it.
fn everything() -> Sources {
    Sources::of_the_service().and(Sources::read(&["src"], ".sql"))
}

/// The schemas that migrations create.
fn schemas() -> BTreeSet<String> {
    let creation = Regex::new(r"(?m)^create schema (\w+);").unwrap();
    Sources::read(&["migrations"], ".sql")
        .files()
        .flat_map(|file| {
            creation
                .captures_iter(&file.text)
                .map(|found| found[1].to_owned())
        })
        .collect()
}

/// Every table that a query names from a folder that may not.
fn trespasses(sources: &Sources, schemas: &BTreeSet<String>) -> Vec<String> {
    let ladder = ladder(sources);
    let rung = |module: &str| ladder.iter().position(|listed| listed == module);
    let mut complaints = Vec::new();
    for file in sources.files() {
        let path = &file.path;
        let own = module_of(path);
        for query in queries(file) {
            for table in tables(query, schemas) {
                if table.schema == own {
                    continue;
                }
                if table.is_written {
                    complaints.push(format!("{path}: {own} writes {}.{}", table.schema, table.name));
                } else if rung(&table.schema).is_none_or(|schema| Some(schema) > rung(own)) {
                    complaints.push(format!(
                        "{path}: {own} reads {}.{}, which stands higher",
                        table.schema, table.name
                    ));
                }
            }
        }
    }
    complaints
}

/// The texts of a file that may be queries: literals of Rust, or a file of SQL as a whole.
fn queries(file: &File) -> Vec<&str> {
    if file.path.ends_with(".sql") {
        return vec![&file.text];
    }
    file.tokens().iter().filter_map(Token::text).collect()
}

const WRITES: &str = "insert into|update|delete from|merge into|truncate|lock table|lock|copy";

static QUERY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"\b(select|call|{WRITES})\b")).unwrap());

/// A name with its schema, and before it the words that make it a write.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    let write = format!(r"\b({WRITES})\s+(?:table\s+)?(?:only\s+)?");
    Regex::new(&format!(r"(?:{write})?\b([a-z_]+)\.([a-z_0-9]+)")).unwrap()
});

struct Table {
    schema: String,
    name: String,
    is_written: bool,
}

/// The tables and functions that a query names, if the text is one.
fn tables(text: &str, schemas: &BTreeSet<String>) -> Vec<Table> {
    if !QUERY.is_match(text) {
        return Vec::new();
    }
    NAMES
        .captures_iter(text)
        .filter(|found| schemas.contains(&found[2]))
        .map(|found| Table {
            schema: found[2].to_owned(),
            name: found[3].to_owned(),
            is_written: found.get(1).is_some(),
        })
        .collect()
}
