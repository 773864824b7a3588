//! The folders of an embedded server: made, and kept private.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Unready;
use super::account::Account;

/// A socket's path has at most this many bytes, file name included.
const LONGEST_SOCKET_PATH: usize = 107;

/// Makes the folder and what is missing above it, and gives back its true path.
pub(super) fn make(folder: &Path) -> Result<PathBuf, Unready> {
    let folder = std::path::absolute(folder).map_err(|error| trouble(folder, error))?;
    make_open(&folder)?;
    folder.canonicalize().map_err(|error| trouble(&folder, error))
}

/// The major version of Postgres that made this data, if there is any.
pub(super) fn major_version(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("PG_VERSION"))
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// A folder for the socket that only the account may enter, with a path short enough for a socket.
pub(super) fn private_socket_folder(folder: &Path, account: &Account) -> Result<PathBuf, Unready> {
    let within = folder.join("socket");
    let fits = |path: &Path| path.as_os_str().len() + "/.s.PGSQL.5432".len() <= LONGEST_SOCKET_PATH;
    let path = if fits(&within) {
        within
    } else {
        let digest = Sha256::digest(folder.as_os_str().as_bytes());
        let name = digest
            .iter()
            .take(8)
            .fold(String::new(), |name, byte| format!("{name}{byte:02x}"));
        Path::new("/tmp").join(format!("sotay-{name}"))
    };
    make_private(&path, account)?;
    Ok(path)
}

/// What the file system said about a path.
pub(super) fn trouble(path: &Path, error: io::Error) -> Unready {
    let path = path.display();
    Unready::new(format!("Không dùng được {path}"), format!("Cannot use {path}")).because(error)
}

fn make_open(folder: &Path) -> Result<(), Unready> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_open(parent)?;
    }
    match DirBuilder::new().mode(0o711).create(folder) {
        // The mask of the process may have taken bits away.
        Ok(()) => fs::set_permissions(folder, Permissions::from_mode(0o711)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
    .map_err(|error| trouble(folder, error))
}

/// Makes a folder that only the account may enter, or sees to it that one that is there is such a folder.
pub(super) fn make_private(folder: &Path, account: &Account) -> Result<(), Unready> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => account.take(folder),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => must_be_private(folder, account),
        Err(error) => Err(error),
    }
    .map_err(|error| trouble(folder, error))
}

/// Somebody else could have put a folder or a link of that name there first.
fn must_be_private(folder: &Path, account: &Account) -> io::Result<()> {
    let found = fs::symlink_metadata(folder)?;
    if found.is_dir() && found.mode() & 0o777 == 0o700 && found.uid() == account.uid() {
        return Ok(());
    }
    if found.is_dir() && found.uid() == rustix::process::geteuid().as_raw() {
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
        return account.take(folder);
    }
    Err(io::Error::new(
        io::ErrorKind::PermissionDenied,
        "it exists and belongs to somebody else",
    ))
}
