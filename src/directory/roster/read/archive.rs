//! The guard before a workbook is opened: how much it really unpacks to, and what its parts may not hold.
//!
//! Nothing in an archive is believed. Every part is unpacked once through a counter that stops at a limit and keeps
//! nothing; only then is the archive given to the reader of workbooks, which unpacks the same bytes again.

use crate::directory::roster::refusals::Refusal;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// What an archive may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Parts.
    pub(super) parts: usize,
    /// Bytes of all parts, unpacked.
    pub(super) unpacked: u64,
    /// Bytes of the texts that cells share, which are held in memory.
    pub(super) texts: u64,
    /// Texts that cells share.
    pub(super) text_count: usize,
    /// Bytes from one `<` to the next: a tag, or the text of a cell.
    pub(super) run: usize,
}

/// What holds for uploads. A hundred thousand members with fifteen columns unpack to about 100 MiB.
pub(super) const LIMITS: Limits = Limits {
    parts: 1_000,
    unpacked: 256 * 1024 * 1024,
    texts: 64 * 1024 * 1024,
    text_count: 2_000_000,
    run: 256 * 1024,
};

/// Measures an archive and refuses what no list of members is.
pub(super) fn guard(bytes: &[u8], limits: Limits) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_not_zip| Refusal::RosterUnreadable)?;
    if archive.len() > limits.parts {
        return Err(Refusal::RosterTooLarge);
    }
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(Refusal::RosterNotASpreadsheet);
    }
    let mut left = limits.unpacked;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| unopened(&error))?;
        let name = part
            .name()
            .map_err(|_misnamed| Refusal::RosterUnreadable)?
            .to_ascii_lowercase();
        let shared = name.ends_with("sharedstrings.xml");
        let most = if shared { left.min(limits.texts) } else { left };
        let ending = name.rsplit('.').next();
        let is_xml = matches!(ending, Some("xml" | "rels"));
        let mut scan = Scan::new(is_xml, limits);
        left = left.saturating_sub(measure(&mut part, most, &mut scan)?);
    }
    Ok(())
}

/// Why a part does not open: a password, most often.
fn unopened(error: &ZipError) -> Refusal {
    if let ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) = error {
        Refusal::RosterEncrypted
    } else {
        Refusal::RosterUnreadable
    }
}

/// Unpacks a part piece by piece; how long it was.
fn measure(part: &mut impl Read, most: u64, scan: &mut Scan) -> Result<u64, Refusal> {
    let mut piece = [0; 16 * 1024];
    let mut length = 0;
    loop {
        let read = part
            .read(&mut piece)
            .map_err(|_damaged| Refusal::RosterUnreadable)?;
        let Some(read) = piece.get(..read).filter(|read| !read.is_empty()) else {
            return Ok(length);
        };
        length += u64::try_from(read.len()).unwrap_or(u64::MAX);
        if length > most {
            return Err(Refusal::RosterTooLarge);
        }
        scan.see(read)?;
    }
}

/// What goes by of one part.
struct Scan {
    is_xml: bool,
    limits: Limits,
    /// Bytes since the last `<`.
    run: usize,
    /// The first letters since the last `<`.
    tag: Vec<u8>,
    texts: usize,
}

impl Scan {
    fn new(is_xml: bool, limits: Limits) -> Self {
        Self {
            is_xml,
            limits,
            run: 0,
            tag: Vec::with_capacity(4),
            texts: 0,
        }
    }

    fn see(&mut self, piece: &[u8]) -> Result<(), Refusal> {
        if !self.is_xml {
            return Ok(());
        }
        for byte in piece {
            // Text of two bytes a letter could say anything without being seen.
            if *byte == 0 {
                return Err(Refusal::RosterForbiddenContent);
            }
            if *byte == b'<' {
                self.run = 0;
                self.tag.clear();
                continue;
            }
            self.run += 1;
            if self.run > self.limits.run {
                return Err(Refusal::RosterTooLarge);
            }
            if self.run <= 3 {
                self.tag.push(byte.to_ascii_lowercase());
                self.judge()?;
            }
        }
        Ok(())
    }

    /// Document types declare entities, which name other files or grow without end: no workbook has one.
    fn judge(&mut self) -> Result<(), Refusal> {
        match self.tag.as_slice() {
            b"!do" | b"!en" => Err(Refusal::RosterForbiddenContent),
            b"si>" | b"si " => {
                self.texts += 1;
                if self.texts > self.limits.text_count {
                    return Err(Refusal::RosterTooLarge);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
