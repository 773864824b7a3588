//! The floor of reads: `pgbench` runs the statements that the same reads have run, without any of our code.

mod literal;
mod recorder;

pub(crate) use recorder::{Recorder, Statement};

use literal::Value;
use std::path::PathBuf;
use std::process::Command;

/// How long it runs.
const SECONDS: u32 = 15;

/// Rounds a second. A script is what one round has run.
pub(crate) fn measure(url: &str, rounds: &[Vec<Statement>], clients: usize) -> f64 {
    let folder = std::env::temp_dir().join(format!("sotay-replay-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let scripts: Vec<PathBuf> = rounds
        .iter()
        .enumerate()
        .map(|(number, statements)| {
            let script = folder.join(format!("{number}.sql"));
            std::fs::write(&script, written(statements)).unwrap();
            script
        })
        .collect();
    let done = Command::new("pgbench")
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
        .arg(format!("--client={clients}"))
        .arg(format!("--time={SECONDS}"))
        .args(
            scripts
                .iter()
                .map(|script| format!("--file={}", script.display())),
        )
        .arg(url)
        .output()
        .unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    let told = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success(),
        "{told}{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let line = told.lines().find(|line| line.starts_with("tps = ")).unwrap();
    line.split_whitespace().nth(2).unwrap().parse().unwrap()
}

/// A script that first lays its values out and then runs the statements with them, so that each is prepared once by a
/// client, as the house prepares it.
fn written(statements: &[Statement]) -> String {
    let mut values = Vec::new();
    let mut run = String::new();
    for (place, statement) in statements.iter().enumerate() {
        let mut sql = statement.sql.clone();
        for (number, value) in statement.values.iter().enumerate().rev() {
            let told = match value {
                Value::Null(of_type) => format!("null::{of_type}"),
                Value::Some(literal) => {
                    let name = format!("s{place}_{number}");
                    values.push(format!("{literal}::text as {name}"));
                    format!(":{name}")
                }
            };
            sql = sql.replace(&format!("${}", number + 1), &told);
        }
        run.push_str(&sql);
        run.push_str(";\n");
    }
    format!("select {} \\gset\n{run}", values.join(", "))
}
