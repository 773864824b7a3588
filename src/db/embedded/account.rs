//! The account Postgres runs under: it refuses to be root, so root steps down to somebody else.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use rustix::fs::{Access, access};

use super::Unready;

/// A user of the machine, and whether we have to become that user first.
#[derive(Debug, Clone)]
pub(super) struct Account {
    uid: u32,
    gid: u32,
    name: String,
    steps_down: bool,
}

impl Account {
    /// Ourselves; or, when we are root, the owner of existing data, else `postgres`, else `nobody`.
    pub(super) fn choose(data: &Path) -> Result<Self, Unready> {
        let uid = rustix::process::geteuid().as_raw();
        let gid = rustix::process::getegid().as_raw();
        if uid != 0 {
            return Ok(Self {
                uid,
                gid,
                name: format!("uid {uid}"),
                steps_down: false,
            });
        }
        owner_of(data)
            .or_else(|| named("postgres"))
            .or_else(|| named("nobody"))
            .ok_or_else(|| {
                Unready::new(
                    "Postgres không chạy dưới quyền root và máy không có người dùng `postgres` hay `nobody`",
                    "Postgres does not run as root, and this machine has no user `postgres` or `nobody`",
                )
            })
    }

    pub(super) fn uid(&self) -> u32 {
        self.uid
    }

    /// A command under this account, away from folders it may not see and from settings meant for others.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").env("LC_ALL", "C");
        for name in [
            "PGDATA",
            "PGHOST",
            "PGPORT",
            "PGUSER",
            "PGDATABASE",
            "PGOPTIONS",
            "PGTZ",
            "TZ",
        ] {
            command.env_remove(name);
        }
        if self.steps_down {
            // The standard library empties the supplementary groups as well.
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives a file or folder to this account.
    pub(super) fn take(&self, path: &Path) -> io::Result<()> {
        if self.steps_down {
            chown(path, Some(self.uid), Some(self.gid))?;
        }
        Ok(())
    }

    /// Names the folder that keeps this account from reaching `path`, if one does.
    pub(super) fn must_reach(&self, path: &Path) -> Result<(), Unready> {
        let barred = path.ancestors().filter(|folder| !self.may_search(folder)).last();
        match barred {
            None => Ok(()),
            Some(folder) => Err(self.barred_by(folder, path)),
        }
    }

    fn barred_by(&self, folder: &Path, path: &Path) -> Unready {
        let (folder, path, name) = (folder.display(), path.display(), &self.name);
        Unready::new(
            format!(
                "Thư mục {folder} không cho người dùng {name} đi qua, nên Postgres không tới được {path}. \
                 Hãy chọn thư mục khác, hoặc chạy: chmod o+x {folder}"
            ),
            format!(
                "The folder {folder} bars the way of user {name}, so Postgres cannot reach {path}. \
                 Choose another folder, or run: chmod o+x {folder}"
            ),
        )
    }

    fn may_search(&self, folder: &Path) -> bool {
        if !self.steps_down {
            return access(folder, Access::EXEC_OK).is_ok();
        }
        let Ok(found) = fs::metadata(folder) else {
            return false;
        };
        let bit = if found.uid() == self.uid {
            0o100
        } else if found.gid() == self.gid {
            0o010
        } else {
            0o001
        };
        found.mode() & bit != 0
    }
}

fn owner_of(data: &Path) -> Option<Account> {
    let found = fs::metadata(data).ok()?;
    (found.uid() != 0).then(|| Account {
        uid: found.uid(),
        gid: found.gid(),
        name: format!("uid {}", found.uid()),
        steps_down: true,
    })
}

fn named(name: &str) -> Option<Account> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        Some(Account {
            uid: fields.nth(1)?.parse().ok()?,
            gid: fields.next()?.parse().ok()?,
            name: name.to_owned(),
            steps_down: true,
        })
    })
}
