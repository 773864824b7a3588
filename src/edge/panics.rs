//! The last net: a handler that panics answers like everything else that broke, and says nothing of why.

use std::panic::{self, AssertUnwindSafe, Location};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt as _;
use sotay_rest::Refused;

use super::wire::Wire;

/// Logs and counts every panic of the process from now on, whoever catches it. Its text is left out: it may quote what
/// a member wrote.
pub fn log_panics() {
    panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(Location::to_string).unwrap_or_default();
        let trace = std::backtrace::Backtrace::capture();
        tracing::error!(place, %trace, "panicked");
        metrics::counter!("sotay_panics_total").increment(1);
    }));
}

/// What a panic left half done was inside the call and is dropped with it, so unwinding here is safe.
pub(super) async fn caught(request: Request, next: Next) -> Response {
    let wire = Wire::of(request.headers());
    AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .await
        .unwrap_or_else(|_text_may_be_personal| wire.refuse(Refused::broken()))
}
