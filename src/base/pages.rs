//! Pages of lists: how many rows, after which row. A page token is authenticated and carries no authority.

use crate::base::secrets::{Keys, same};
use crate::base::{Refused, Text, Violation};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Rows on a page when the caller does not say.
const DEFAULT_SIZE: i32 = 50;
/// Rows on a page at most.
const LARGEST_SIZE: i32 = 200;
const MAC_LENGTH: usize = 16;

/// One page asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Rows wanted, 1 to 200.
    pub size: i64,
    /// The sort key of the last row of the page before; empty columns mean the first page.
    pub after: Vec<String>,
}

/// One page of rows, and where the next begins.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The sort key of the last row, when more follow.
    pub next: Option<Vec<String>>,
}

impl Page {
    /// Reads `pageSize` and `pageToken`; a token of another list is refused.
    pub fn read(keys: &Keys, list: &str, size: i32, token: &str) -> Result<Self, Refused> {
        let size = if size == 0 {
            DEFAULT_SIZE
        } else {
            size.clamp(1, LARGEST_SIZE)
        };
        let after = if token.is_empty() {
            Vec::new()
        } else {
            open(keys, list, token).ok_or_else(refused)?
        };
        Ok(Self {
            size: i64::from(size),
            after,
        })
    }

    /// One row more than the page holds: whether it comes tells whether a next page exists.
    pub fn fetch(&self) -> i64 {
        self.size + 1
    }

    /// A column of the sort key of the row before, when this is not the first page.
    pub fn after(&self, column: usize) -> Option<&str> {
        self.after.get(column).map(String::as_str)
    }

    /// Cuts the row too many and keeps where the next page begins.
    pub fn cut<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> Vec<String>) -> Listed<T> {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(key) } else { None };
        Listed { rows, next }
    }
}

/// The token of the next page; empty on the last.
pub fn token(keys: &Keys, list: &str, next: Option<&[String]>) -> String {
    let Some(columns) = next else { return String::new() };
    let body = columns.join("\u{1f}");
    let mac = keys.mac("page", &[list.as_bytes(), body.as_bytes()]);
    let (short, _) = mac.split_at(MAC_LENGTH);
    URL_SAFE_NO_PAD.encode([short, body.as_bytes()].concat())
}

fn open(keys: &Keys, list: &str, token: &str) -> Option<Vec<String>> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (mac, body) = bytes.split_at_checked(MAC_LENGTH)?;
    let expected = keys.mac("page", &[list.as_bytes(), body]);
    let (expected, _) = expected.split_at(MAC_LENGTH);
    if !same(mac, expected) {
        return None;
    }
    let body = std::str::from_utf8(body).ok()?;
    Some(body.split('\u{1f}').map(str::to_owned).collect())
}

fn refused() -> Refused {
    Refused::invalid(vec![Violation::new(
        "pageToken",
        Text::new(
            "Không phải mã trang của danh sách này. Bỏ trống để xem từ đầu.",
            "Not a page token of this list. Leave it out to start from the beginning.",
        ),
    )])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_its_own_list_only() {
        let keys = Keys::new([1; 32]);
        let token = token(&keys, "members", Some(&["an".into(), "id".into()]));
        let page = Page::read(&keys, "members", 10, &token).unwrap();
        assert_eq!(page.after(1), Some("id"));
        assert!(Page::read(&keys, "meetings", 10, &token).is_err());
        assert!(Page::read(&Keys::new([2; 32]), "members", 10, &token).is_err());
        assert!(Page::read(&keys, "members", 10, "'; drop table x").is_err());
    }

    #[test]
    fn a_next_page_exists_only_when_a_row_is_left_over() {
        let page = Page {
            size: 2,
            after: vec![],
        };
        assert_eq!(
            page.cut(vec![1, 2, 3], |row| vec![row.to_string()]).next,
            Some(vec!["2".to_owned()])
        );
        assert_eq!(page.cut(vec![1, 2], |row| vec![row.to_string()]).next, None);
    }
}
