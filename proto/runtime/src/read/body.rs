//! The body: at most 1 MB of JSON, read into a message; what is wrong is named with its path.

use std::collections::BTreeMap;

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::wkt::{FieldMask, UNREADABLE};
use crate::{Refused, Text, Violation};

/// The longest body that is read.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// Takes in the body, which has to be called JSON unless it is empty.
pub(super) async fn collect(headers: &HeaderMap, body: Body) -> Result<Bytes, Refused> {
    let bytes = match Limited::new(body, BODY_LIMIT).collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Err(Refused::body_too_large()),
        Err(_) => {
            let text = Text::new(
                "Không nhận được trọn nội dung.",
                "The body did not arrive in full.",
            );
            return Err(Refused::invalid(vec![Violation::new("body", text)]));
        }
    };
    if bytes.is_empty() || is_json(headers) {
        return Ok(bytes);
    }
    let text = Text::new("Phải là application/json.", "Has to be application/json.");
    Err(Refused::invalid(vec![Violation::new("Content-Type", text)]))
}

fn is_json(headers: &HeaderMap) -> bool {
    let said = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = said
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Reads a message that stands under `place` in the request (empty for the request itself). No body is an empty object.
pub fn message<T: DeserializeOwned>(place: &str, json: &[u8]) -> Result<T, Violation> {
    let json = if json.is_empty() { b"{}" } else { json };
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let read = serde_path_to_error::deserialize(&mut deserializer);
    let value = read.map_err(|error| violation(place, error.path(), error.inner()))?;
    deserializer
        .end()
        .map_err(|error| Violation::new("body", not_json(&error)))?;
    Ok(value)
}

/// The names of the fields that a body holds, less those in `without`: the update mask when none is given.
pub fn keys(json: &[u8], without: &[&str]) -> FieldMask {
    let json = if json.is_empty() { b"{}" } else { json };
    #[expect(
        clippy::zero_sized_map_values,
        reason = "only the keys of a JSON object are wanted"
    )]
    let object: BTreeMap<String, IgnoredAny> = serde_json::from_slice(json).unwrap_or_default();
    let mut mask = FieldMask::of_json_names(object.keys().map(String::as_str));
    mask.paths.retain(|name| !without.contains(&name.as_str()));
    mask
}

fn violation(place: &str, path: &Path, error: &serde_json::Error) -> Violation {
    if error.classify() != Category::Data {
        return Violation::new("body", not_json(error));
    }
    let said = without_position(&error.to_string());
    let field = field_path(place, path);
    let Some((text, name)) = misplaced(&said) else {
        let field = if field.is_empty() {
            "body".to_owned()
        } else {
            field
        };
        return Violation::new(field, explained(&said));
    };
    // The path may or may not reach the misplaced name itself.
    let parent = field
        .strip_suffix(name)
        .map_or(field.as_str(), |rest| rest.trim_end_matches('.'));
    let field = if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}.{name}")
    };
    Violation::new(field, text)
}

/// A field that should not stand where it stands, by the words of serde.
fn misplaced(said: &str) -> Option<(Text, &str)> {
    let unknown = (
        "unknown field `",
        Text::new("Không có trường này.", "There is no such field."),
    );
    let twice = (
        "duplicate field `",
        Text::new("Trường bị ghi hai lần.", "The field is given twice."),
    );
    let found = [unknown, twice]
        .into_iter()
        .find_map(|(begin, text)| Some((text, said.strip_prefix(begin)?)));
    let (text, rest) = found?;
    Some((text, rest.split('`').next()?))
}

fn field_path(place: &str, path: &Path) -> String {
    let mut field = place.to_owned();
    for segment in path {
        match segment {
            Segment::Seq { index } => field.extend(["[", &index.to_string(), "]"]),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                if !field.is_empty() {
                    field.push('.');
                }
                field.push_str(key);
            }
            Segment::Unknown => {}
        }
    }
    field
}

/// The words of serde, with Vietnamese beside them.
fn explained(said: &str) -> Text {
    if let Some(known) = UNREADABLE.into_iter().find(|text| text.en == said) {
        return known.clone();
    }
    let vi = if said.starts_with("unknown variant") {
        "Giá trị không có trong danh sách"
    } else if said.starts_with("invalid type") {
        "Sai kiểu dữ liệu"
    } else {
        "Giá trị không đọc được"
    };
    Text::owned(format!("{vi} ({said})."), format!("{said}."))
}

fn not_json(error: &serde_json::Error) -> Text {
    Text::owned(
        format!("Không phải JSON hợp lệ ({error})."),
        format!("Not valid JSON ({error})."),
    )
}

fn without_position(said: &str) -> String {
    said.rsplit_once(" at line ")
        .map_or(said, |(before, _)| before)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    #[expect(dead_code, reason = "only read")]
    struct Agenda {
        items: Vec<Item>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    #[expect(dead_code, reason = "only read")]
    struct Item {
        title: String,
        start_time: Option<crate::wkt::Timestamp>,
    }

    fn refused(json: &str) -> (String, String) {
        let violation = message::<Agenda>("agenda", json.as_bytes()).unwrap_err();
        (violation.field, violation.text.en.into_owned())
    }

    #[test]
    fn faults_are_named_with_their_path() {
        let (field, text) = refused(r#"{"items":[{"title":"a"},{"title":"b","color":1}]}"#);
        assert_eq!(
            (field.as_str(), text.as_str()),
            ("agenda.items[1].color", "There is no such field.")
        );
        let (field, _) = refused(r#"{"color":1}"#);
        assert_eq!(field, "agenda.color");
        let (field, text) = refused(r#"{"items":[{"title":7}]}"#);
        assert_eq!(field, "agenda.items[0].title");
        assert_eq!(text, "invalid type: integer `7`, expected a string.");
        let (field, text) = refused(r#"{"items":[{"title":"a","startTime":"now"}]}"#);
        assert_eq!(field, "agenda.items[0].startTime");
        assert_eq!(text, "Not a time of RFC 3339 such as 2023-12-03T12:30:00Z.");
        let (field, text) = refused(r#"{"items":["#);
        assert_eq!(field, "body");
        assert!(text.starts_with("Not valid JSON"), "{text}");
        assert_eq!(refused(r#"{"items":[]} {}"#).0, "body");
    }

    #[test]
    fn the_keys_of_a_body_are_its_mask() {
        let mask = keys(
            br#"{"startTime":null,"title":"x","updateMask":"a"}"#,
            &["update_mask"],
        );
        assert_eq!(mask.paths, ["start_time", "title"]);
    }
}
