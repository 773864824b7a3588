//! The database: connections for reads, transactions for writes.

mod constraints;

pub use constraints::on_constraint;

use sqlx::pool::PoolConnection;
use sqlx::{PgPool, Postgres, Transaction};

/// The application's connections.
#[derive(Clone, Debug)]
pub struct Db(PgPool);

/// A connection that only reads.
pub type Reading = PoolConnection<Postgres>;

/// An open transaction; dropped without a commit it rolls back.
pub type Writing = Transaction<'static, Postgres>;

impl Db {
    /// Opens the pool.
    pub fn new(pool: PgPool) -> Self {
        Self(pool)
    }

    /// A connection for reads.
    #[expect(clippy::disallowed_methods, reason = "the one place connections come from")]
    pub(crate) async fn reading(&self) -> Result<Reading, sqlx::Error> {
        self.0.acquire().await
    }

    /// A transaction for writes.
    #[expect(clippy::disallowed_methods, reason = "the one place transactions come from")]
    pub(crate) async fn writing(&self) -> Result<Writing, sqlx::Error> {
        self.0.begin().await
    }
}
