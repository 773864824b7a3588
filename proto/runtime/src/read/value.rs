//! One value of a path or a query, put into a field.

use crate::Text;
use crate::wkt::{Duration, FieldMask, Timestamp};

/// What became of one path or query parameter.
#[derive(Debug, PartialEq, Eq)]
pub enum Put {
    /// It filled its field.
    Done,
    /// It was added to its list.
    Added,
    /// There is no such parameter.
    Unknown,
    /// It is not what the named field holds.
    Wrong(&'static str, Text),
}

/// A type that can stand in a path or a query.
pub trait FromText: Sized {
    /// Reads the value, or says what it should have been.
    fn from_text(text: &str) -> Result<Self, Text>;
}

impl FromText for String {
    fn from_text(text: &str) -> Result<Self, Text> {
        Ok(text.to_owned())
    }
}

macro_rules! parsed {
    ($vi:literal, $en:literal: $($type:ty),+) => {
        $(impl FromText for $type {
            fn from_text(text: &str) -> Result<Self, Text> {
                text.parse().map_err(|_| Text::new($vi, $en))
            }
        })+
    };
}

parsed!("Phải là số nguyên trong giới hạn.", "Has to be a whole number in range.": i32, i64, u32, u64);
parsed!("Phải là số.", "Has to be a number.": f32, f64);
parsed!("Phải là true hoặc false.", "Has to be true or false.": bool);

macro_rules! worded {
    ($($type:ty),+) => {
        $(impl FromText for $type {
            fn from_text(text: &str) -> Result<Self, Text> {
                text.parse()
            }
        })+
    };
}

worded!(Timestamp, Duration, FieldMask);

/// Puts a value into a field without presence.
pub fn one<T: FromText>(name: &'static str, field: &mut T, text: &str) -> Put {
    match T::from_text(text) {
        Ok(value) => {
            *field = value;
            Put::Done
        }
        Err(wrong) => Put::Wrong(name, wrong),
    }
}

/// Puts a value into a field with presence.
pub fn optional<T: FromText>(name: &'static str, field: &mut Option<T>, text: &str) -> Put {
    match T::from_text(text) {
        Ok(value) => {
            *field = Some(value);
            Put::Done
        }
        Err(wrong) => Put::Wrong(name, wrong),
    }
}

/// Adds a value to a list.
pub fn many<T: FromText>(name: &'static str, field: &mut Vec<T>, text: &str) -> Put {
    match T::from_text(text) {
        Ok(value) => {
            field.push(value);
            Put::Added
        }
        Err(wrong) => Put::Wrong(name, wrong),
    }
}

/// Puts a value of the path into its field. The body may repeat it, it may not contradict it.
pub fn fixed<T: FromText + Default + PartialEq>(name: &'static str, field: &mut T, text: &str) -> Put {
    let before = std::mem::take(field);
    let put = one(name, field, text);
    if put == Put::Done && before != T::default() && before != *field {
        return Put::Wrong(
            name,
            Text::new(
                "Khác với giá trị trên đường dẫn.",
                "Differs from the one in the path.",
            ),
        );
    }
    put
}

/// Puts the name of an enum's value into a field without presence.
pub fn choice(name: &'static str, field: &mut i32, number: Option<i32>) -> Put {
    match number {
        Some(number) => {
            *field = number;
            Put::Done
        }
        None => Put::Wrong(name, not_listed()),
    }
}

/// Puts the name of an enum's value into a field with presence.
pub fn optional_choice(name: &'static str, field: &mut Option<i32>, number: Option<i32>) -> Put {
    choice(name, field.get_or_insert_default(), number)
}

/// Adds the name of an enum's value to a list.
pub fn choices(name: &'static str, field: &mut Vec<i32>, number: Option<i32>) -> Put {
    match number {
        Some(number) => {
            field.push(number);
            Put::Added
        }
        None => Put::Wrong(name, not_listed()),
    }
}

fn not_listed() -> Text {
    Text::new(
        "Giá trị không có trong danh sách.",
        "Not one of the known values.",
    )
}
