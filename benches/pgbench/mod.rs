//! Runs `pgbench`, by which every floor is measured.

use std::path::Path;
use std::process::Command;

/// Runs these scripts, each as often as it weighs, and reads one number out of what `pgbench` says.
pub(crate) fn run(url: &str, scripts: &[(&Path, usize)], options: &[String], wanted: &str) -> f64 {
    let files = scripts
        .iter()
        .map(|(script, weight)| format!("--file={}@{weight}", script.display()));
    let done = Command::new("pgbench")
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
        .args(options)
        .args(files)
        .arg(url)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let told = said.lines().find_map(|line| line.strip_prefix(wanted)).unwrap();
    told.split_whitespace().next().unwrap().parse().unwrap()
}
