//! Refusals as REST answers: `application/problem+json` (RFC 9457).

use std::time::Duration;

use axum::body::Body;
use http::{HeaderValue, Response, header};
use serde::Serialize;
use tonic::Status;

use crate::{Kind, Language, Refused, refused_of};

/// The content type of every refusal over REST.
pub const CONTENT_TYPE: &str = "application/problem+json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Problem<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    field_violations: Vec<FieldViolation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<u64>,
}

#[derive(Serialize)]
struct FieldViolation<'a> {
    field: &'a str,
    description: &'a str,
}

/// The REST answer of a status.
pub fn problem(status: &Status, language: Language) -> Response<Body> {
    problem_of(&refused_of(status), language)
}

/// The REST answer of a refusal.
pub fn problem_of(refused: &Refused, language: Language) -> Response<Body> {
    let mut response = Response::new(Body::from(problem_json(refused, language)));
    *response.status_mut() = refused.kind.http_status();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    if let Some(pause) = refused.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(whole_seconds(pause)));
    }
    if refused.kind == Kind::Unauthenticated {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The problem as JSON, also the data of a stream's last event when it fails.
pub(crate) fn problem_json(refused: &Refused, language: Language) -> String {
    let title = refused.kind.title();
    let field_violations = refused
        .fields
        .iter()
        .map(|violation| FieldViolation {
            field: &violation.field,
            description: violation.text.of(language),
        })
        .collect();
    let problem = Problem {
        r#type: format!("urn:sotay:refusal:{}", refused.code),
        title: title.of(language),
        status: refused.kind.http_status().as_u16(),
        detail: refused.text.of(language),
        code: refused.code,
        field_violations,
        retry_after_ms: refused
            .retry_after
            .map(|pause| u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)),
    };
    // Strings and numbers always serialise; were that ever untrue, an empty object is still JSON.
    serde_json::to_string(&problem).unwrap_or_else(|_| "{}".to_owned())
}

fn whole_seconds(pause: Duration) -> u64 {
    pause.as_secs() + u64::from(pause.subsec_nanos() > 0)
}
