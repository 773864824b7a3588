//! What is wrong with a body, in both languages and with the path of the field.

use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::wkt::UNREADABLE;
use crate::{Text, Violation};

/// The field and the words of an error that serde found.
pub(super) fn violation(place: &str, path: &Path, error: &serde_json::Error) -> Violation {
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
pub(super) fn misplaced(said: &str) -> Option<(Text, &str)> {
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
    if said.starts_with("data did not match any variant") {
        return Text::new("Phải là số trong giới hạn.", "Has to be a number in range.");
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

/// The body is not JSON at all.
pub(super) fn not_json(error: &serde_json::Error) -> Text {
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
