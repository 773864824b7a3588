//! Which fields the generator can carry, and the way to a field inside a request.

use prost_reflect::{EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor};

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

/// What a field holds, or each element of a list: the kinds of protobuf as far as anything here depends on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Bytes,
    Flag,
    /// A whole number; JSON writes 64 bits as a string.
    Whole {
        bits: u8,
        signed: bool,
    },
    Real,
    Choice(EnumDescriptor),
    Known(Known),
    Message(MessageDescriptor),
}

impl Shape {
    pub(crate) fn of(field: &FieldDescriptor) -> Self {
        match field.kind() {
            Kind::String => Self::Text,
            Kind::Bytes => Self::Bytes,
            Kind::Bool => Self::Flag,
            Kind::Double | Kind::Float => Self::Real,
            Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Self::Whole {
                bits: 32,
                signed: true,
            },
            Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Self::Whole {
                bits: 64,
                signed: true,
            },
            Kind::Uint32 | Kind::Fixed32 => Self::Whole {
                bits: 32,
                signed: false,
            },
            Kind::Uint64 | Kind::Fixed64 => Self::Whole {
                bits: 64,
                signed: false,
            },
            Kind::Enum(kind) => Self::Choice(kind),
            Kind::Message(message) => Known::of(&message).map_or(Self::Message(message), Self::Known),
        }
    }

    /// The message inside, when it is one of ours.
    pub(crate) fn message(self) -> Option<MessageDescriptor> {
        if let Self::Message(message) = self {
            Some(message)
        } else {
            None
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
    let foreign = Shape::of(field)
        .message()
        .filter(|message| message.package_name() == "google.protobuf");
    match foreign {
        Some(message) => Err(Error::field(
            field,
            format!("{} is not known to the generator", message.full_name()),
        )),
        None => Ok(()),
    }
}

/// The way that a dotted name of the proto points to.
pub(crate) fn find(request: &MessageDescriptor, dotted: &str) -> Option<Way> {
    let mut fields = Vec::new();
    let mut inside = Some(request.clone());
    for name in dotted.split('.') {
        let field = inside?.get_field_by_name(name)?;
        inside = if field.is_list() {
            None
        } else {
            Shape::of(&field).message()
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
        match Shape::of(&field) {
            Shape::Message(_) if field.is_list() => {
                return Err(Error::field(
                    &field,
                    "a list of messages cannot stand in a query: give it a body",
                ));
            }
            Shape::Message(_) if before.contains(&field) => {
                return Err(Error::field(
                    &field,
                    "a message within itself cannot stand in a query",
                ));
            }
            Shape::Message(inner) => {
                before.push(field);
                walk(&inner, before, bound, ways)?;
                before.pop();
            }
            Shape::Bytes => {
                return Err(Error::field(
                    &field,
                    "bytes cannot stand in a query: give them a body",
                ));
            }
            Shape::Known(Known::Empty) => {}
            Shape::Text
            | Shape::Flag
            | Shape::Whole { .. }
            | Shape::Real
            | Shape::Choice(_)
            | Shape::Known(_) => {
                ways.push(way);
            }
        }
    }
    Ok(())
}
