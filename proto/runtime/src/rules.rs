//! The rules of `sotay.contract.v1.FieldRule`, checked. Generated [`Validate`] implementations call a [`Checker`], one
//! line a field.
//!
//! A field without presence that holds its empty value counts as not said: only `required` minds. The exception are
//! numbers, whose limits always hold, because zero is a number.

use std::sync::OnceLock;

use chrono::NaiveDate;
use regex::Regex;
use uuid::Uuid;

use crate::wkt::FieldMask;
use crate::{Text, Violation};

/// A message that can be checked against the rules in its proto.
pub trait Validate {
    /// Adds what is wrong with this message to `found`; `path` is where it stands in the request, empty for the request.
    fn violations(&self, path: &str, found: &mut Vec<Violation>);

    /// Completes a request before it is checked: an absent update mask becomes the fields present.
    fn prepare(&mut self) {}
}

/// The rules of a text or of bytes; lengths are in characters or in bytes.
#[derive(Debug)]
pub struct TextRule {
    /// Empty is refused.
    pub required: bool,
    /// Shortest length.
    pub min: usize,
    /// Longest length.
    pub max: usize,
    /// What the whole text has to match.
    pub pattern: Option<&'static Pattern>,
    /// What the text has to be.
    pub format: Format,
}

impl TextRule {
    /// Anything goes.
    pub const ANY: Self = Self {
        required: false,
        min: 0,
        max: usize::MAX,
        pattern: None,
        format: Format::Any,
    };
}

/// What a text has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Any text.
    Any,
    /// A UUID with hyphens.
    Uuid,
    /// `YYYY-MM-DD`.
    Date,
}

/// A regular expression that the whole text has to match, compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern of the `regex` crate; the generator has proven that it compiles.
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }

    fn matches(&self, text: &str) -> bool {
        let compile = || Regex::new(&format!(r"\A(?:{})\z", self.source)).ok();
        self.compiled
            .get_or_init(compile)
            .as_ref()
            .is_some_and(|regex| regex.is_match(text))
    }
}

/// The limits of a number.
#[derive(Debug)]
pub struct NumberRule {
    /// Absence is refused.
    pub required: bool,
    /// Least value.
    pub min: Option<i64>,
    /// Greatest value.
    pub max: Option<i64>,
}

/// Checks the fields of one message.
#[derive(Debug)]
pub struct Checker<'a> {
    path: &'a str,
    found: &'a mut Vec<Violation>,
}

/// A text without presence: none when it is empty.
pub fn said<T: AsRef<[u8]> + ?Sized>(value: &T) -> Option<&T> {
    (!value.as_ref().is_empty()).then_some(value)
}

impl<'a> Checker<'a> {
    /// Checks the message that stands under `path`.
    pub fn new(path: &'a str, found: &'a mut Vec<Violation>) -> Self {
        Self { path, found }
    }

    /// A text.
    pub fn text(&mut self, name: &str, value: Option<&str>, rule: &TextRule) {
        let Some(text) = value else {
            return self.present(name, false, rule.required);
        };
        if text.contains('\0') {
            self.refuse(
                name,
                Text::new("Có ký tự không hợp lệ.", "Holds a character that is not allowed."),
            );
        }
        self.length(name, text.chars().count(), rule, ["ký tự", "character"]);
        if rule.pattern.is_some_and(|pattern| !pattern.matches(text)) {
            self.refuse(name, Text::new("Không đúng dạng.", "Has not the right form."));
        }
        match rule.format {
            Format::Uuid if !is_uuid(text) => self.refuse(name, Text::new("Không phải UUID.", "Not a UUID.")),
            Format::Date if !is_date(text) => {
                self.refuse(
                    name,
                    Text::new("Không phải ngày YYYY-MM-DD.", "Not a date YYYY-MM-DD."),
                );
            }
            Format::Any | Format::Uuid | Format::Date => {}
        }
    }

