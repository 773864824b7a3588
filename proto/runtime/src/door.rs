//! The door of a gRPC service: what is decided before tonic decodes a message, and what tonic says when it cannot.

use std::convert::Infallible;
use std::future::{Future, ready};
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{Request, Response};
use tonic::body::Body;
use tonic::codegen::Service;
use tonic::server::NamedService;
use tonic::{Code, Status};

use crate::status::refused_in;
use crate::{Language, Method, Refused, Text, Violation, guard, localise};

type Answer = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

/// A gRPC service behind its door. Callers nobody knows are turned away before their message is decoded, and messages
/// that cannot be decoded are refused like any other request that breaks the contract.
#[derive(Clone, Debug)]
pub struct Door<S> {
    service: S,
    methods: &'static [&'static Method],
}

impl<S> Door<S> {
    /// Puts a door before a service with these calls.
    pub fn new(service: S, methods: &'static [&'static Method]) -> Self {
        Self { service, methods }
    }
}

impl<S: NamedService> NamedService for Door<S> {
    const NAME: &'static str = S::NAME;
}

impl<S, B> Service<Request<B>> for Door<S>
where
    S: Service<Request<B>, Response = Response<Body>, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Answer {
        let language = Language::of(request.headers());
        let method = self
            .methods
            .iter()
            .find(|method| method.grpc_path == request.uri().path());
        if let Some(Err(refused)) = method.map(|method| guard::admit(method, request.extensions())) {
            return Box::pin(ready(Ok(localise(refused.into(), language).into_http())));
        }
        let answered = self.service.call(request);
        Box::pin(async move {
            let response = answered.await?;
            let unworded = response
                .extensions()
                .get::<Status>()
                .filter(|status| refused_in(status).is_none());
            Ok(match unworded {
                Some(status) => localise(of_tonic(status), language).into_http(),
                None => response,
            })
        })
    }
}

/// The guard words everything a service says, so a status without a refusal is tonic's own, about what came in.
fn of_tonic(status: &Status) -> Status {
    if status.code() == Code::Internal {
        let text = Text::new("Không đọc được thông điệp.", "The message cannot be read.");
        return Refused::invalid(vec![Violation::new("body", text)]).into();
    }
    // This is how tonic names a message over the limit.
    if status.code() == Code::OutOfRange {
        Refused::body_too_large().into()
    } else {
        status.clone()
    }
}
