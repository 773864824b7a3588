//! Routes that carry files and not messages: the same callers, keys and refusals as calls of the contract.

use super::calls::{self, Answer};
use crate::access::idempotency::Key;
use crate::access::{Baggage, Caller, Committed, Gate, Threshold};
use crate::base::{Refused, Result};
use axum::body::Body;
use http::{Extensions, HeaderMap, Response};
use prost::Message;
use sotay_rest::{Language, SignIn, problem};
use tonic::Status;

/// The caller that the sign-in layer saw, or its refusal.
pub fn caller(extensions: &Extensions) -> Result<Caller, Refused> {
    match (extensions.get::<SignIn>(), extensions.get::<Caller>()) {
        (Some(SignIn::Known), Some(caller)) => Ok(caller.clone()),
        (Some(SignIn::Refused(refused)), _) => Err(refused.clone()),
        _ => Err(Refused::sign_in_required()),
    }
}

/// Lets a caller step up to look, perhaps for the hundredth time on one stream.
pub fn looking(gate: &Gate, caller: Caller) -> Threshold {
    gate.threshold(caller, Baggage::default(), false).again()
}

/// Carries out a write in a task of its own, as `edge::write` does. `call` names it, and `request` is all of what the
/// caller asked, for the idempotency key.
pub async fn write<A, F, Fut>(
    (gate, caller, headers): (&Gate, Caller, &HeaderMap),
    (call, request): (&'static str, &[u8]),
    errand: F,
) -> Answer<A>
where
    A: Message + Default + 'static,
    F: FnOnce(Threshold) -> Fut,
    Fut: Future<Output = Result<Committed<A>>> + Send + 'static,
{
    let key = match headers.get("idempotency-key").map(http::HeaderValue::to_str) {
        None => None,
        Some(Ok(name)) => Some(Key::new(name, call, request)?),
        Some(Err(_not_ascii)) => return Err(calls::unreadable_header("Idempotency-Key").into()),
    };
    let baggage = Baggage { key, if_match: None };
    calls::detached(errand(gate.threshold(caller, baggage, true))).await
}

/// A refusal as REST says it.
pub fn refused(status: &Status, headers: &HeaderMap) -> Response<Body> {
    problem(status, Language::of(headers))
}
