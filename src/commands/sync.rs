//! `sotay sync-members`: compares a copy of the national member database with what is on file.

use super::ground::Ground;
use super::progress;
use crate::access::doors::Operator;
use crate::config::Given;
use crate::directory::master::{self, Fault, JsonLines, Report};
use anyhow::Context;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

/// Which file.
#[derive(Debug, clap::Args)]
pub(super) struct Ask {
    /// JSON lines: `{"source":"…","version":"…"}`, then one member a line; README lists the fields.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    #[command(flatten)]
    given: Given,
}

/// Lists the differences for the keepers; no file changes.
#[expect(clippy::print_stdout, reason = "a command answers on the terminal")]
pub(super) async fn run(ask: Ask) -> anyhow::Result<()> {
    let file = File::open(&ask.from).with_context(|| format!("cannot read {}", ask.from.display()))?;
    let mut source = JsonLines::open(BufReader::new(file))?;
    let ground = Ground::lay(&ask.given.settle()?).await?;
    let gate = ground.gate().await?;
    let bar = progress::bar("Đồng bộ");
    let report = master::sync(&Operator::new(&gate), &mut source, &mut |report, fault| {
        tell(&bar, report, fault);
    })
    .await?;
    bar.finish_and_clear();
    println!(
        "{} records; {} of members on file, {} of nobody on file, {} older than what was seen, {} refused; {} differences open",
        report.records, report.tied, report.not_on_file, report.stale, report.refused, report.open
    );
    gate.close().await;
    ground.leave().await;
    Ok(())
}

/// Lines that could not be read are named by number and field, never by what stands in them.
fn tell(bar: &indicatif::ProgressBar, report: &Report, fault: Option<&Fault>) {
    bar.set_position(report.records);
    if let Some(fault) = fault {
        bar.println(format!("line {}: {}", fault.line, fault.field));
    }
}
