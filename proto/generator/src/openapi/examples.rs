//! Examples: those that the proto gives, and answers made up from their messages.

use std::collections::BTreeSet;

use prost_reflect::{DynamicMessage, FieldDescriptor, MessageDescriptor, SerializeOptions};
use serde_json::{Map, Value, json};

use crate::calls::{self, Call, Service};
use crate::error::{Error, Result};
use crate::fields::{Known, Shape};
use crate::rules::{self, Format};

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const DAY: &str = "2023-12-03";
const TIME: &str = "2023-12-03T12:30:00Z";

/// Makes up answers that look like the real ones.
pub(super) struct Examples {
    /// The names of fields that hold ids, learnt from the requests.
    ids: BTreeSet<String>,
}

impl Examples {
    pub(super) fn new(services: &[Service]) -> Result<Self> {
        let mut ids = BTreeSet::from(["id".to_owned()]);
        for message in calls::in_requests(services)?.values() {
            for field in message.fields() {
                if rules::of(&field)?.format == Format::Uuid {
                    ids.insert(field.name().to_owned());
                }
            }
        }
        Ok(Self { ids })
    }

    /// The example request of a call, in JSON names.
    pub(super) fn request(call: &Call) -> Result<Value> {
        normal(call, &call.method.input(), &call.example, true)
    }

    /// An answer: the proto's own, or a made-up one.
    pub(super) fn answer(&self, call: &Call) -> Result<Value> {
        let message = call.method.output();
        if call.example_answer.is_empty() {
            self.message(&message, &mut Vec::new())
        } else {
            normal(call, &message, &call.example_answer, false)
        }
    }

    fn message(&self, message: &MessageDescriptor, outer: &mut Vec<String>) -> Result<Value> {
        let mut object = Map::new();
        outer.push(message.full_name().to_owned());
        for field in message.fields() {
            let is_inside_itself = Shape::of(&field)
                .message()
                .is_some_and(|inner| outer.iter().any(|name| name == inner.full_name()));
            if is_inside_itself {
                continue;
            }
            let value = self.value(&field, outer)?;
            let value = if field.is_list() { json!([value]) } else { value };
            object.insert(field.json_name().to_owned(), value);
        }
        outer.pop();
        Ok(object.into())
    }

    fn value(&self, field: &FieldDescriptor, outer: &mut Vec<String>) -> Result<Value> {
        Ok(match Shape::of(field) {
            Shape::Text => self.text(field)?.into(),
            Shape::Bytes => "AQID".into(),
            Shape::Flag => true.into(),
            Shape::Real => 1.5.into(),
            Shape::Whole { bits: 64, .. } => "1".into(),
            Shape::Whole { .. } => 1.into(),
            Shape::Choice(kind) => kind
                .values()
                .nth(1)
                .unwrap_or_else(|| kind.default_value())
                .name()
                .into(),
            Shape::Known(Known::Timestamp) => TIME.into(),
            Shape::Known(Known::Duration) => "90s".into(),
            Shape::Known(Known::FieldMask) => "".into(),
            Shape::Known(Known::Empty) => json!({}),
            Shape::Message(inner) => self.message(&inner, outer)?,
        })
    }

    fn text(&self, field: &FieldDescriptor) -> Result<String> {
        let (rule, name) = (rules::of(field)?, field.name());
        let text = match rule.format {
            _ if !rule.example.is_empty() => return Ok(rule.example),
            Format::Uuid => ID,
            Format::Date => DAY,
            Format::Any if self.ids.contains(name) || name.ends_with("_id") => ID,
            Format::Any if name.ends_with("_date") || name == "as_of" => DAY,
            Format::Any => field.json_name(),
        };
        Ok(text.to_owned())
    }
}

/// An example of a proto, with JSON names and 64-bit numbers as strings whatever way the proto wrote them.
fn normal(call: &Call, message: &MessageDescriptor, json: &str, skip_empty: bool) -> Result<Value> {
    let wrong = |error: serde_json::Error| Error::method(&call.method, format!("its example: {error}"));
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let read = DynamicMessage::deserialize(message.clone(), &mut deserializer).map_err(wrong)?;
    let options = SerializeOptions::new().skip_default_fields(skip_empty);
    read.serialize_with_options(serde_json::value::Serializer, &options)
        .map_err(wrong)
}