    /// Bytes.
    pub fn data(&mut self, name: &str, value: Option<&[u8]>, rule: &TextRule) {
        match value {
            Some(bytes) => self.length(name, bytes.len(), rule, ["byte", "byte"]),
            None => self.present(name, false, rule.required),
        }
    }

    /// A whole number.
    pub fn number(&mut self, name: &str, value: Option<impl Into<i128>>, rule: &NumberRule) {
        let Some(number) = value.map(Into::into) else {
            return self.present(name, false, rule.required);
        };
        if let Some(min) = rule.min.filter(|min| number < i128::from(*min)) {
            self.refuse(
                name,
                Text::owned(format!("Ít nhất là {min}."), format!("At least {min}.")),
            );
        }
        if let Some(max) = rule.max.filter(|max| number > i128::from(*max)) {
            self.refuse(
                name,
                Text::owned(format!("Nhiều nhất là {max}."), format!("At most {max}.")),
            );
        }
    }

    /// A value of an enum: `T` knows the numbers that have a name. Present, it has to be one of them other than zero.
    pub fn choice<T: TryFrom<i32>>(&mut self, name: &str, value: Option<i32>, required: bool) {
        match value {
            None => self.present(name, false, required),
            Some(0) => self.present(name, false, true),
            Some(number) if T::try_from(number).is_err() => {
                self.refuse(
                    name,
                    Text::new(
                        "Giá trị không có trong danh sách.",
                        "Not one of the known values.",
                    ),
                );
            }
            Some(_) => {}
        }
    }

    /// A message.
    pub fn message<T: Validate>(&mut self, name: &str, value: Option<&T>, required: bool) {
        match value {
            Some(message) => message.violations(&self.place(name), self.found),
            None => self.present(name, false, required),
        }
    }

    /// Whether a field that has to be there is there.
    pub fn present(&mut self, name: &str, is_present: bool, required: bool) {
        if required && !is_present {
            self.refuse(name, Text::new("Không được để trống.", "Is required."));
        }
    }

    /// How many elements a list has.
    pub fn items(&mut self, name: &str, count: usize, min: usize, max: usize) {
        if count < min {
            self.refuse(
                name,
                Text::owned(
                    format!("Ít nhất {min} mục."),
                    format!("At least {}.", counted(min, "item")),
                ),
            );
        }
        if count > max {
            self.refuse(
                name,
                Text::owned(
                    format!("Nhiều nhất {max} mục."),
                    format!("At most {}.", counted(max, "item")),
                ),
            );
        }
    }

    /// A mask may only name these fields.
    pub fn mask(&mut self, name: &str, mask: Option<&FieldMask>, known: &[&str]) {
        for path in mask.iter().flat_map(|mask| &mask.paths) {
            if !known.contains(&path.as_str()) {
                let path = crate::wkt::camel(path);
                self.refuse(
                    name,
                    Text::owned(
                        format!("Không có trường {path} để sửa."),
                        format!("There is no field {path} to edit."),
                    ),
                );
            }
        }
    }

    fn length(&mut self, name: &str, length: usize, rule: &TextRule, [vi, en]: [&str; 2]) {
        let (min, max) = (rule.min, rule.max);
        if length == 0 && rule.required {
            self.present(name, false, true);
        } else if length < min {
            self.refuse(
                name,
                Text::owned(
                    format!("Ít nhất {min} {vi}."),
                    format!("At least {}.", counted(min, en)),
                ),
            );
        } else if length > max {
            self.refuse(
                name,
                Text::owned(
                    format!("Nhiều nhất {max} {vi}."),
                    format!("At most {}.", counted(max, en)),
                ),
            );
        }
    }

    fn refuse(&mut self, name: &str, text: Text) {
        let place = self.place(name);
        self.found.push(Violation::new(place, text));
    }

    fn place(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }
}

fn counted(number: usize, one: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {one}s")
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && Uuid::try_parse(text).is_ok()
}

fn is_date(text: &str) -> bool {
    let in_shape = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    in_shape && !text.starts_with('-') && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}
