//! Calls of the contract made from within: dressed as the sign-in layer dresses them, so that the same guards judge.

use crate::access::Caller;
use crate::edge::ClientAddress;
use http::Extensions;
use sotay_rest::SignIn;
use tonic::Request;

/// A call by somebody who is not signed in, from where the browser stands.
pub(super) fn unknown<M>(message: M, from: &Extensions) -> Request<M> {
    let mut request = Request::new(message);
    if let Some(address) = from.get::<ClientAddress>() {
        request.extensions_mut().insert(*address);
    }
    request
}

/// A call by a signed-in member.
pub(super) fn known<M>(message: M, caller: &Caller) -> Request<M> {
    let mut request = Request::new(message);
    request.extensions_mut().insert(SignIn::Known);
    request.extensions_mut().insert(caller.clone());
    request
}
