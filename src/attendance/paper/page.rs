//! The page of the attendance sheet: a table for A4 with room to sign. It asks no host for anything and runs no script; a
//! hash admits its one style.

use super::Line;
use crate::base::{Result, vietnam};
use crate::meetings::Meeting;
use anyhow::Context;
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("../../../templates/attendance/sheet.css");

#[derive(Template)]
#[template(path = "attendance/sheet.html")]
struct Page<'a> {
    title: &'a str,
    place: &'a str,
    time: String,
    rows: &'a [Line],
    style: &'static str,
    style_hash: String,
}

/// Writes the page.
pub(super) fn print(meeting: &Meeting, rows: &[Line]) -> Result<String> {
    let page = Page {
        title: &meeting.title,
        place: &meeting.place,
        time: vietnam::written(meeting.starts_at),
        rows,
        style: STYLE,
        style_hash: format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE))),
    };
    Ok(page
        .render()
        .context("an attendance sheet could not be written")?)
}
