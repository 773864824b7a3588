//! What is known of every request afterwards: an id, a span, figures, the server's time. Never a value from it: no URL,
//! no query, no name.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use chrono::{DateTime, SecondsFormat, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, Method as Verb, header};
use sotay_rest::Method;
use tracing::Instrument as _;
use uuid::Uuid;

use super::wire::Wire;
use crate::base::Clock;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const SERVER_TIME: HeaderName = HeaderName::from_static("x-server-time");
const GRPC_STATUS: &str = "grpc-status";
/// Answers are data, never a page, unless a page says otherwise.
const DATA_ONLY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// The calls of the contract by their gRPC path.
pub(super) type Calls = HashMap<&'static str, &'static Method>;

/// What the layer works with.
pub(super) struct Watch {
    pub(super) clock: Clock,
    pub(super) calls: Arc<Calls>,
}

pub(super) async fn observe(
    State(watch): State<Arc<Watch>>,
    route: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let id = request_id(request.headers());
    let seen = Seen::of(&request, route.as_ref(), &watch.calls);
    let span = tracing::info_span!("request", %id, verb = seen.verb, route = seen.route);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    span.in_scope(|| seen.tell(&response, started.elapsed()));
    dress(response.headers_mut(), id, watch.clock.now());
    response
}

/// A request in the few words that may be kept.
struct Seen {
    grpc: bool,
    verb: &'static str,
    route: String,
}

impl Seen {
    /// gRPC is routed by service, so its calls are looked up; names that are in no contract are not kept, or a stranger
    /// could fill our memory with them.
    fn of(request: &Request, route: Option<&MatchedPath>, calls: &Calls) -> Self {
        let grpc = Wire::of(request.headers()).grpc;
        let call = calls.get(request.uri().path()).filter(|_| grpc);
        let route = call.map(|call| call.grpc_path).or(route.map(MatchedPath::as_str));
        Self {
            grpc,
            verb: known_verb(request.method()),
            route: route.unwrap_or("unknown").to_owned(),
        }
    }

    fn tell(self, response: &Response, took: Duration) {
        let status = if self.grpc {
            grpc_status(response.headers())
        } else {
            response.status().as_str().to_owned()
        };
        tracing::info!(status, milliseconds = took.as_millis(), "answered");
        let wire = if self.grpc { "grpc" } else { "rest" };
        metrics::counter!(
            "sotay_requests_total",
            "wire" => wire, "verb" => self.verb, "route" => self.route.clone(), "status" => status
        )
        .increment(1);
        metrics::histogram!("sotay_request_seconds", "wire" => wire, "verb" => self.verb, "route" => self.route)
            .record(took);
    }
}

/// A refusal stands in the head of the answer; what succeeds says so only in its trailers, behind the body.
fn grpc_status(headers: &HeaderMap) -> String {
    headers
        .get(GRPC_STATUS)
        .and_then(|status| status.to_str().ok())
        .unwrap_or("0")
        .to_owned()
}

fn known_verb(verb: &Verb) -> &'static str {
    match verb.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

/// The caller's id when it is a UUID, which carries no words; else one of our own.
fn request_id(headers: &HeaderMap) -> Uuid {
    headers
        .get(REQUEST_ID)
        .and_then(|given| Uuid::try_parse_ascii(given.as_bytes()).ok())
        .unwrap_or_else(Uuid::new_v4)
}

fn dress(headers: &mut HeaderMap, id: Uuid, now: DateTime<Utc>) {
    for (name, text) in [
        (REQUEST_ID, id.to_string()),
        (SERVER_TIME, now.to_rfc3339_opts(SecondsFormat::Millis, true)),
    ] {
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(name, value);
        }
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(DATA_ONLY);
}
