//! Which fields the generator can carry, and the way to a field inside a request.

use prost_reflect::{FieldDescriptor, Kind, MessageDescriptor};

use crate::error::{Error, Result};

/// The way to a field inside a request: `meeting`, or `edit.title`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// From the request inward; never empty.
    pub fields: Vec<FieldDescriptor>,
    /// The last of them.
    pub leaf: FieldDescriptor,
}

impl Way {
    /// The way in JSON names.
    pub(crate) fn json(&self) -> String {
        let names: Vec<&str> = self.fields.iter().map(FieldDescriptor::json_name).collect();
        names.join(".")
    }

    /// The way in the proto's names.
    pub(crate) fn proto(&self) -> String {
        let names: Vec<&str> = self.fields.iter().map(FieldDescriptor::name).collect();
        names.join(".")
    }
}

/// The well-known types that have JSON in the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    Timestamp,
    Duration,
    FieldMask,
    Empty,
}

impl Known {
    /// Which well-known type a message is, if any.
    pub(crate) fn of(message: &MessageDescriptor) -> Option<Self> {
        match message.full_name() {
            "google.protobuf.Timestamp" => Some(Self::Timestamp),
            "google.protobuf.Duration" => Some(Self::Duration),
            "google.protobuf.FieldMask" => Some(Self::FieldMask),
            "google.protobuf.Empty" => Some(Self::Empty),
            _ => None,
        }
    }
}

/// Refuses a field whose shape no part of the generator can carry.
pub(crate) fn carried(field: &FieldDescriptor) -> Result<()> {
    if field.is_map() {
        return Err(Error::field(
            field,
            "maps are not known to the generator: use a list of messages",
        ));
    }
    if field.is_group() || field.is_required() {
        return Err(Error::field(
            field,
            "only proto3 fields are known to the generator",
        ));
    }
    if field
        .containing_oneof()
        .is_some_and(|oneof| !oneof.is_synthetic())
    {
        return Err(Error::field(
            field,
            "`oneof` is not known to the generator: use `optional` fields",
        ));
    }
    match field.kind() {
        Kind::Message(message)
            if message.package_name() == "google.protobuf" && Known::of(&message).is_none() =>
        {
            Err(Error::field(
                field,
                format!("{} is not known to the generator", message.full_name()),
            ))
        }
        _ => Ok(()),
    }
}

/// The way that a dotted name of the proto points to.
pub(crate) fn find(request: &MessageDescriptor, dotted: &str) -> Option<Way> {
    let mut fields = Vec::new();
    let mut inside = Some(request.clone());
    for name in dotted.split('.') {
        let field = inside?.get_field_by_name(name)?;
        inside = match field.kind() {
            Kind::Message(message) if !field.is_list() && Known::of(&message).is_none() => Some(message),
            _ => None,
        };
        fields.push(field);
    }
    let leaf = fields.last()?.clone();
    Some(Way { fields, leaf })
}

/// Every field of a request that a query can say, in the order of the proto, less those that `bound` lists.
pub(crate) fn of_query(request: &MessageDescriptor, bound: &[String]) -> Result<Vec<Way>> {
    let mut ways = Vec::new();
    walk(request, &mut Vec::new(), bound, &mut ways)?;
    Ok(ways)
}

fn walk(
    message: &MessageDescriptor,
    before: &mut Vec<FieldDescriptor>,
    bound: &[String],
    ways: &mut Vec<Way>,
) -> Result<()> {
    for field in message.fields() {
        let fields: Vec<_> = before.iter().cloned().chain([field.clone()]).collect();
        let way = Way {
            fields,
            leaf: field.clone(),
        };
        if bound.contains(&way.proto()) {
            continue;
        }
        match field.kind() {
            Kind::Message(inner) if Known::of(&inner).is_none() => {
                if field.is_list() {
                    return Err(Error::field(
                        &field,
                        "a list of messages cannot stand in a query: give it a body",
                    ));
                }
                if before.iter().any(|earlier| earlier == &field) {
                    return Err(Error::field(
                        &field,
                        "a message within itself cannot stand in a query",
                    ));
                }
                before.push(field);
                walk(&inner, before, bound, ways)?;
                before.pop();
            }
            Kind::Bytes => {
                return Err(Error::field(
                    &field,
                    "bytes cannot stand in a query: give them a body",
                ));
            }
            Kind::Message(inner) if Known::of(&inner) == Some(Known::Empty) => {}
            _ => ways.push(way),
        }
    }
    Ok(())
}
