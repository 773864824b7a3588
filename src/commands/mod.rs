//! The command line of whoever runs the house.

mod admin;
mod demo;
mod ground;
mod import;
mod keys;
mod migrate;
mod progress;
mod serve;
mod sync;

use crate::config::Given;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Backend of the electronic party member handbook (Sổ tay đảng viên điện tử).
#[derive(Debug, Parser)]
#[command(name = "sotay", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Try it:       sotay demo
Serve:        sotay serve --data /var/lib/sotay
With yours:   DATABASE_URL=postgres://… sotay migrate && DATABASE_URL=postgres://… sotay serve";

#[derive(Debug, Subcommand)]
enum Command {
    /// Load a whole invented district and serve it, ready to sign in to.
    Demo(demo::Ask),
    /// Answer gRPC and REST until told to stop.
    Serve(Given),
    /// Bring the database to the shape this version needs, then end.
    Migrate(Given),
    /// Load organisations and members from CSV files; loading the same files again changes nothing.
    Import(import::Ask),
    /// Compare a copy of the national member database with what is on file; differences are listed, nothing is changed.
    SyncMembers(sync::Ask),
    /// People who run the system.
    #[command(subcommand)]
    Admin(admin::Ask),
    /// The keys that sign access tokens.
    #[command(subcommand)]
    Keys(keys::Ask),
}

/// Runs the command that was asked for.
pub fn main() -> ExitCode {
    let line = Line::parse();
    crate::edge::log_panics();
    tracing_subscriber::fmt()
        .with_env_filter(crate::config::log_filter())
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return ended(Err(error.into())),
    };
    let done = runtime.block_on(run(line.command));
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    ended(done)
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Demo(ask) => demo::run(ask).await,
        Command::Serve(given) => serve::run(given).await,
        Command::Migrate(given) => migrate::run(given).await,
        Command::Import(ask) => import::run(ask).await,
        Command::SyncMembers(ask) => sync::run(ask).await,
        Command::Admin(ask) => admin::run(ask).await,
        Command::Keys(ask) => keys::run(ask).await,
    }
}

#[expect(
    clippy::print_stderr,
    reason = "the last word of a command goes to the terminal"
)]
fn ended(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sotay: {error:#}");
            ExitCode::FAILURE
        }
    }
}
