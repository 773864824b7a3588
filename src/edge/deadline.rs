//! The time a call has: what the client leaves it, never more than the service gives.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use sotay_rest::{Kind, Refused, codes};

use super::limits::Limits;
use super::wire::Wire;

/// Drops the call when its time is over. What it was writing goes on in a task of its own and is not cut.
pub(super) async fn keep(
    State(limits): State<Arc<Limits>>,
    route: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let wire = Wire::of(request.headers());
    let most = limits.of(route.as_ref().map(MatchedPath::as_str)).call;
    let given = left_by(request.headers()).map_or(most, |left| left.min(most));
    if given < limits.least_call {
        return wire.refuse(too_late());
    }
    tokio::time::timeout(given, next.run(request))
        .await
        .unwrap_or_else(|_elapsed| wire.refuse(too_late()))
}

fn too_late() -> Refused {
    Refused::new(
        Kind::TooLate,
        codes::DEADLINE_EXCEEDED,
        "Yêu cầu không kịp hoàn thành. Xin thử lại.",
        "There was not enough time to answer. Please try again.",
    )
}

/// What the client is ready to wait, in gRPC's own header or in the one REST clients use. What cannot be read says
/// nothing.
fn left_by(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(timeout) = text("grpc-timeout") {
        return grpc_timeout(timeout);
    }
    text("x-request-timeout-ms")?
        .parse()
        .ok()
        .map(Duration::from_millis)
}

/// At most eight digits and a unit: `250m` is a quarter of a second.
fn grpc_timeout(text: &str) -> Option<Duration> {
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if digits.len() > 8 {
        return None;
    }
    let amount: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(amount * 3600)),
        "M" => Some(Duration::from_secs(amount * 60)),
        "S" => Some(Duration::from_secs(amount)),
        "m" => Some(Duration::from_millis(amount)),
        "u" => Some(Duration::from_micros(amount)),
        "n" => Some(Duration::from_nanos(amount)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grpc_timeouts_are_read_in_every_unit() {
        for (text, expected) in [
            ("1H", Some(Duration::from_hours(1))),
            ("2M", Some(Duration::from_mins(2))),
            ("8S", Some(Duration::from_secs(8))),
            ("250m", Some(Duration::from_millis(250))),
            ("10u", Some(Duration::from_micros(10))),
            ("99999999n", Some(Duration::from_nanos(99_999_999))),
            ("123456789n", None),
            ("5", None),
            ("S", None),
            ("", None),
            ("-1S", None),
            ("1é", None),
        ] {
            assert_eq!(grpc_timeout(text), expected, "{text}");
        }
    }
}
