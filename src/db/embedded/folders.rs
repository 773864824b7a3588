//! The folders of an embedded server: made, kept private, and filled by `initdb`.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Unready;
use super::account::Account;
use super::site::Site;

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

/// Fills the data folder once. A half-made one never bears the name `data`.
pub(super) fn initialise(site: &Site) -> Result<(), Unready> {
    if major_version(&site.data).is_some() {
        return Ok(());
    }
    tracing::info!(folder = %site.folder.display(), "creating the Postgres data folder");
    sweep_half_made(&site.folder)?;
    let fresh = site.folder.join(format!("init.{}", std::process::id()));
    make_private(&fresh, &site.account)?;
    run_initdb(site, &fresh)?;
    fs::rename(&fresh, &site.data)
        .and_then(|()| File::open(&site.folder)?.sync_all())
        .map_err(|error| trouble(&site.data, error))
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

/// Takes the socket folder away, which may stand in a place that is not ours; the next start makes it again.
pub(super) fn leave_socket_folder(site: &Site) {
    if let Err(error) = fs::remove_dir(&site.socket) {
        tracing::debug!(%error, folder = %site.socket.display(), "the socket folder stays");
    }
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

fn make_private(folder: &Path, account: &Account) -> Result<(), Unready> {
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

fn sweep_half_made(folder: &Path) -> Result<(), Unready> {
    let sweep = || -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name().as_bytes().starts_with(b"init.") {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    };
    sweep().map_err(|error| trouble(folder, error))
}

fn run_initdb(site: &Site, fresh: &Path) -> Result<(), Unready> {
    let mut command = site.program("initdb");
    command
        .arg("-D")
        .arg(fresh)
        .args([
            "-U",
            super::SUPERUSER,
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
        ])
        .args(["--auth-local=trust", "--auth-host=reject"]);
    if !site.durable {
        command.arg("--no-sync");
    }
    let output = command.output().map_err(|error| trouble(fresh, error))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Unready::new(
        "initdb không tạo được dữ liệu Postgres",
        "initdb could not create the Postgres data",
    )
    .because(said))
}
