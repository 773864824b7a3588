//! The way to Postgres: an embedded server or one that is given, migrations, and the application's pool.
//!
//! Only the gate and the listed doors in `access` may ask for a connection; everybody else is handed one.

mod checks;
mod constraints;
pub mod embedded;
mod migrate;
mod pool;
mod unready;

pub use checks::Durability;
pub use constraints::{broke, on_constraint};
pub use migrate::{JOBS_SCHEMA, migrate};
pub use pool::{Db, DbConfig, Protections, Reading, Writing, open_pool, queue_pool};
pub use unready::Unready;
