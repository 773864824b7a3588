//! An invented district with real figures: its roster, twelve months of history, and four people to sign in as.

pub mod cast;
mod draw;
pub mod history;
mod people;
pub mod roster;
pub mod second_act;
mod store;
mod tree;

use crate::access::doors::Operator;
use crate::base::Result;

/// Whether the district was loaded whole: the history is written last.
pub async fn is_loaded(operator: &Operator) -> Result<bool> {
    let mut errand = operator.begin().await?;
    let loaded = store::has_history(errand.conn(), history::MONTHS).await?;
    errand.commit(()).await?;
    Ok(loaded)
}
