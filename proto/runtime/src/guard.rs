//! What every call passes on either wire before the service sees it, and what its answer passes on the way out.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;

use futures_util::{FutureExt, Stream, StreamExt};
use http::Extensions;
use tonic::{Request, Response, Status};

use crate::{Language, Method, Refused, SignIn, Validate, localise};

/// The stream every guarded streaming call answers with.
pub type Answers<T> = Pin<Box<dyn Stream<Item = Result<T, Status>> + Send>>;

/// Lets a caller in who may ask at all: the call is public, or the sign-in layer knows the caller.
pub fn admit(method: &Method, extensions: &Extensions) -> Result<(), Refused> {
    match extensions.get::<SignIn>() {
        _ if method.public => Ok(()),
        Some(SignIn::Known) => Ok(()),
        Some(SignIn::Refused(refused)) => Err(refused.clone()),
        None => Err(Refused::sign_in_required()),
    }
}

/// Who are you, then is it valid: admits the caller, completes and checks the request, and leaves the method in its
/// extensions. Answers the language to refuse in.
pub fn enter<R: Validate>(method: &'static Method, request: &mut Request<R>) -> Result<Language, Status> {
    let language = Language::of(request.metadata().as_ref());
    check(method, request).map_err(|refused| localise(refused.into(), language))?;
    request.extensions_mut().insert(method);
    Ok(language)
}

fn check<R: Validate>(method: &Method, request: &mut Request<R>) -> Result<(), Refused> {
    admit(method, request.extensions())?;
    let message = request.get_mut();
    message.prepare();
    let mut found = Vec::new();
    message.violations("", &mut found);
    if !found.is_empty() {
        return Err(Refused::invalid(found));
    }
    if method.if_match && !request.metadata().contains_key("if-match") {
        return Err(Refused::etag_required());
    }
    Ok(())
}

/// Waits for a service's answer. A refusal is worded in the caller's language; a panic is a fault of ours, not the
/// connection's.
pub async fn answer<T>(
    language: Language,
    call: impl Future<Output = Result<Response<T>, Status>> + Send,
) -> Result<Response<T>, Status> {
    let answered = AssertUnwindSafe(call).catch_unwind().await;
    answered
        .unwrap_or_else(|_| Err(Refused::broken().into()))
        .map_err(|status| localise(status, language))
}

/// Like [`answer`], for a call that answers with a stream; what goes wrong later is worded the same way and ends it.
pub async fn answers<T, S>(
    language: Language,
    call: impl Future<Output = Result<Response<S>, Status>> + Send,
) -> Result<Response<Answers<T>>, Status>
where
    T: Send + 'static,
    S: Stream<Item = Result<T, Status>> + Send + 'static,
{
    let answered = answer(language, call).await?;
    Ok(answered.map(|items| {
        let items = AssertUnwindSafe(items).catch_unwind();
        let items = items.map(|item| item.unwrap_or_else(|_| Err(Refused::broken().into())));
        let items = items.map(move |item| item.map_err(|status| localise(status, language)));
        let until_error = items.scan(false, |ended, item| {
            let last = std::mem::replace(ended, item.is_err());
            futures_util::future::ready((!last).then_some(item))
        });
        let boxed: Answers<T> = Box::pin(until_error);
        boxed
    }))
}
