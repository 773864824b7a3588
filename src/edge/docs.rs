//! The contract for people: `/openapi.json` and a page to browse it. The page asks no other host for anything.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use http::{HeaderValue, header};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Scripts and styles come with the binary; the page writes some styles itself.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
);
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

pub(super) fn routes(openapi: &'static str) -> Router {
    // "none" keeps the page from asking the validator of its makers for a badge.
    let config = Config::new(["/openapi.json"])
        .validator_url("none")
        .display_request_duration(true);
    let page = Router::from(SwaggerUi::new("/docs").config(config)).layer(middleware::from_fn(page_headers));
    let json = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, AN_HOUR),
    ];
    page.route("/openapi.json", get(async move || (json, openapi)))
}

async fn page_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
    headers.insert(header::CACHE_CONTROL, AN_HOUR);
    response
}
