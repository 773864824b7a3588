//! What leans on organisations and stands above them: `app` says who counts it.

use crate::base::{Id, Result};
use futures_util::future::BoxFuture;
use sqlx::PgConnection;

/// Counts what depends on some organisations, on the connection and in the transaction of the reorganisation.
pub type Count = for<'c> fn(&'c mut PgConnection, Vec<Id>) -> BoxFuture<'c, Result<i64>>;

/// Who counts what, for the answer of a reorganisation.
#[derive(Clone, Copy, Debug)]
pub struct Dependents {
    /// Meetings that are not finished.
    pub pending_meetings: Count,
    /// Notices that were addressed to them.
    pub kept_notices: Count,
    /// Transfers that wait for a step.
    pub open_transfers: Count,
}
