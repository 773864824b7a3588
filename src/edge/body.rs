//! The size of a request's body, measured where both wires pass.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::{Body, HttpBody as _};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use sotay_rest::{Refused, Text};

use super::limits::Limits;
use super::wire::Wire;

/// Refuses a body that says it is too long at once, and one that turns out to be. Whatever a handler makes of a body
/// that was cut, the answer is the same on both wires.
pub(super) async fn measure(
    State(limits): State<Arc<Limits>>,
    route: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let wire = Wire::of(request.headers());
    let most = limits.of(route.as_ref().map(MatchedPath::as_str)).body;
    let announced = usize::try_from(request.body().size_hint().lower()).unwrap_or(usize::MAX);
    if announced > most {
        return wire.refuse(too_large(most));
    }
    let exceeded = Arc::new(AtomicBool::new(false));
    let noted = Arc::clone(&exceeded);
    let request = request.map(|body| {
        Body::new(Limited::new(body, most).map_err(move |error| {
            if error.is::<LengthLimitError>() {
                noted.store(true, Ordering::Relaxed);
            }
            error
        }))
    });
    let response = next.run(request).await;
    if exceeded.load(Ordering::Relaxed) {
        return wire.refuse(too_large(most));
    }
    response
}

fn too_large(most: usize) -> Refused {
    const MIB: usize = 1024 * 1024;
    let most = match (most / MIB, most % MIB) {
        (whole, 0) => format!("{whole} MiB"),
        (_, _) => format!("{} KiB", most / 1024),
    };
    Refused {
        text: Text::owned(
            format!("Nội dung gửi lên quá lớn (tối đa {most})."),
            format!("The body is too large ({most} at most)."),
        ),
        ..Refused::body_too_large()
    }
}
