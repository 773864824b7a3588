//! The data of an embedded server, made once by `initdb`.

use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::Unready;
use super::folders::{major_version, make_private, trouble};
use super::site::Site;

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
