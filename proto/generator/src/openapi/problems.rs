//! Refusals in the document: every code with an example, grouped by HTTP status.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::object::set;
use crate::calls::Call;
use crate::codes::{GENERAL, Refusal, STATUSES};
use crate::http::Body;

/// The responses of a call that are not its answer, by status.
pub(super) fn responses(call: &Call, field: &str) -> Map<String, Value> {
    let mut by_status: BTreeMap<u16, Vec<Refusal>> = BTreeMap::new();
    for refusal in every(call) {
        by_status.entry(refusal.status).or_default().push(refusal);
    }
    by_status
        .into_iter()
        .map(|(status, refusals)| (status.to_string(), response(status, &refusals, field)))
        .collect()
}

/// Every refusal of a call: its own first, then those that any call of its shape may answer.
fn every(call: &Call) -> Vec<Refusal> {
    let has_body = call.bindings.iter().any(|binding| binding.body != Body::None);
    let has_path = call
        .bindings
        .iter()
        .any(|binding| binding.template.fields().next().is_some());
    let applies = |status: u16| match status {
        401 | 403 => !call.public,
        404 => !call.public || has_path,
        409 => call.mutates(),
        422 => call.mutates() && !call.public,
        412 => call.if_match,
        413 => has_body,
        _ => true,
    };
    let mut refusals = call.refusals.clone();
    for (code, status) in GENERAL {
        if applies(status) && !refusals.iter().any(|own| own.code == code) {
            refusals.push(Refusal {
                code: code.to_owned(),
                status,
            });
        }
    }
    refusals
}

fn response(status: u16, refusals: &[Refusal], field: &str) -> Value {
    let codes: Vec<String> = refusals
        .iter()
        .map(|refusal| format!("`{}`", refusal.code))
        .collect();
    let examples: Map<String, Value> = refusals
        .iter()
        .map(|refusal| (refusal.code.clone(), json!({"value": example(refusal, field)})))
        .collect();
    let (grpc, _) = known(status);
    json!({
        "description": format!("{} (gRPC {grpc}).", codes.join(", ")),
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": examples,
            },
        },
    })
}

fn example(refusal: &Refusal, field: &str) -> Value {
    let (_, title) = known(refusal.status);
    let mut problem = json!({
        "type": format!("urn:sotay:refusal:{}", refusal.code),
        "title": title,
        "status": refusal.status,
        "detail": format!("{title}."),
        "code": refusal.code,
    });
    if refusal.code == "INVALID_ARGUMENT" {
        set(
            &mut problem,
            "fieldViolations",
            json!([{"field": field, "description": "Is required."}]),
        );
    }
    if matches!(refusal.status, 429 | 503) {
        set(&mut problem, "retryAfterMs", 1500);
    }
    problem
}

/// The gRPC code and the title of a status.
fn known(status: u16) -> (&'static str, &'static str) {
    let found = STATUSES.iter().find(|(known, ..)| *known == status);
    found.map_or(("UNKNOWN", "Refused"), |(_, grpc, title)| (*grpc, *title))
}

/// The schema of every refusal.
pub(super) fn schema() -> Value {
    json!({
        "type": "object",
        "description": "A refusal (RFC 9457). Decide by `code`; the texts are for people, Vietnamese unless \
            `Accept-Language` asks for English.",
        "required": ["type", "title", "status", "detail", "code"],
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
