//! The rule of a field, and whether it fits the field.

use prost_reflect::FieldDescriptor;

use crate::error::{Error, Result};
use crate::fields::Shape;
use crate::options::{self, Place, RULE, Set};

/// `sotay.contract.v1.FieldRule` of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldRule {
    pub required: bool,
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    pub pattern: String,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub min_items: Option<u32>,
    pub max_items: Option<u32>,
    pub format: Format,
    pub example: String,
}

/// What a text has to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Any,
    Uuid,
    Date,
}

/// Reads the rule of a field; one without a rule has the empty one.
pub(crate) fn of(field: &FieldDescriptor) -> Result<FieldRule> {
    let file = field.parent_file();
    let place = Place {
        file: file.name(),
        name: field.full_name(),
    };
    let options = field.options();
    options::refuse_others(&options, &[RULE], &place)?;
    let Some(option) = options::extension(field.parent_pool(), &options, RULE) else {
        return Ok(FieldRule::default());
    };
    let mut set = Set::new(&option, &place);
    let rule = FieldRule {
        required: set.flag("required"),
        min_length: set.count("min_length"),
        max_length: set.count("max_length"),
        pattern: set.text("pattern"),
        min: set.take("min").and_then(|value| value.as_i64()),
        max: set.take("max").and_then(|value| value.as_i64()),
        min_items: set.count("min_items"),
        max_items: set.count("max_items"),
        format: format(
            set.take("format").and_then(|value| value.as_enum_number()),
            &place,
        )?,
        example: set.text("example"),
    };
    set.finish(RULE)?;
    fits(field, &rule)?;
    Ok(rule)
}

fn format(number: Option<i32>, place: &Place<'_>) -> Result<Format> {
    match number {
        None | Some(0) => Ok(Format::Any),
        Some(1) => Ok(Format::Uuid),
        Some(2) => Ok(Format::Date),
        Some(other) => Err(place.refuse(format!(
            "format {other} of ({RULE}) is not known to the generator"
        ))),
    }
}

/// Refuses rules that mean nothing for the kind of their field.
fn fits(field: &FieldDescriptor, rule: &FieldRule) -> Result<()> {
    let shape = Shape::of(field);
    let is_text = shape == Shape::Text;
    let has_length = is_text || shape == Shape::Bytes;
    let is_whole = matches!(shape, Shape::Whole { .. });
    let has_format = !rule.pattern.is_empty() || rule.format != Format::Any;
    let misfits = [
        ("min_length", rule.min_length.is_some() && !has_length),
        ("max_length", rule.max_length.is_some() && !has_length),
        ("pattern or format", has_format && !is_text),
        ("min", rule.min.is_some() && !is_whole),
        ("max", rule.max.is_some() && !is_whole),
        ("min_items", rule.min_items.is_some() && !field.is_list()),
        ("max_items", rule.max_items.is_some() && !field.is_list()),
    ];
    if let Some((name, _)) = misfits.iter().find(|(_, misfit)| *misfit) {
        return Err(Error::field(
            field,
            format!("the rule `{name}` does not fit a field of this kind"),
        ));
    }
    if rule.required && field.is_list() {
        return Err(Error::field(
            field,
            "a list is never absent: say `min_items: 1` instead of `required`",
        ));
    }
    let has_empty = has_length || matches!(shape, Shape::Choice(_) | Shape::Message(_) | Shape::Known(_));
    if rule.required && !has_empty && !field.supports_presence() {
        return Err(Error::field(
            field,
            "`required` cannot see whether a number is absent: make it `optional`",
        ));
    }
    if let Err(error) = regex::Regex::new(&rule.pattern) {
        return Err(Error::field(
            field,
            format!("the pattern is no regular expression: {error}"),
        ));
    }
    Ok(())
}
