//! A server stream as server-sent events.
//!
//! Every message is one event; its cursor, when it has one, is the event's `id:`, which a browser sends back as
//! `Last-Event-ID`. Silence is filled with comments, so that nobody on the way takes the connection for dead. A refusal
//! is the last event, named `error`, with the problem as data.

use std::convert::Infallible;
use std::pin::Pin;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use http::{HeaderName, HeaderValue, Response, header};
use serde::Serialize;
use tokio::time::timeout;
use tonic::Status;

use crate::problem::problem_json;
use crate::{Language, Refused, refused_of};

/// How long a stream may be silent.
pub const HEARTBEAT: Duration = Duration::from_secs(15);

const ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

struct Wire<A, S> {
    items: Pin<Box<S>>,
    cursor: fn(&A) -> Option<&str>,
    language: Language,
    ended: bool,
}

/// The answer that carries a stream.
pub(crate) fn response<A, S>(items: S, cursor: fn(&A) -> Option<&str>, language: Language) -> Response<Body>
where
    A: Serialize + Send + 'static,
    S: Stream<Item = Result<A, Status>> + Send + 'static,
{
    let wire = Wire {
        items: Box::pin(items),
        cursor,
        language,
        ended: false,
    };
    let mut response = Response::new(Body::from_stream(stream::unfold(wire, next)));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/event-stream"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(ACCEL_BUFFERING, HeaderValue::from_static("no"));
    response
}

async fn next<A, S>(mut wire: Wire<A, S>) -> Option<(Result<Bytes, Infallible>, Wire<A, S>)>
where
    A: Serialize,
    S: Stream<Item = Result<A, Status>>,
{
    if wire.ended {
        return None;
    }
    let text = match timeout(HEARTBEAT, wire.items.next()).await {
        Err(_) => ": still here\n\n".to_owned(),
        Ok(None) => return None,
        Ok(Some(Ok(message))) => event(&mut wire, &message),
        Ok(Some(Err(status))) => failure(&mut wire, &refused_of(&status)),
    };
    Some((Ok(text.into()), wire))
}

fn event<A: Serialize, S>(wire: &mut Wire<A, S>, message: &A) -> String {
    let Ok(json) = serde_json::to_string(message) else {
        return failure(wire, &Refused::broken());
    };
    // A line break in an id would end its line and start a field of somebody else's choosing.
    match (wire.cursor)(message).filter(|id| !id.is_empty() && !id.contains(['\r', '\n', '\0'])) {
        Some(id) => format!("id: {id}\ndata: {json}\n\n"),
        None => format!("data: {json}\n\n"),
    }
}

fn failure<A, S>(wire: &mut Wire<A, S>, refused: &Refused) -> String {
    wire.ended = true;
    format!("event: error\ndata: {}\n\n", problem_json(refused, wire.language))
}
