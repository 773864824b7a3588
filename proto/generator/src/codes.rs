//! The codes that calls may answer: how a call names its own, and which belong to the contract's own machinery.

use crate::error::Result;
use crate::options::Place;

/// A code that a call may answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub code: String,
    /// The HTTP status.
    pub status: u16,
}

/// The HTTP statuses a refusal can have, with the gRPC code and the title of the problem.
pub(crate) const STATUSES: [(u16, &str, &str); 13] = [
    (400, "INVALID_ARGUMENT", "Invalid request"),
    (401, "UNAUTHENTICATED", "Sign in first"),
    (403, "PERMISSION_DENIED", "Not allowed"),
    (404, "NOT_FOUND", "Not found"),
    (405, "UNIMPLEMENTED", "Not served"),
    (
        409,
        "FAILED_PRECONDITION, ALREADY_EXISTS or ABORTED",
        "Not possible in this state",
    ),
    (412, "ABORTED", "Changed meanwhile"),
    (413, "RESOURCE_EXHAUSTED", "Too large"),
    (422, "INVALID_ARGUMENT", "Idempotency key reused"),
    (429, "RESOURCE_EXHAUSTED", "Too many requests"),
    (500, "INTERNAL", "Broken"),
    (503, "UNAVAILABLE", "Busy"),
    (504, "DEADLINE_EXCEEDED", "Out of time"),
];

/// The codes of the contract's own machinery: `sotay_rest::codes`.
pub(crate) const GENERAL: [(&str, u16); 14] = [
    ("INVALID_ARGUMENT", 400),
    ("SIGN_IN_REQUIRED", 401),
    ("FORBIDDEN", 403),
    ("NOT_FOUND", 404),
    ("IDEMPOTENCY_IN_FLIGHT", 409),
    ("CONTENDED", 409),
    ("ETAG_REQUIRED", 412),
    ("ETAG_STALE", 412),
    ("BODY_TOO_LARGE", 413),
    ("IDEMPOTENCY_KEY_REUSED", 422),
    ("TOO_MANY_REQUESTS", 429),
    ("BROKEN", 500),
    ("BUSY", 503),
    ("DEADLINE_EXCEEDED", 504),
];

impl Refusal {
    /// Reads `MEETINGS_STATE 409`; the general codes need no status.
    pub(crate) fn parse(text: &str, place: &Place<'_>) -> Result<Self> {
        let (code, status) = text
            .split_once(' ')
            .map_or((text, None), |(code, status)| (code, Some(status)));
        let is_letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        if code.is_empty() || !code.bytes().all(is_letter) {
            return Err(place.refuse(format!("the refusal `{text}` is no code such as MEETINGS_STATE")));
        }
        let known = match status {
            None => GENERAL
                .iter()
                .find(|(general, _)| *general == code)
                .map(|(_, status)| *status),
            Some(said) => STATUSES
                .iter()
                .map(|(status, ..)| *status)
                .find(|status| status.to_string() == said),
        };
        let status = known.ok_or_else(|| {
            place.refuse(format!(
                "the refusal `{text}` needs its HTTP status behind it, such as `{code} 409`"
            ))
        })?;
        Ok(Self {
            code: code.to_owned(),
            status,
        })
    }
}
