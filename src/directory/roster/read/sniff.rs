//! What kind of file it is, by its first bytes.

use crate::directory::roster::refusals::Refusal;

/// A kind of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A ZIP archive: an XLSX workbook, if anything.
    Workbook,
    /// Text: CSV.
    Text,
}

/// The container of old Excel files, and of encrypted new ones.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The name of the stream that holds an encrypted workbook, as it stands in the container.
const ENCRYPTED: &str = "EncryptedPackage";
/// Beginnings of what people send by mistake.
const FOREIGN: [&[u8]; 9] = [
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\x7fELF",
];

/// The kind of a file.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::RosterEmpty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Workbook);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(if holds_wide(bytes, ENCRYPTED) {
            Refusal::RosterEncrypted
        } else {
            Refusal::RosterOldExcel
        });
    }
    let head: Vec<u8> = bytes.iter().take(512).map(u8::to_ascii_lowercase).collect();
    let head = head.trim_ascii_start();
    let is_markup = [&b"<html"[..], b"<!doctype", b"<?xml", b"<table"]
        .iter()
        .any(|start| {
            head.strip_prefix(b"\xef\xbb\xbf")
                .unwrap_or(head)
                .starts_with(start)
        });
    if is_markup || FOREIGN.iter().any(|start| bytes.starts_with(start)) {
        return Err(Refusal::RosterNotASpreadsheet);
    }
    Ok(Kind::Text)
}

/// Whether a name stands in the bytes, two bytes a letter.
fn holds_wide(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.bytes().flat_map(|letter| [letter, 0]).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}
