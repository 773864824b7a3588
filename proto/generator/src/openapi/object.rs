//! One thing that every part of the document does: put a member into an object.

use serde_json::Value;

/// Puts a member into an object; what is no object stays as it is.
pub(super) fn set(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(object) = object.as_object_mut() {
        object.insert(name.to_owned(), value.into());
    }
}
