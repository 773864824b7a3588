//! Saying no before a handler was reached, on the wire and in the language the caller came with.

use axum::body::Body;
use http::{HeaderMap, Response, header};
use sotay_rest::{Kind, Language, Refused, localise, problem_of};
use tonic::Status;

/// How the caller wants to be answered. Taken from a request before the request is given away.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wire {
    pub(super) grpc: bool,
    language: Language,
}

impl Wire {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        Self {
            grpc: content_type(headers).starts_with("application/grpc"),
            language: Language::of(headers),
        }
    }

    pub(super) fn refuse(self, refused: Refused) -> Response<Body> {
        if self.grpc {
            localise(Status::from(refused), self.language).into_http()
        } else {
            problem_of(&refused, self.language)
        }
    }
}

/// gRPC-Web is translated into gRPC before anything else looks at the request.
pub(super) fn is_grpc_web(headers: &HeaderMap) -> bool {
    content_type(headers).starts_with("application/grpc-web")
}

/// There is nothing under this path. gRPC has a code of its own for a call that does not exist.
pub(super) async fn unknown_path(headers: HeaderMap) -> Response<Body> {
    let wire = Wire::of(&headers);
    let kind = if wire.grpc {
        Kind::NotServed
    } else {
        Kind::NotFound
    };
    wire.refuse(Refused {
        kind,
        ..Refused::unknown_path()
    })
}

/// The path is known, the verb is not.
pub(super) async fn unknown_verb(headers: HeaderMap) -> Response<Body> {
    Wire::of(&headers).refuse(Refused::method_not_allowed())
}

fn content_type(headers: &HeaderMap) -> &str {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
