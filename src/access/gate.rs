//! The gate: what stands before the database, and what a call brings along.

use super::idempotency::Key;
use crate::base::Clock;
use crate::base::secrets::Keys;
use crate::db::Db;

/// What every call goes through.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The database; only this folder opens it.
    pub(super) db: Db,
    /// The house's clock.
    pub clock: Clock,
    /// The house's keys.
    pub keys: Keys,
}

/// What a call brings along beside its message.
#[derive(Clone, Debug, Default)]
pub struct Baggage {
    /// The idempotency key, with the hash of the call and its request.
    pub key: Option<Key>,
    /// The `If-Match` header or metadata.
    pub if_match: Option<String>,
}

impl Gate {
    /// A gate before a database.
    pub fn new(db: Db, clock: Clock, keys: Keys) -> Self {
        Self { db, clock, keys }
    }

    /// Closes the database behind the gate, once nobody is inside any more.
    pub async fn close(&self) {
        self.db.close().await;
    }
}
