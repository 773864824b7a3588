//! The file with the root key: readable by its owner only, written whole or not at all.

use super::Unfit;
use crate::base::secrets::{Keys, random};
use std::fs::{OpenOptions, create_dir_all};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Reads the key; makes one when there is none and it may be made.
pub(super) fn read(path: &Path, may_make: bool) -> Result<Keys, Unfit> {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(error) if error.kind() == ErrorKind::NotFound && may_make => make(path),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Unfit::NoKey(path.to_owned())),
        Err(error) => Err(Unfit::Unreadable(path.to_owned(), error)),
    }
}

fn parse(path: &Path, text: &str) -> Result<Keys, Unfit> {
    let malformed = || Unfit::Malformed(path.to_owned(), "must hold 64 hexadecimal digits".to_owned());
    let digits = text.trim();
    if digits.len() != 64 || !digits.is_ascii() {
        return Err(malformed());
    }
    let mut root = [0; 32];
    for (byte, pair) in root.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).map_err(|_not_ascii| malformed())?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_not_hex| malformed())?;
    }
    Ok(Keys::new(root))
}

fn make(path: &Path) -> Result<Keys, Unfit> {
    let root: [u8; 32] = random();
    let digits = root.iter().fold(String::with_capacity(64), |digits, byte| {
        digits + &format!("{byte:02x}")
    });
    write_whole(path, &digits).map_err(|error| Unfit::Unreadable(path.to_owned(), error))?;
    Ok(Keys::new(root))
}

/// Written beside and renamed, so that a crash leaves no half key behind.
fn write_whole(path: &Path, digits: &str) -> std::io::Result<()> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())
    {
        match folder.parent() {
            Some(above) if !above.as_os_str().is_empty() => create_dir_all(above)?,
            _ => {}
        }
        std::fs::DirBuilder::new().mode(0o711).create(folder)?;
    }
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&beside)?;
    writeln!(file, "{digits}")?;
    file.sync_all()?;
    std::fs::rename(beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::secrets::Cell;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_and_then_read() {
        let folder = std::env::temp_dir().join(format!("sotay-key-{}", std::process::id()));
        let path = folder.join("root.key");
        assert!(matches!(read(&path, false), Err(Unfit::NoKey(_))));
        let cell = Cell {
            table: "t",
            column: "c",
            row: uuid::Uuid::nil(),
        };
        let sealed = read(&path, true).unwrap().seal(cell, b"x").unwrap();
        assert_eq!(
            read(&path, false)
                .unwrap()
                .open(cell, &sealed)
                .unwrap()
                .as_slice(),
            b"x"
        );
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        std::fs::write(&path, "zz").unwrap();
        assert!(matches!(read(&path, true), Err(Unfit::Malformed(..))));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
