//! The well-known types, with the JSON that the proto specification asks for.
//!
//! Own types, because the ready-made ones print `+00:00` instead of `Z`, explain a bad time with "premature end of
//! input", or have no JSON at all. The names and numbers are those of `google/protobuf/*.proto`.

mod timestamp;
mod duration;
mod field_mask;

pub use duration::Duration;
pub use field_mask::FieldMask;
pub(crate) use field_mask::camel;
pub use timestamp::Timestamp;

use serde::{Deserialize, Serialize};

use crate::{Text, Validate, Violation};

/// `google.protobuf.Empty`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, prost::Message)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

impl Validate for Empty {
    fn violations(&self, _path: &str, _found: &mut Vec<Violation>) {}
}

/// What is said about values that cannot be read. serde carries the English words; [`crate::read`] finds the
/// Vietnamese ones here.
pub(crate) const UNREADABLE: [&Text; 3] = [
    &timestamp::UNREADABLE,
    &duration::UNREADABLE,
    &field_mask::UNREADABLE,
];
