//! Work that happens after commit: facts left as rows in the transaction that made them true, told to whoever
//! listens. Calls go down the ladder, facts go up.

mod told;
mod worker;

pub use told::{Fact, Listener, Listeners};
pub use worker::{Crew, Unstaffed};

use crate::base::{Id, Result};
use sqlx::PgConnection;

/// Leaves a fact about a subject, in the caller's transaction: told after commit, at least once.
pub async fn tell(conn: &mut PgConnection, fact: Fact, subject: Id) -> Result<()> {
    sqlx::query!(r#"select jobs.tell($1, $2) as "told: ()""#, fact.name(), subject)
        .fetch_one(conn)
        .await?;
    Ok(())
}
