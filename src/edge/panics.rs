//! The last net: a handler that panics answers like everything else that broke, and says nothing of why.

use std::panic::AssertUnwindSafe;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt as _;
use sotay_rest::Refused;

use super::wire::Wire;

/// What a panic left half done was inside the call and is dropped with it, so unwinding here is safe.
pub(super) async fn caught(request: Request, next: Next) -> Response {
    let wire = Wire::of(request.headers());
    AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .await
        .unwrap_or_else(|_text_may_be_personal| {
            tracing::error!("a handler panicked");
            metrics::counter!("sotay_panics_total").increment(1);
            wire.refuse(Refused::broken())
        })
}
