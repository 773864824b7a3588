//! `google.protobuf.FieldMask`: names of fields, one comma-separated string as JSON.

use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Text, Validate, Violation};

/// Names of fields, as in the proto: `start_time`.
#[derive(Clone, PartialEq, Eq, Hash, prost::Message)]
pub struct FieldMask {
    /// The names.
    #[prost(string, repeated, tag = "1")]
    pub paths: Vec<String>,
}

pub(super) const UNREADABLE: Text = Text::new(
    "Không phải danh sách tên trường, ví dụ title,startTime.",
    "Not a list of field names such as title,startTime.",
);

impl FieldMask {
    /// Whether the mask names this field of the proto.
    pub fn names(&self, field: &str) -> bool {
        self.paths.iter().any(|path| path == field)
    }

    /// A mask of JSON names, such as the keys of an object.
    pub fn of_json_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            paths: names.into_iter().map(snake).collect(),
        }
    }
}

/// `startTime` as the proto writes it: `start_time`.
fn snake(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// `start_time` as JSON writes it: `startTime`.
pub(crate) fn camel(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut after_underscore = false;
    for letter in name.chars() {
        match (letter, after_underscore) {
            ('_', _) => after_underscore = true,
            (_, true) => {
                text.push(letter.to_ascii_uppercase());
                after_underscore = false;
            }
            (_, false) => text.push(letter),
        }
    }
    text
}

impl FromStr for FieldMask {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
        };
        if text.split(',').all(is_name) {
            Ok(Self::of_json_names(text.split(',')))
        } else {
            Err(UNREADABLE)
        }
    }
}

impl Serialize for FieldMask {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names: Vec<String> = self.paths.iter().map(|path| camel(path)).collect();
        serializer.serialize_str(&names.join(","))
    }
}

impl<'de> Deserialize<'de> for FieldMask {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|unreadable: Text| de::Error::custom(unreadable.en))
    }
}

impl Validate for FieldMask {
    fn violations(&self, _path: &str, _found: &mut Vec<Violation>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_are_camel_case_in_json_and_snake_case_inside() {
        let mask: FieldMask = "title,startTime,place.longName".parse().unwrap();
        assert_eq!(mask.paths, ["title", "start_time", "place.long_name"]);
        assert_eq!(
            serde_json::to_value(&mask).unwrap(),
            "title,startTime,place.longName"
        );
        assert_eq!("".parse::<FieldMask>().unwrap().paths, Vec::<String>::new());
        for text in ["a,,b", "start_time", "*", "a b"] {
            assert_eq!(text.parse::<FieldMask>().unwrap_err(), UNREADABLE, "{text}");
        }
    }
}
