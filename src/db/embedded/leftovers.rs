//! What a killed Postgres leaves behind: files that bar a restart, and now and then itself.
//!
//! Called only while we hold the folder's lock, so nobody else can be about to start there.

use std::fs;
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::site::Site;
use super::{Unready, folders};

const GLANCE: Duration = Duration::from_millis(20);

/// Ends a server that outlived its owner and removes the files it left.
pub(super) fn clear(site: &Site) -> Result<(), Unready> {
    let [socket_lock, socket] = site.socket_files();
    for file in [site.pid_file(), socket_lock.clone()] {
        if let Some(pid) = first_line(&file).filter(|pid| runs_in(*pid, &site.data)) {
            evict(pid, site)?;
        }
    }
    for file in [site.pid_file(), socket_lock, socket] {
        match fs::remove_file(&file) {
            Ok(()) => tracing::info!(file = %file.display(), "removed a file that a killed Postgres left"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(folders::trouble(&file, error)),
        }
    }
    Ok(())
}

fn first_line(file: &Path) -> Option<Pid> {
    let text = fs::read_to_string(file).ok()?;
    Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
}

/// A number in a file proves nothing after a reboot; a Postgres works in its own data folder.
fn runs_in(pid: Pid, data: &Path) -> bool {
    fs::read_link(format!("/proc/{}/cwd", pid.as_raw_nonzero())).is_ok_and(|folder| folder == data)
}

fn evict(pid: Pid, site: &Site) -> Result<(), Unready> {
    tracing::warn!(
        pid = pid.as_raw_nonzero(),
        "stopping a Postgres whose owner is gone"
    );
    for (signal, patience) in [(Signal::INT, 10), (Signal::QUIT, 5), (Signal::KILL, 5)] {
        if kill_process(pid, signal).is_err() && !runs_in(pid, &site.data) {
            return Ok(());
        }
        let until = Instant::now() + Duration::from_secs(patience);
        while Instant::now() < until {
            if !runs_in(pid, &site.data) {
                return Ok(());
            }
            sleep(GLANCE);
        }
    }
    let (folder, pid) = (site.folder.display(), pid.as_raw_nonzero());
    Err(Unready::new(
        format!("Tiến trình Postgres {pid} của lần chạy trước vẫn giữ thư mục {folder} và không chịu dừng"),
        format!(
            "The Postgres process {pid} of an earlier run still holds the folder {folder} and does not stop"
        ),
    ))
}
