//! The lock that makes one process the only master of a folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::{Unready, folders};

/// Held for as long as this lives; the kernel lets go of it even when the process is killed.
///
/// Closing the file would not do: a child that another thread is just starting has a copy of it until it runs its own
/// program, and the folder would stay taken that long.
#[derive(Debug)]
pub(super) struct FolderLock {
    file: File,
}

impl FolderLock {
    /// Takes the folder, or says which process has it.
    pub(super) fn take(folder: &Path) -> Result<Self, Unready> {
        let path = folder.join("lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(|error| folders::trouble(&path, error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken(folder, &mut file)),
            Err(TryLockError::Error(error)) => return Err(folders::trouble(&path, error)),
        }
        file.set_len(0)
            .and_then(|()| write!(file, "{}", std::process::id()))
            .map_err(|error| folders::trouble(&path, error))?;
        Ok(Self { file })
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "cannot let go of the folder; its lock goes with this process");
        }
    }
}

fn taken(folder: &Path, file: &mut File) -> Unready {
    let mut holder = String::new();
    if file.read_to_string(&mut holder).is_err() || holder.is_empty() {
        "?".clone_into(&mut holder);
    }
    let folder = folder.display();
    Unready::new(
        format!(
            "Thư mục {folder} đang được tiến trình {holder} sử dụng; mỗi thư mục chỉ phục vụ một tiến trình"
        ),
        format!("The folder {folder} is in use by process {holder}; a folder serves one process at a time"),
    )
}
