//! `sotay import`: organisations and members from two CSV files, or the list of an office.

use super::ground::Ground;
use super::progress;
use crate::access::Gate;
use crate::access::doors::Operator;
use crate::base::vietnam;
use crate::config::Given;
use crate::directory::import::{self, Files, Outcome, Report};
use crate::directory::organizations;
use crate::directory::roster::{self, Import, Run};
use crate::directory::words::ImportState;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// Which files.
#[derive(Debug, clap::Args)]
pub(super) struct Ask {
    /// organizations.csv: code, `parent_code`, kind, name, `from_date`, `decision_number`.
    #[arg(
        long,
        value_name = "FILE",
        requires = "members",
        required_unless_present = "roster"
    )]
    organizations: Option<PathBuf>,
    /// members.csv; README lists the columns.
    #[arg(long, value_name = "FILE", requires = "organizations")]
    members: Option<PathBuf>,
    /// The list of an office, XLSX or CSV.
    #[arg(long, value_name = "FILE", requires = "into", conflicts_with_all = ["organizations", "members"])]
    roster: Option<PathBuf>,
    /// The code of the organisation the list is of.
    #[arg(long, value_name = "CODE", requires = "roster")]
    into: Option<String>,
    /// Say what would become of each row and write nothing.
    #[arg(long, requires = "roster")]
    dry_run: bool,
    #[command(flatten)]
    given: Given,
}

/// Imports and prints what became of each file; rows that were refused are named.
pub(super) async fn run(ask: Ask) -> anyhow::Result<()> {
    let read = |path: &Option<PathBuf>| path.as_deref().map(read).transpose();
    let (organizations, members) = (read(&ask.organizations)?, read(&ask.members)?);
    let list = read(&ask.roster)?;
    let ground = Ground::lay(&ask.given.settle()?).await?;
    let gate = ground.gate().await?;
    if let (Some(organizations), Some(members)) = (&organizations, &members) {
        let files = Files {
            organizations,
            members,
        };
        let outcome = load(&gate, files).await?;
        tell("organizations.csv", &outcome.organizations);
        tell("members.csv", &outcome.members);
    }
    if let (Some(list), Some(code)) = (&list, &ask.into) {
        tell_of(&load_roster(&gate, list, code, ask.dry_run).await?);
    }
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

/// Takes the list of an office. A long one goes on chunk by chunk; broken off, `serve` takes up what is left.
async fn load_roster(gate: &Gate, file: &[u8], code: &str, dry_run: bool) -> anyhow::Result<Import> {
    let bar = progress::bar("Nhập danh sách");
    let operator = Operator::new(gate);
    let opened = roster::open(file, vietnam::day_of(gate.clock.now())).map_err(spelled_out)?;
    let mut errand = operator.begin().await?;
    let today = errand.today();
    let organization = organizations::by_code(errand.conn(), code, today)
        .await?
        .with_context(|| format!("no organisation has the code {code}"))?;
    let mut import = roster::receive(&mut errand, organization, opened, dry_run)
        .await
        .map_err(spelled_out)?;
    errand.commit(()).await?;
    let mut run = Run::default();
    while import.state != ImportState::Done {
        import = roster::step(operator.begin().await?, import.id, &mut run).await?;
        let count = |rows: i32| usize::try_from(rows).unwrap_or_default();
        progress::show(&bar, count(import.done), count(import.total));
    }
    bar.finish_and_clear();
    let mut errand = operator.begin().await?;
    let import = roster::told(&mut errand, import.id).await?;
    Ok(import)
}

/// A refusal in words, for the terminal.
fn spelled_out(error: crate::base::Error) -> anyhow::Error {
    match error.refusal() {
        Some(refused) => anyhow::anyhow!("{} / {}", refused.text.vi, refused.text.en),
        None => error.into(),
    }
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

#[expect(clippy::print_stdout, reason = "a command answers on the terminal")]
fn tell_of(import: &Import) {
    println!(
        "import {}{}: {} rows; {} created, {} changed, {} unchanged, {} duplicate, {} refused",
        import.id,
        if import.dry_run { " (dry run)" } else { "" },
        import.total,
        import.created,
        import.changed,
        import.unchanged,
        import.duplicate,
        import.refused
    );
    for (row, column, reason) in import.problems() {
        let text = reason.text();
        println!("  {column}{row}: {} / {}", text.vi, text.en);
    }
}
