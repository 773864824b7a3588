//! Everything that is settled before Postgres is started: folders, programs, account.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::account::Account;
use super::binaries::{self, Binaries};
use super::{Options, Unready, folders};

/// There is no network port; the number only names the socket file.
pub(super) const PORT: u16 = 5432;

/// The settled place of one server.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) folder: PathBuf,
    pub(super) data: PathBuf,
    pub(super) socket: PathBuf,
    pub(super) binaries: Binaries,
    pub(super) account: Account,
    pub(super) durable: bool,
}

impl Site {
    /// Chooses account and programs for a folder that exists already and is ours.
    pub(super) fn settle(options: &Options, folder: &Path) -> Result<Self, Unready> {
        let data = folder.join("data");
        let account = Account::choose(&data)?;
        account.must_reach(folder)?;
        let binaries = binaries::find(options.binaries.as_deref(), folders::major_version(&data))?;
        let socket = folders::private_socket_folder(folder, &account)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            data,
            socket,
            binaries,
            account,
            durable: options.durable,
        })
    }

    /// One of the Postgres programs, to be run as the account that owns the data.
    pub(super) fn program(&self, name: &str) -> Command {
        self.account.command(self.binaries.folder.join(name))
    }

    /// The socket file and its lock, in the order Postgres makes them.
    pub(super) fn socket_files(&self) -> [PathBuf; 2] {
        let socket = self.socket.join(format!(".s.PGSQL.{PORT}"));
        let lock = self.socket.join(format!(".s.PGSQL.{PORT}.lock"));
        [lock, socket]
    }

    /// Takes the socket folder away, which may stand in a place that is not ours; the next start makes it again.
    pub(super) fn leave_socket_folder(&self) {
        if let Err(error) = std::fs::remove_dir(&self.socket) {
            tracing::debug!(%error, folder = %self.socket.display(), "the socket folder stays");
        }
    }

    /// The file in which a postmaster writes its process id.
    pub(super) fn pid_file(&self) -> PathBuf {
        self.data.join("postmaster.pid")
    }
}
