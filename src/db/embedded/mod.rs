//! A Postgres server of our own, from binaries found on the machine, for places without a database administrator.
//!
//! One folder holds everything: `lock` (held by the one process that owns the folder), `data` and, when the path is
//! short enough, the private socket folder. A permanent thread starts Postgres, starts it again when it dies, and stops
//! it when the `Server` is gone; when this process dies, the kernel tells Postgres to stop.

mod account;
mod binaries;
mod bootstrap;
mod folders;
mod initdb;
mod keeper;
mod leftovers;
mod lock;
mod log;
mod postmaster;
mod site;

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use sqlx::postgres::PgConnectOptions;
use tokio::sync::oneshot;

use self::keeper::Order;
use super::Unready;

/// Owns the database and may change its tables.
pub const OWNER: &str = "sotay_owner";
/// Reads and writes rows, and nothing else.
pub const APPLICATION: &str = "sotay_app";
/// The database of the service.
pub const DATABASE: &str = "sotay";
/// The superuser of an embedded server, for making roles and databases.
pub const SUPERUSER: &str = "postgres";

/// Where and how an embedded server runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Made when missing; belongs to one running service at a time.
    pub folder: PathBuf,
    /// Folder of the Postgres programs; without it they are looked for.
    pub binaries: Option<PathBuf>,
    /// Off only for tests: rows then do not outlive a power cut.
    pub durable: bool,
}

/// A running server. It stops when this is dropped; `stop` also waits for it.
#[derive(Debug)]
pub struct Server {
    orders: mpsc::Sender<Order>,
    folder: PathBuf,
    socket: PathBuf,
}

impl Server {
    /// Starts Postgres in its folder, which is set up first when it is new.
    pub async fn start(options: Options) -> Result<Self, Unready> {
        let (orders, inbox) = mpsc::channel();
        let (report, started) = oneshot::channel();
        keeper::spawn(options, inbox, report)?;
        let site = started.await.map_err(|gone| {
            Unready::new(
                "Luồng trông coi Postgres đã dừng giữa chừng",
                "The thread that keeps Postgres ended early",
            )
            .because(gone)
        })??;
        let server = Self {
            orders,
            folder: site.folder,
            socket: site.socket,
        };
        bootstrap::prepare(&server).await?;
        Ok(server)
    }

    /// The address of a database of this server, as one of its users.
    pub fn url(&self, user: &str, database: &str) -> String {
        let host: String = self.socket.to_string_lossy().bytes().map(in_host).collect();
        format!("postgres://{user}@{host}:{}/{database}", site::PORT)
    }

    /// The folder, absolute and without symbolic links.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Stops Postgres and waits until the folder is free for another process.
    pub async fn stop(self) {
        let (report, stopped) = oneshot::channel();
        let told = self.orders.send(Order::Stop(report)).is_ok();
        if told && stopped.await.is_err() {
            tracing::warn!("the thread that keeps Postgres ended before it reported");
        }
    }

    fn connect(&self, user: &str, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .port(site::PORT)
            .username(user)
            .database(database)
    }
}

/// A socket folder stands in the place of the host, so only what a host may hold is left as it is.
fn in_host(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}
