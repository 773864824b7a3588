//! Where the Postgres programs are on this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Unready;

/// The oldest major version that is served.
const OLDEST: u32 = 15;

/// A folder with `initdb` and `postgres`.
#[derive(Debug, Clone)]
pub(super) struct Binaries {
    pub(super) folder: PathBuf,
    pub(super) major: u32,
}

/// The configured folder, else the first one found that is new enough and fits existing data.
pub(super) fn find(configured: Option<&Path>, data_major: Option<u32>) -> Result<Binaries, Unready> {
    let found: Vec<Binaries> = match configured {
        Some(folder) => look(folder).into_iter().collect(),
        None => candidates()
            .into_iter()
            .filter_map(|folder| look(&folder))
            .collect(),
    };
    if found.is_empty() {
        return Err(missing(configured));
    }
    found
        .iter()
        .find(|binaries| data_major.map_or(binaries.major >= OLDEST, |data| binaries.major == data))
        .cloned()
        .ok_or_else(|| unfit(&found, data_major))
}

/// In order of preference: what `pg_config` says, PATH, the distributions' folders from the newest version on.
fn candidates() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    folders.extend(said_by(Command::new("pg_config").arg("--bindir")));
    let on_path = said_by(Command::new("sh").args(["-c", "command -v postgres"]));
    folders.extend(on_path.and_then(|program| Some(program.parent()?.to_path_buf())));
    folders.extend(versioned("/usr/lib/postgresql", ""));
    folders.extend(versioned("/usr", "pgsql-"));
    folders
}

fn said_by(command: &mut Command) -> Option<PathBuf> {
    let output = command.output().ok()?;
    let line = String::from_utf8(output.stdout).ok()?;
    let line = line.trim();
    (output.status.success() && !line.is_empty()).then(|| PathBuf::from(line))
}

fn versioned(parent: &str, prefix: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let mut versions: Vec<(u32, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some((name.strip_prefix(prefix)?.parse().ok()?, entry.path().join("bin")))
        })
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

fn look(folder: &Path) -> Option<Binaries> {
    let folder = folder.canonicalize().ok()?;
    if !folder.join("initdb").is_file() {
        return None;
    }
    let output = Command::new(folder.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    let major = major_of(&String::from_utf8_lossy(&output.stdout))?;
    Some(Binaries { folder, major })
}

/// From `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`; betas say `18beta1`.
fn major_of(version: &str) -> Option<u32> {
    let number = version.split(' ').nth(2)?;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn missing(configured: Option<&Path>) -> Unready {
    if let Some(folder) = configured {
        let folder = folder.display();
        return Unready::new(
            format!(
                "Không có `initdb` và `postgres` trong {folder}, thư mục chương trình Postgres đã cấu hình"
            ),
            format!(
                "There is no `initdb` and `postgres` in {folder}, the configured folder of the Postgres programs"
            ),
        );
    }
    Unready::new(
        "Không tìm thấy Postgres trên máy này. Hãy cài gói `postgresql` (Debian, Ubuntu: apt install postgresql; \
         Fedora: dnf install postgresql-server), chỉ ra thư mục chương trình, hoặc đặt DATABASE_URL",
        "No Postgres was found on this machine. Install the package `postgresql` (Debian, Ubuntu: apt install \
         postgresql; Fedora: dnf install postgresql-server), name the folder of its programs, or set DATABASE_URL",
    )
}

fn unfit(found: &[Binaries], data_major: Option<u32>) -> Unready {
    let versions: Vec<String> = found.iter().map(|binaries| binaries.major.to_string()).collect();
    let versions = versions.join(", ");
    match data_major {
        Some(data) => Unready::new(
            format!(
                "Dữ liệu do Postgres {data} tạo ra, máy này chỉ có Postgres {versions}. Hãy cài gói postgresql-{data}"
            ),
            format!(
                "The data was made by Postgres {data}, this machine has only {versions}. Install postgresql-{data}"
            ),
        ),
        None => Unready::new(
            format!("Cần Postgres {OLDEST} trở lên, máy này chỉ có Postgres {versions}"),
            format!("Postgres {OLDEST} or newer is needed, this machine has only {versions}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says_of_itself() {
        assert_eq!(
            major_of("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"),
            Some(15)
        );
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_of("something else"), None);
    }

    #[test]
    fn an_empty_configured_folder_is_named() {
        let error = find(Some(Path::new("/nowhere/at/all")), None).unwrap_err();
        assert!(error.english().contains("/nowhere/at/all"), "{error}");
    }
}
