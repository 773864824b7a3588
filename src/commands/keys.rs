//! `sotay keys`: the keys that sign access tokens.

use super::ground::Ground;
use crate::access::doors::Operator;
use crate::config::Given;
use crate::identity;
use clap::Subcommand;

/// What to do with the keys.
#[derive(Debug, Subcommand)]
pub(super) enum Ask {
    /// Make the next key: published now, signing from tomorrow on, so that nobody is signed out.
    Rotate {
        /// The present keys are no longer trusted: drop them at once. Everybody refreshes within ten minutes.
        #[arg(long)]
        now: bool,
        #[command(flatten)]
        given: Given,
    },
}

/// Does it.
#[expect(clippy::print_stdout, reason = "a command answers on the terminal")]
pub(super) async fn run(ask: Ask) -> anyhow::Result<()> {
    let Ask::Rotate { now, given } = ask;
    let ground = Ground::lay(&given.settle()?).await?;
    let gate = ground.gate().await?;
    let mut errand = Operator::new(&gate).begin().await?;
    if now {
        identity::keys::drop_now(&mut errand).await?;
    } else {
        identity::keys::rotate(&mut errand).await?;
    }
    errand.commit(()).await?;
    println!(
        "{}",
        if now {
            "The keys were dropped; a new one signs from now on."
        } else {
            "The next key is published."
        }
    );
    gate.close().await;
    ground.leave().await;
    Ok(())
}
