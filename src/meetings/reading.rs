//! What is read from rows and from callers: known words, and lines that say something.

use crate::base::{Error, Refused, Result, Text, Violation, text};
use anyhow::anyhow;

/// A line that says something, in its normal form.
pub(super) fn line(field: &str, given: &str) -> Result<String> {
    let line = text::tidy(given);
    if line.is_empty() {
        let blank = Text::new("Không được để trống.", "Must not be blank.");
        return Err(Refused::invalid(vec![Violation::new(field, blank)]).into());
    }
    Ok(line)
}

/// A word that no row should hold.
pub(super) fn unknown(what: &str, name: &str) -> Error {
    Error::Broken(anyhow!("no {what} of a meeting is called {name}"))
}
