//! The page of slips: six on a sheet of A4, with cut lines, large letters and a QR each. It asks no host for anything and
//! runs no script; a hash admits its one style.

use super::IssuedTo;
use crate::base::{Result, vietnam};
use anyhow::Context;
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("../../../templates/identity/sheet.css");

#[derive(Template)]
#[template(path = "identity/sheet.html")]
struct Page<'a> {
    branch: &'a str,
    slips: Vec<Printed<'a>>,
    style: &'static str,
    style_hash: String,
}

struct Printed<'a> {
    name: &'a str,
    svg: &'a str,
    head: &'a str,
    tail: &'a str,
    until: String,
    logins: &'a str,
}

/// Writes the page.
pub(super) fn print(branch: &str, slips: &[IssuedTo]) -> Result<String> {
    let page = Page {
        branch,
        slips: slips.iter().map(printed).collect(),
        style: STYLE,
        style_hash: format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE))),
    };
    Ok(page.render().context("a sheet of slips could not be written")?)
}

fn printed(slip: &IssuedTo) -> Printed<'_> {
    let code = &slip.issued.code;
    let (head, tail) = code.split_at_checked(code.len() / 2).unwrap_or((code, ""));
    Printed {
        name: &slip.name,
        svg: &slip.issued.slip.svg,
        head,
        tail,
        until: vietnam::written(slip.issued.expires_at),
        logins: &slip.issued.slip.logins,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Id;
    use crate::identity::{Issued, Slip};
    use chrono::{TimeZone, Utc};

    fn slip(name: &str) -> IssuedTo {
        let slip = Slip {
            text: String::new(),
            svg: "<svg viewBox=\"0 0 9 9\"></svg>".to_owned(),
            logins: "số căn cước công dân".to_owned(),
        };
        let issued = Issued {
            code: "2K7MHTPR4X".to_owned(),
            expires_at: Utc.with_ymd_and_hms(2023, 12, 5, 1, 0, 0).unwrap(),
            slip,
        };
        IssuedTo {
            member: Id::nil(),
            name: name.to_owned(),
            issued,
        }
    }

    #[test]
    fn six_slips_go_on_a_sheet() {
        let slips = vec![slip("Nguyễn Thị Lan"); 13];
        let page = print("Chi bộ thôn Đông", &slips).unwrap();
        assert_eq!(page.matches("<section").count(), 3);
        assert_eq!(page.matches("<article").count(), 13);
        assert!(page.contains("2K7MH-<wbr>TPR4X") && page.contains("08:00 ngày 05/12/2023"));
    }

    #[test]
    fn a_page_runs_nothing_and_asks_nobody() {
        let page = print("<script>alert(1)</script>", &[slip("Lan\"><img src=//x>")]).unwrap();
        assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
        for forbidden in ["<script", "<img", "http:", "https:", "style=\""] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        let hash = STANDARD.encode(Sha256::digest(STYLE));
        assert!(
            page.contains(&format!("'sha256-{hash}'")) && page.contains(&format!("<style>{STYLE}</style>"))
        );
    }

    #[test]
    fn nobody_left_is_said() {
        assert!(print("Chi bộ", &[]).unwrap().contains("Không còn đồng chí nào"));
    }
}
