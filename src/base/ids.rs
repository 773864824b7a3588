//! Ids: `UUIDv7` minted here in order of time, any UUID accepted from a device.

use crate::base::{Clock, Refused, Text, Violation};
use uuid::{ContextV7, Timestamp, Uuid};

/// The id of anything.
pub type Id = Uuid;

/// A new id whose order is the order of time.
pub fn new(clock: &Clock) -> Id {
    at(clock.now())
}

/// An id as it would have been minted at a moment, for facts that are recorded afterwards.
pub fn at(moment: chrono::DateTime<chrono::Utc>) -> Id {
    let seconds = u64::try_from(moment.timestamp()).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(
        ContextV7::new(),
        seconds,
        moment.timestamp_subsec_nanos(),
    ))
}

/// No id minted at a moment or later is less: where a list in order of ids begins or ends, told by time.
pub fn least_at(moment: chrono::DateTime<chrono::Utc>) -> Id {
    let milliseconds = u128::try_from(moment.timestamp_millis()).unwrap_or_default();
    Uuid::from_u128(milliseconds << 80)
}

/// Reads an id from a field.
pub fn parse(field: &str, value: &str) -> Result<Id, Refused> {
    Uuid::try_parse(value).map_err(|_malformed| {
        Refused::invalid(vec![Violation::new(
            field,
            Text::new("Phải là một UUID.", "Must be a UUID."),
        )])
    })
}
