//! The body: at most 1 MB of JSON, read into a message; what is wrong is named with its path.

use std::collections::BTreeMap;

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_json::error::Category;

use super::faults::{misplaced, not_json, violation};
use crate::wkt::FieldMask;
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
    let read = read.map_err(|error| {
        (
            is_about_null(error.inner(), json),
            violation(place, error.path(), error.inner()),
        )
    });
    match read {
        Ok(value) => {
            deserializer
                .end()
                .map_err(|error| Violation::new("body", not_json(&error)))?;
            Ok(value)
        }
        Err((true, _)) => without_nulls(place, json),
        Err((false, violation)) => Err(violation),
    }
}

/// Proto JSON takes `null` for a field that is not said; the messages' own reading takes it only where there is presence.
fn without_nulls<T: DeserializeOwned>(place: &str, json: &[u8]) -> Result<T, Violation> {
    let mut value: Value =
        serde_json::from_slice(json).map_err(|error| Violation::new("body", not_json(&error)))?;
    drop_nulls(&mut value);
    serde_path_to_error::deserialize(value).map_err(|error| violation(place, error.path(), error.inner()))
}

/// Whether a null may be what was wrong: numbers do not say so.
fn is_about_null(error: &serde_json::Error, json: &[u8]) -> bool {
    let is_misplaced = misplaced(&error.to_string()).is_some();
    error.classify() == Category::Data && !is_misplaced && json.windows(4).any(|word| word == b"null")
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, inner| !inner.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
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
