//! `sotay migrate`.

use super::ground::Ground;
use crate::config::Given;

/// Brings the database to shape and ends.
pub(super) async fn run(given: Given) -> anyhow::Result<()> {
    Ground::lay(&given.settle()?).await?.leave().await;
    Ok(())
}
