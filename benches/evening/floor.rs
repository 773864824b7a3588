//! The floor: `pgbench` runs the statements that the same reads have run, without any of our code.

use std::path::PathBuf;
use std::process::Command;

/// How long it runs.
const SECONDS: u32 = 15;

/// Rounds a second. A script is what one round has run.
pub(crate) fn measure(url: &str, rounds: &[Vec<String>], clients: usize) -> f64 {
    let folder = std::env::temp_dir().join(format!("sotay-evening-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let scripts: Vec<PathBuf> = rounds
        .iter()
        .enumerate()
        .map(|(number, statements)| {
            let script = folder.join(format!("{number}.sql"));
            std::fs::write(&script, statements.join(";\n") + ";\n").unwrap();
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
