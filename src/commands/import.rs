//! `sotay import`: organisations and members from two CSV files.

use super::ground::Ground;
use super::progress;
use crate::access::Gate;
use crate::access::doors::Operator;
use crate::config::Given;
use crate::directory::import::{self, Files, Outcome, Report};
use anyhow::Context;
use std::path::{Path, PathBuf};

/// Which files.
#[derive(Debug, clap::Args)]
pub(super) struct Ask {
    /// organizations.csv: code, `parent_code`, kind, name, `from_date`, `decision_number`.
    #[arg(long, value_name = "FILE")]
    organizations: PathBuf,
    /// members.csv; README lists the columns.
    #[arg(long, value_name = "FILE")]
    members: PathBuf,
    #[command(flatten)]
    given: Given,
}

/// Imports and prints what became of each file; rows that were refused are named.
pub(super) async fn run(ask: Ask) -> anyhow::Result<()> {
    let organizations = read(&ask.organizations)?;
    let members = read(&ask.members)?;
    let ground = Ground::lay(&ask.given.settle()?).await?;
    let gate = ground.gate().await?;
    let outcome = load(
        &gate,
        Files {
            organizations: &organizations,
            members: &members,
        },
    )
    .await?;
    tell("organizations.csv", &outcome.organizations);
    tell("members.csv", &outcome.members);
    gate.close().await;
    ground.leave().await;
    Ok(())
}

/// Imports in one transaction, with progress on the terminal.
pub(super) async fn load(gate: &Gate, files: Files<'_>) -> anyhow::Result<Outcome> {
    let bar = progress::bar("Nhập danh sách");
    let mut errand = Operator::new(gate).begin().await?;
    let outcome = import::run(&mut errand, files, &mut |progress| {
        bar.set_message(progress.file.name());
        progress::show(&bar, progress.done, progress.total);
    })
    .await?;
    errand.commit(()).await?;
    bar.finish_and_clear();
    Ok(outcome)
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

#[expect(clippy::print_stdout, reason = "a command answers on the terminal")]
fn tell(name: &str, report: &Report) {
    println!(
        "{name}: {} rows; {} created, {} changed, {} unchanged, {} duplicate, {} refused",
        report.rows, report.created, report.changed, report.unchanged, report.duplicate, report.refused
    );
    for problem in &report.problems {
        let text = problem.reason.text();
        println!(
            "  row {}, {}: {} / {}",
            problem.row, problem.column, text.vi, text.en
        );
    }
}
