//! Answering a REST call: the same service, the same guard, other clothes.

use std::future::Future;

use axum::body::Body;
use futures_util::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use serde::Serialize;
use tonic::metadata::MetadataMap;
use tonic::{Request, Status};

use crate::read::{Reader, request};
use crate::{Language, Method, Refused, events, guard, problem, problem_of};

/// What a service may say in response metadata that REST repeats as headers.
const REPEATED: [HeaderName; 4] = [
    header::ETAG,
    header::CACHE_CONTROL,
    header::LOCATION,
    header::CONTENT_LANGUAGE,
];

/// Reads a request, calls, and answers with one JSON object.
pub async fn unary<R, A, F>(
    method: &'static Method,
    incoming: axum::extract::Request,
    reader: &Reader<R>,
    call: impl FnOnce(Request<R>) -> F + Send,
) -> Response<Body>
where
    R: Default + Send,
    A: Serialize,
    F: Future<Output = Result<tonic::Response<A>, Status>> + Send,
{
    let language = Language::of(incoming.headers());
    let request = match admitted(method, incoming, reader).await {
        Ok(request) => request,
        Err(refused) => return problem_of(&refused, language),
    };
    match call(request).await {
        Ok(answer) => json(&answer, language),
        Err(status) => problem(&status, language),
    }
}

/// Reads a request, calls, and answers with an event stream. `cursor` finds the `id:` of an event in its message.
pub async fn stream<R, A, S, F>(
    method: &'static Method,
    incoming: axum::extract::Request,
    reader: &Reader<R>,
    cursor: fn(&A) -> Option<&str>,
    call: impl FnOnce(Request<R>) -> F + Send,
) -> Response<Body>
where
    R: Default + Send,
    A: Serialize + Send + 'static,
    S: Stream<Item = Result<A, Status>> + Send + 'static,
    F: Future<Output = Result<tonic::Response<S>, Status>> + Send,
{
    let language = Language::of(incoming.headers());
    let request = match admitted(method, incoming, reader).await {
        Ok(request) => request,
        Err(refused) => return problem_of(&refused, language),
    };
    match call(request).await {
        Ok(answer) => {
            let (metadata, items, _) = answer.into_parts();
            let mut response = events::response(items, cursor, language);
            repeat(metadata.as_ref(), response.headers_mut());
            response
        }
        Err(status) => problem(&status, language),
    }
}

/// Who are you comes before is it readable. Headers become metadata, and what layers left in the extensions stays there.
async fn admitted<R: Default>(
    method: &'static Method,
    incoming: axum::extract::Request,
    reader: &Reader<R>,
) -> Result<Request<R>, Refused> {
    guard::admit(method, incoming.extensions())?;
    let (parts, message) = request(incoming, reader).await?;
    Ok(Request::from_parts(
        MetadataMap::from_headers(parts.headers),
        parts.extensions,
        message,
    ))
}

fn json<A: Serialize>(answer: &tonic::Response<A>, language: Language) -> Response<Body> {
    let Ok(bytes) = serde_json::to_vec(answer.get_ref()) else {
        return problem_of(&Refused::broken(), language);
    };
    let mut response = Response::new(Body::from(bytes));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    repeat(answer.metadata().as_ref(), response.headers_mut());
    response
}

fn repeat(metadata: &HeaderMap, headers: &mut HeaderMap) {
    for name in REPEATED {
        if let Some(value) = metadata.get(&name) {
            headers.insert(name, value.clone());
        }
    }
}

/// Where a reconnecting browser was in a stream.
pub fn last_event_id<R>(request: &Request<R>) -> Option<String> {
    let seen = request.metadata().get("last-event-id")?.to_str().ok()?;
    (!seen.is_empty()).then(|| seen.to_owned())
}
