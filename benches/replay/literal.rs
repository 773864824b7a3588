//! Values as the wire carries them, written out as SQL.

use super::recorder::Bytes;
use chrono::{DateTime, NaiveDate, TimeDelta};
use uuid::Uuid;

/// A value of a statement.
pub(crate) enum Value {
    /// None, of this type.
    Null(&'static str),
    /// Written out as SQL.
    Some(String),
}

impl Value {
    /// A value of one of the types that are sent here, in binary; another type stops the benchmark.
    pub(crate) fn of(of_type: u32, value: Option<&[u8]>) -> Self {
        match value {
            None => Self::Null(name(of_type)),
            Some(_) => Self::Some(literal(of_type, value)),
        }
    }
}

fn literal(of_type: u32, value: Option<&[u8]>) -> String {
    let name = name(of_type);
    let Some(value) = value else {
        return format!("null::{name}");
    };
    if let Some(element) = name.strip_suffix("[]") {
        let elements: Vec<String> = elements(value);
        return format!("array[{}]::{element}[]", elements.join(","));
    }
    format!("'{}'::{name}", text(of_type, value).replace('\'', "''"))
}

fn elements(value: &[u8]) -> Vec<String> {
    let mut bytes = Bytes(value);
    let (dimensions, _has_null, element) = (bytes.number::<4>(), bytes.number::<4>(), bytes.number::<4>());
    if dimensions == 0 {
        return Vec::new();
    }
    let (length, _lower) = (bytes.number::<4>(), bytes.number::<4>());
    (0..length).map(|_| literal(element, bytes.value())).collect()
}

fn name(of_type: u32) -> &'static str {
    match of_type {
        16 => "boolean",
        20 => "bigint",
        21 => "smallint",
        23 => "integer",
        25 | 1043 => "text",
        1082 => "date",
        1184 => "timestamptz",
        2950 => "uuid",
        1000 => "boolean[]",
        1009 | 1015 => "text[]",
        1016 => "bigint[]",
        1182 => "date[]",
        1185 => "timestamptz[]",
        2951 => "uuid[]",
        other => panic!("values of type {other} are not written out"),
    }
}

fn text(of_type: u32, value: &[u8]) -> String {
    let number = || {
        let negative = value[0] >= 0x80;
        let start = if negative { -1i64 } else { 0 };
        value
            .iter()
            .fold(start, |number, byte| number << 8 | i64::from(*byte))
    };
    match of_type {
        16 => (value[0] == 1).to_string(),
        1082 => (NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + TimeDelta::days(number())).to_string(),
        1184 => {
            let since = TimeDelta::microseconds(number());
            (DateTime::parse_from_rfc3339("2000-01-01T00:00:00Z").unwrap() + since).to_rfc3339()
        }
        2950 => Uuid::from_slice(value).unwrap().to_string(),
        25 | 1043 => std::str::from_utf8(value).unwrap().to_owned(),
        _ => number().to_string(),
    }
}
