//! Refusals in the document: every code with an example, grouped by HTTP status.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::calls::Call;
use crate::codes::{self, Refusal, STATUSES};

/// Codes whose status the proto does not say stand under this.
const ANY_REFUSAL: &str = "4XX";

/// The responses of a call that are not its answer, by status.
pub(super) fn responses(call: &Call, field: &str) -> Map<String, Value> {
    let mut by_status: BTreeMap<String, Vec<Refusal>> = BTreeMap::new();
    for refusal in codes::of(call) {
        let status = refusal
            .status
            .map_or_else(|| ANY_REFUSAL.to_owned(), |status| status.to_string());
        by_status.entry(status).or_default().push(refusal);
    }
    by_status
        .into_iter()
        .map(|(status, refusals)| (status, response(&refusals, field)))
        .collect()
}

fn response(refusals: &[Refusal], field: &str) -> Value {
    let codes: Vec<String> = refusals
        .iter()
        .map(|refusal| format!("`{}`", refusal.code))
        .collect();
    let examples: Map<String, Value> = refusals
        .iter()
        .map(|refusal| (refusal.code.clone(), json!({"value": example(refusal, field)})))
        .collect();
    let grpc = refusals
        .first()
        .and_then(|refusal| known(refusal.status?))
        .map(|(grpc, _)| grpc);
    let grpc = grpc.map(|grpc| format!(" (gRPC {grpc})")).unwrap_or_default();
    json!({
        "description": format!("{}{grpc}.", codes.join(", ")),
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": examples,
            },
        },
    })
}

fn example(refusal: &Refusal, field: &str) -> Value {
    let mut problem = Map::new();
    problem.insert(
        "type".to_owned(),
        format!("urn:sotay:refusal:{}", refusal.code).into(),
    );
    problem.insert("code".to_owned(), refusal.code.clone().into());
    if let Some((status, (_, title))) = refusal.status.and_then(|status| Some((status, known(status)?))) {
        problem.insert("title".to_owned(), title.into());
        problem.insert("status".to_owned(), status.into());
        problem.insert("detail".to_owned(), format!("{title}.").into());
    }
    if refusal.code == "INVALID_ARGUMENT" {
        let violation = json!([{"field": field, "description": "Is required."}]);
        problem.insert("fieldViolations".to_owned(), violation);
    }
    if matches!(refusal.status, Some(429 | 503)) {
        problem.insert("retryAfterMs".to_owned(), 1500.into());
    }
    problem.into()
}

/// The gRPC code and the title of a status.
fn known(status: u16) -> Option<(&'static str, &'static str)> {
    STATUSES
        .iter()
        .find(|(known, ..)| *known == status)
        .map(|(_, grpc, title)| (*grpc, *title))
}

/// The schema of every refusal.
pub(super) fn schema() -> Value {
    json!({
        "type": "object",
        "description": "A refusal (RFC 9457). Decide by `code`; the texts are for people, Vietnamese unless \
            `Accept-Language` asks for English.",
        "required": ["type", "code"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {"type": "string"},
            "fieldViolations": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["field", "description"],
                    "properties": {"field": {"type": "string"}, "description": {"type": "string"}},
                },
            },
            "retryAfterMs": {"type": "integer", "minimum": 0},
        },
    })
}
