//! How a call of the contract becomes a visit: the same few lines for every method, on both wires.

use crate::access::idempotency::Key;
use crate::access::{Baggage, Caller, Committed, Gate, Threshold};
use crate::base::{Error, Refused, Result, Text, Violation};
use anyhow::anyhow;
use prost::Message;
use sotay_rest::Method;
use tonic::{Request, Response, Status};

/// What a method of the contract answers.
pub type Answer<A> = std::result::Result<Response<A>, Status>;

/// A call that only reads. Its caller hanging up ends it.
pub async fn read<I, A, F, Fut>(gate: &Gate, request: Request<I>, errand: F) -> Answer<A>
where
    F: FnOnce(Threshold, I) -> Fut,
    Fut: Future<Output = Result<A>>,
{
    let caller = caller(&request)?;
    let threshold = gate.threshold(caller, Baggage::default(), false);
    errand(threshold, request.into_inner())
        .await
        .map(Response::new)
        .map_err(status)
}

/// A call that writes. It runs in a task of its own, so that a caller who hangs up cannot leave a connection
/// in the middle of a transaction, and it must commit: nothing else makes a [`Committed`].
pub async fn write<I, A, F, Fut>(gate: &Gate, request: Request<I>, errand: F) -> Answer<A>
where
    I: Message + 'static,
    A: Message + Default + 'static,
    F: FnOnce(Threshold, I) -> Fut + Send + 'static,
    Fut: Future<Output = Result<Committed<A>>> + Send + 'static,
{
    let caller = caller(&request)?;
    let baggage = baggage(&request)?;
    let threshold = gate.threshold(caller, baggage, true);
    let input = request.into_inner();
    detached(async move { errand(threshold, input).await }).await
}

/// Runs a write of the porch, which has no caller yet, in a task of its own.
pub async fn detached<A, Fut>(errand: Fut) -> Answer<A>
where
    A: Message + Default + 'static,
    Fut: Future<Output = Result<Committed<A>>> + Send + 'static,
{
    #[expect(
        clippy::disallowed_methods,
        reason = "awaited in the next line; only a caller who hangs up leaves it alone"
    )]
    let task = tokio::spawn(errand);
    match task.await {
        Ok(Ok(committed)) => Ok(Response::new(committed.answer())),
        Ok(Err(Error::Replay(bytes))) => A::decode(bytes.as_slice()).map(Response::new).map_err(|error| {
            status(
                anyhow::Error::new(error)
                    .context("a kept answer does not decode")
                    .into(),
            )
        }),
        Ok(Err(error)) => Err(status(error)),
        Err(stopped) => Err(status(
            anyhow::Error::new(stopped).context("a write stopped").into(),
        )),
    }
}

/// Puts the version of what is answered into the `ETag` header as well.
pub fn tagged<A>(mut response: Response<A>, etag: impl Fn(&A) -> &str) -> Response<A> {
    // The header wants quotes, the field of the message has none.
    if let Ok(value) = format!("\"{}\"", etag(response.get_ref())).parse() {
        response.metadata_mut().insert("etag", value);
    }
    response
}

/// An error as it leaves the house: refusals as they are, what is broken logged once and never shown.
pub fn status(error: Error) -> Status {
    match error {
        Error::Refused(refused) => (*refused).into(),
        Error::Broken(error) => {
            tracing::error!(error = format!("{error:#}"), "broken");
            Refused::broken().into()
        }
        Error::Replay(_) => Refused::broken().into(),
    }
}

/// Who makes a call, as the sign-in layer knows.
pub fn caller<I>(request: &Request<I>) -> Result<Caller, Status> {
    request
        .extensions()
        .get::<Caller>()
        .cloned()
        .ok_or_else(|| Refused::sign_in_required().into())
}

/// Who makes a call that brings nothing along beside its message; nobody where there is a key or a version to heed.
pub fn bare<I>(request: &Request<I>) -> Option<&Caller> {
    let brings = |name| request.metadata().get(name).is_some();
    if brings("idempotency-key") || brings("if-match") {
        return None;
    }
    request.extensions().get::<Caller>()
}

fn baggage<I: Message>(request: &Request<I>) -> Result<Baggage, Status> {
    let text = |name| {
        request
            .metadata()
            .get(name)
            .map(|value| value.to_str().map(str::to_owned))
    };
    let key = match text("idempotency-key") {
        None => None,
        Some(Ok(name)) => Some(Key::new(
            &name,
            call_name(request)?,
            &request.get_ref().encode_to_vec(),
        )?),
        Some(Err(_not_ascii)) => return Err(unreadable_header("Idempotency-Key").into()),
    };
    let if_match = match text("if-match") {
        None => None,
        Some(Ok(value)) => Some(value),
        Some(Err(_not_ascii)) => return Err(unreadable_header("If-Match").into()),
    };
    Ok(Baggage { key, if_match })
}

/// The call's name in the contract, which outlives every build: a key replayed after an update finds its answer.
fn call_name<I>(request: &Request<I>) -> Result<&'static str, Status> {
    match request.extensions().get::<&'static Method>() {
        Some(method) => Ok(method.grpc_path),
        None => Err(status(anyhow!("a call came in past its guard").into())),
    }
}

pub(super) fn unreadable_header(name: &str) -> Refused {
    Refused::invalid(vec![Violation::new(
        name,
        Text::new("Chỉ gồm ký tự ASCII.", "Must be ASCII."),
    )])
}
