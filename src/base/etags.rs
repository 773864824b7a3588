//! Versions of what people edit, as `ETag` and `If-Match` say them.

use crate::base::{Kind, Refused, codes};

/// The etag of a version, without the quotes that the header adds.
pub fn of(version: i32) -> String {
    version.to_string()
}

/// Holds an edit to the version its author saw. `If-Match` may carry the etag with or without quotes, or several, or
/// `*` for whatever there is.
pub fn check(if_match: Option<&str>, version: i32) -> Result<(), Refused> {
    let Some(wanted) = if_match.map(str::trim).filter(|wanted| !wanted.is_empty()) else {
        return Err(Refused::etag_required());
    };
    let present = of(version);
    let matches = |tag: &str| tag == "*" || unquoted(tag) == present;
    if wanted.split(',').map(str::trim).any(matches) {
        Ok(())
    } else {
        Err(stale())
    }
}

fn unquoted(tag: &str) -> &str {
    tag.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(tag)
}

fn stale() -> Refused {
    Refused::new(
        Kind::Stale,
        codes::ETAG_STALE,
        "Người khác đã sửa nội dung này sau khi đồng chí đọc. Hãy đọc lại bản mới rồi sửa tiếp.",
        "Someone changed this after you read it. Read it again, then make your change.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_that_was_seen_may_be_edited() {
        for right in ["3", "\"3\"", " \"3\" ", "\"1\", \"3\"", "*"] {
            assert_eq!(check(Some(right), 3), Ok(()), "{right}");
        }
        for wrong in ["2", "\"33\"", "W/\"3\"", "\"3", "3\"", "\"\"", "three"] {
            assert_eq!(
                check(Some(wrong), 3).unwrap_err().code,
                codes::ETAG_STALE,
                "{wrong}"
            );
        }
        for missing in [None, Some(""), Some("  ")] {
            assert_eq!(check(missing, 3).unwrap_err().code, codes::ETAG_REQUIRED);
        }
    }
}
