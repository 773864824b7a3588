//! The floor of reads: `pgbench` runs the statements that the same reads have run, without any of our code.

mod literal;
mod recorder;

pub(crate) use recorder::{Recorder, Statement};

use crate::pgbench;
use literal::Value;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How long it runs.
const SECONDS: u32 = 15;

/// What one round ran, apart from its values.
struct Script {
    sql: String,
    /// Those of each round that ran it.
    values: Vec<Vec<String>>,
}

/// Rounds a second. Rounds that differ by their values alone share a script, so that each statement is prepared once by a
/// client, as the house prepares it, and values are drawn from a table.
pub(crate) async fn measure(url: &str, rounds: &[Vec<Statement>], clients: usize) -> f64 {
    let folder = std::env::temp_dir().join(format!("sotay-replay-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let mut conn = PgConnection::connect(url).await.unwrap();
    let mut files = Vec::new();
    for (number, script) in scripts(rounds).into_iter().enumerate() {
        let table = format!("bench_replay_{number}");
        lay_out(&mut conn, &table, &script.values).await;
        let file = folder.join(format!("{number}.sql"));
        std::fs::write(&file, script.drawing_from(&table)).unwrap();
        files.push((file, script.values.len(), table));
    }
    let rate = run(url, &files, clients);
    for (_, _, table) in files {
        conn.execute(AssertSqlSafe(format!("drop table {table}")))
            .await
            .unwrap();
    }
    std::fs::remove_dir_all(folder).unwrap();
    rate
}

fn run(url: &str, files: &[(PathBuf, usize, String)], clients: usize) -> f64 {
    let scripts: Vec<_> = files
        .iter()
        .map(|(file, often, _)| (file.as_path(), *often))
        .collect();
    let options = [format!("--client={clients}"), format!("--time={SECONDS}")];
    pgbench::run(url, &scripts, &options, "tps = ")
}

fn scripts(rounds: &[Vec<Statement>]) -> Vec<Script> {
    let mut scripts: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for statements in rounds {
        let (sql, values) = written(statements);
        scripts.entry(sql).or_default().push(values);
    }
    scripts
        .into_iter()
        .map(|(sql, values)| Script { sql, values })
        .collect()
}

/// What was run, with a name in the place of each value, and the values.
fn written(statements: &[Statement]) -> (String, Vec<String>) {
    let (mut run, mut values) = (String::new(), Vec::new());
    for statement in statements {
        let mut sql = statement.sql.clone();
        for (number, value) in statement.values.iter().enumerate().rev() {
            let told = match value {
                Value::Null(of_type) => format!("null::{of_type}"),
                Value::Some(literal) => {
                    values.push(literal.clone());
                    format!(":v{}", values.len())
                }
            };
            sql = sql.replace(&format!("${}", number + 1), &told);
        }
        run.push_str(&sql);
        run.push_str(";\n");
    }
    (run, values)
}

impl Script {
    fn drawing_from(&self, table: &str) -> String {
        let names: Vec<String> = names(&self.values).collect();
        format!(
            "\\set number random(1, {})\nselect {} from {table} where number = :number \\gset\n{}",
            self.values.len(),
            names.join(", "),
            self.sql
        )
    }
}

fn names(values: &[Vec<String>]) -> impl Iterator<Item = String> {
    (1..=values[0].len()).map(|number| format!("v{number}"))
}

async fn lay_out(conn: &mut PgConnection, table: &str, values: &[Vec<String>]) {
    let columns: Vec<String> = names(values).map(|name| format!("{name} text")).collect();
    let rows: Vec<String> = values
        .iter()
        .zip(1..)
        .map(|(row, number)| {
            let texts: Vec<String> = row.iter().map(|value| format!("{value}::text")).collect();
            format!("({number}, {})", texts.join(", "))
        })
        .collect();
    for sql in [
        format!("drop table if exists {table}"),
        format!(
            "create table {table} (number int primary key, {})",
            columns.join(", ")
        ),
        format!("insert into {table} values {}", rows.join(", ")),
        format!("analyze {table}"),
    ] {
        conn.execute(AssertSqlSafe(sql)).await.unwrap();
    }
}
