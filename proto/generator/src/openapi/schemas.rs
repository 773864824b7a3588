//! Messages and their fields as JSON schemas.

use std::collections::{BTreeMap, BTreeSet};

use prost_reflect::{EnumDescriptor, FieldDescriptor, MessageDescriptor};
use serde_json::{Map, Value, json};

use super::comments::Comments;
use super::object::set;
use super::problems;
use crate::calls::{self, Service};
use crate::error::Result;
use crate::fields::{Known, Shape};
use crate::names::ROOT;
use crate::rules::{self, FieldRule, Format};

/// The schemas that operations refer to, described when they are first needed.
pub(super) struct Schemas<'a> {
    comments: &'a Comments,
    in_requests: BTreeSet<String>,
    in_answers: BTreeSet<String>,
    described: BTreeMap<String, Value>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(services: &[Service], comments: &'a Comments) -> Result<Self> {
        let in_requests = calls::in_requests(services)?.into_keys().collect();
        let mut in_answers = BTreeSet::new();
        for call in services.iter().flat_map(|service| &service.calls) {
            reach(&call.method.output(), &mut in_answers);
        }
        Ok(Self {
            comments,
            in_requests,
            in_answers,
            described: BTreeMap::new(),
        })
    }

    /// All that were needed.
    pub(super) fn finish(self) -> Value {
        let mut all: Map<String, Value> = self.described.into_iter().collect();
        all.insert("Problem".to_owned(), problems::schema());
        all.into()
    }

    /// A schema that points to a message.
    pub(super) fn message(&mut self, message: &MessageDescriptor) -> Result<Value> {
        if let Some(known) = Known::of(message) {
            return Ok(well_known(known));
        }
        let name = component(message.full_name());
        if !self.described.contains_key(&name) {
            // Holds the place, so that a message within itself ends here.
            self.described.insert(name.clone(), Value::Null);
            let object = self.object(message, &[])?;
            self.described.insert(name.clone(), object);
        }
        Ok(json!({"$ref": format!("#/components/schemas/{name}")}))
    }

    /// The schema of a message without some of its fields.
    pub(super) fn object(&mut self, message: &MessageDescriptor, without: &[String]) -> Result<Value> {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        let is_asked = self.in_requests.contains(message.full_name());
        let is_answered = self.in_answers.contains(message.full_name());
        for field in message
            .fields()
            .filter(|field| !without.iter().any(|name| name == field.name()))
        {
            let always_written = !is_asked && !field.supports_presence();
            if always_written || rules::of(&field)?.required {
                required.push(field.json_name().to_owned());
            }
            properties.insert(field.json_name().to_owned(), self.field(&field)?);
        }
        let mut object = json!({"type": "object", "properties": properties});
        describe(&mut object, self.comments.of_message(message));
        if !required.is_empty() {
            set(&mut object, "required", required);
        }
        if is_asked && !is_answered {
            set(&mut object, "additionalProperties", false);
        }
        Ok(object)
    }

    /// The schema of a field.
    pub(super) fn field(&mut self, field: &FieldDescriptor) -> Result<Value> {
        let rule = rules::of(field)?;
        let mut schema = self.value(field, &rule)?;
        if field.is_list() {
            schema = json!({"type": "array", "items": schema});
            limit(&mut schema, "minItems", rule.min_items);
            limit(&mut schema, "maxItems", rule.max_items);
        }
        describe(&mut schema, self.comments.of_field(field));
        Ok(schema)
    }

    fn value(&mut self, field: &FieldDescriptor, rule: &FieldRule) -> Result<Value> {
        Ok(match Shape::of(field) {
            Shape::Text => text(rule),
            Shape::Bytes => json!({"type": "string", "contentEncoding": "base64"}),
            Shape::Flag => json!({"type": "boolean"}),
            Shape::Real => json!({"type": "number", "format": "double"}),
            Shape::Whole { bits: 64, signed } => json!({
                "type": "string",
                "format": if signed { "int64" } else { "uint64" },
                "pattern": if signed { "^-?[0-9]+$" } else { "^[0-9]+$" },
            }),
            Shape::Whole { signed, .. } => {
                let mut schema =
                    json!({"type": "integer", "format": if signed { "int32" } else { "uint32" }});
                limit(
                    &mut schema,
                    "minimum",
                    rule.min.or(if signed { None } else { Some(0) }),
                );
                limit(&mut schema, "maximum", rule.max);
                schema
            }
            Shape::Choice(kind) => self.choice(&kind),
            Shape::Known(known) => well_known(known),
            Shape::Message(message) => self.message(&message)?,
        })
    }

    fn choice(&mut self, kind: &EnumDescriptor) -> Value {
        let name = component(kind.full_name());
        if !self.described.contains_key(&name) {
            let values: Vec<String> = kind.values().map(|value| value.name().to_owned()).collect();
            let mut schema = json!({"type": "string", "enum": values});
            describe(&mut schema, self.comments.of_enum(kind));
            self.described.insert(name.clone(), schema);
        }
        json!({"$ref": format!("#/components/schemas/{name}")})
    }
}

fn text(rule: &FieldRule) -> Value {
    let mut schema = json!({"type": "string"});
    let shortest = rule.min_length.unwrap_or(0).max(u32::from(rule.required));
    limit(&mut schema, "minLength", (shortest > 0).then_some(shortest));
    limit(&mut schema, "maxLength", rule.max_length);
    if !rule.pattern.is_empty() {
        set(&mut schema, "pattern", format!("^(?:{})$", rule.pattern));
    }
    match rule.format {
        Format::Any => {}
        Format::Uuid => set(&mut schema, "format", "uuid"),
        Format::Date => set(&mut schema, "format", "date"),
    }
    schema
}

fn well_known(known: Known) -> Value {
    match known {
        Known::Timestamp => json!({"type": "string", "format": "date-time"}),
        Known::Duration => json!({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,9})?s$"}),
        Known::FieldMask => json!({"type": "string", "pattern": r"^([A-Za-z0-9.]+(,[A-Za-z0-9.]+)*)?$"}),
        Known::Empty => json!({"type": "object", "properties": {}}),
    }
}

/// `meetings.v1.Meeting` for `sotay.meetings.v1.Meeting`.
fn component(full_name: &str) -> String {
    full_name
        .strip_prefix(ROOT)
        .unwrap_or(full_name)
        .trim_start_matches('.')
        .to_owned()
}

fn describe(schema: &mut Value, text: String) {
    if !text.is_empty() {
        set(schema, "description", text);
    }
}

fn limit<T: Into<Value>>(schema: &mut Value, name: &str, limit: Option<T>) {
    if let Some(limit) = limit {
        set(schema, name, limit);
    }
}

fn reach(message: &MessageDescriptor, found: &mut BTreeSet<String>) {
    if found.insert(message.full_name().to_owned()) {
        for inner in message.fields().filter_map(|field| Shape::of(&field).message()) {
            reach(&inner, found);
        }
    }
}
