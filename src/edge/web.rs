//! gRPC-Web for browsers, which cannot read trailers: translated at the door, so that nobody inside knows of it.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tonic_web::GrpcWebLayer;
use tower::{Layer as _, ServiceExt as _, service_fn};

use super::wire::is_grpc_web;

/// tonic's layer answers 400 to everything else that arrives by HTTP/1, so only its own requests get to see it.
pub(super) async fn translate(request: Request, next: Next) -> Response {
    if !is_grpc_web(request.headers()) {
        return next.run(request).await;
    }
    let inside = service_fn(move |request: http::Request<tonic::body::Body>| {
        let next = next.clone();
        async move { Ok::<_, Infallible>(next.run(request.map(Body::new)).await) }
    });
    match GrpcWebLayer::new().layer(inside).oneshot(request).await {
        Ok(response) => response.map(Body::new).into_response(),
        Err(never) => match never {},
    }
}
