//! The sign-in layer: one look at the bearer token for both wires, before anything is parsed.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, header};
use sotay_rest::{Refused, SignIn};

use super::throttle::Throttle;
use super::wire::Wire;
use crate::access::Caller;
use crate::base::{Clock, Id};

/// Reads a session may make at once, and how often one more.
const READS: (u32, Duration) = (100, Duration::from_millis(25));

/// Knows whose an access token is. It answers from memory: it stands before every call.
pub trait Recognise: Send + Sync + 'static {
    /// The caller a token speaks for, or why it speaks for nobody.
    fn recognise(&self, bearer: &str) -> Result<Caller, Refused>;
}

/// What the layer knows: whom to ask, and how much each session has read.
pub(super) struct Desk {
    recognise: Arc<dyn Recognise>,
    reads: Throttle<Id>,
    is_read: IsRead,
}

/// Whether a request only reads.
type IsRead = Box<dyn Fn(&Request) -> bool + Send + Sync>;

impl Desk {
    pub(super) fn new(recognise: Arc<dyn Recognise>, clock: &Clock, is_read: IsRead) -> Self {
        let (burst, per) = READS;
        Self {
            recognise,
            reads: Throttle::new(burst, per).open_when_full().at(clock),
            is_read,
        }
    }
}

/// Whether a call needs a sign-in is written in the contract, so this layer only says what it saw.
pub(super) async fn recognise(State(desk): State<Arc<Desk>>, mut request: Request, next: Next) -> Response {
    let known =
        bearer(request.headers()).map(|token| token.and_then(|token| desk.recognise.recognise(token)));
    match known {
        None => {}
        Some(Err(refused)) => {
            request.extensions_mut().insert(SignIn::Refused(refused));
        }
        Some(Ok(caller)) => {
            if (desk.is_read)(&request)
                && let Err(refused) = desk.reads.check(&caller.session)
            {
                return Wire::of(request.headers()).refuse(refused);
            }
            request.extensions_mut().insert(SignIn::Known);
            request.extensions_mut().insert(caller);
        }
    }
    next.run(request).await
}

/// The token of `authorization: Bearer`, nothing without the header, a refusal for any other scheme.
fn bearer(headers: &HeaderMap) -> Option<Result<&str, Refused>> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let first = given.next()?;
    let token = first
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        // Two headers are two opinions on who is calling.
        .filter(|token| !token.is_empty() && given.next().is_none());
    Some(token.ok_or_else(Refused::sign_in_required))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(values: &[&str]) -> Option<Result<String, &'static str>> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::AUTHORIZATION, value.parse().unwrap());
        }
        bearer(&headers).map(|token| token.map(str::to_owned).map_err(|refused| refused.code))
    }

    #[test]
    fn only_one_bearer_token_counts() {
        assert_eq!(seen(&[]), None);
        assert_eq!(seen(&["Bearer abc"]), Some(Ok("abc".to_owned())));
        assert_eq!(seen(&["bearer abc"]), Some(Ok("abc".to_owned())));
        for bad in [
            &["Basic abc"][..],
            &["Bearer "],
            &["Bearer"],
            &["Bearer a", "Bearer b"],
        ] {
            assert_eq!(seen(bad), Some(Err("SIGN_IN_REQUIRED")), "{bad:?}");
        }
    }
}
