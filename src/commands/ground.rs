//! What every command stands on: settings, keys, a database that is up and in shape.

use crate::access::Gate;
use crate::base::Clock;
use crate::base::secrets::Keys;
use crate::config::{Database, Settings};
use crate::db::embedded::{DATABASE, OWNER, Options, Server};
use crate::db::{Db, DbConfig, Durability, migrate};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A database in shape, and the server when it is ours.
pub(super) struct Ground {
    /// The keys of the house.
    pub(super) keys: Keys,
    /// How the application reaches the database.
    pub(super) reach: DbConfig,
    server: Option<Server>,
}

impl Ground {
    /// Starts the server when it is ours, and migrates.
    pub(super) async fn lay(settings: &Settings) -> anyhow::Result<Self> {
        let keys = settings.keys()?;
        let (server, owner_url, reach) = match &settings.database {
            Database::External { url, owner_url } => (None, owner_url.clone(), DbConfig::external(url)),
            Database::Embedded { folder, binaries } => {
                let_through(folder)?;
                let options = Options {
                    folder: folder.clone(),
                    binaries: binaries.clone(),
                    durable: true,
                };
                let server = Server::start(options).await?;
                let owner_url = server.url(OWNER, DATABASE);
                let reach = DbConfig::embedded(&server);
                (Some(server), owner_url, reach)
            }
        };
        migrate(&owner_url, Durability::Demanded).await?;
        Ok(Self { keys, reach, server })
    }

    /// The gate before this database.
    pub(super) async fn gate(&self) -> anyhow::Result<Gate> {
        let db = Db::connect(&self.reach).await?;
        Ok(Gate::new(db, Clock::system(), self.keys.clone()))
    }

    /// Stops the server when it is ours.
    pub(super) async fn leave(self) {
        if let Some(server) = self.server {
            server.stop().await;
        }
    }
}

/// Postgres runs as another user when we are root: it must be able to pass through our own data folder. Folders
/// above that one are not ours to change.
fn let_through(folder: &Path) -> anyhow::Result<()> {
    let Some(data) = folder.parent().filter(|data| data.is_dir()) else {
        return Ok(());
    };
    let mut permissions = std::fs::metadata(data)?.permissions();
    if rustix::process::geteuid().is_root() && permissions.mode() & 0o011 != 0o011 {
        tracing::info!(folder = %data.display(), "letting other users pass through the data folder");
        permissions.set_mode(permissions.mode() | 0o011);
        std::fs::set_permissions(data, permissions)?;
    }
    Ok(())
}
