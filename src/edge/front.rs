//! The front of the house: one router for gRPC, gRPC-Web and REST, and the layers every request passes.

use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use http::Method as Verb;
use sotay_rest::Method;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;
use tonic_health::pb::health_server::HealthServer;
use tonic_reflection::server::Builder as Reflection;
use tower::ServiceBuilder;

use super::address::{self, Network};
use super::limits::Limits;
use super::observe::{self, Calls, Watch};
use super::probes::{Probes, Ready};
use super::sign_in::{self, Desk, Recognise};
use super::wire::{self, Wire};
use super::{body, deadline, docs, panics, web};
use crate::base::Clock;

/// What the front needs beside the routes.
pub struct Parts {
    /// The limits of every request.
    pub limits: Limits,
    /// The house's clock, told in every answer.
    pub clock: Clock,
    /// Knows whose an access token is.
    pub recognise: Arc<dyn Recognise>,
    /// Knows whether the service can work now.
    pub ready: Arc<dyn Ready>,
    /// From here on the service is not ready.
    pub stop: CancellationToken,
    /// Proxies whose word on the client's address is taken.
    pub proxies: Vec<Network>,
    /// The contract.
    pub contract: Contract,
}

/// The contract as its generated crate tells it.
#[derive(Clone, Copy)]
pub struct Contract {
    /// Every call.
    pub methods: &'static [&'static Method],
    /// `openapi.json`.
    pub openapi: &'static str,
    /// The descriptor set, for reflection.
    pub descriptors: &'static [u8],
}

/// Merges all routes and puts the layers around them.
pub fn front(rest: Router, grpc: Routes, parts: Parts) -> anyhow::Result<Router> {
    let probes = Probes::new(Arc::clone(&parts.ready), parts.stop.clone());
    let grpc = with_reflection(grpc, parts.contract.descriptors)?
        .add_service(HealthServer::new(probes.clone()))
        .into_axum_router();
    // tonic answers unknown paths with 200; ours must not.
    let routes = grpc
        .reset_fallback()
        .merge(rest.reset_fallback())
        .merge(probes.routes())
        .merge(docs::routes(parts.contract.openapi))
        .fallback(wire::unknown_path)
        .method_not_allowed_fallback(wire::unknown_verb);
    Ok(layered(routes, parts))
}

/// Python's client asks for reflection in its alpha version.
fn with_reflection(grpc: Routes, descriptors: &'static [u8]) -> anyhow::Result<Routes> {
    let reflection = || {
        Reflection::configure()
            .register_encoded_file_descriptor_set(descriptors)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let unreadable = "the contract's descriptors cannot be read";
    Ok(grpc
        .add_service(reflection().build_v1().context(unreadable)?)
        .add_service(reflection().build_v1alpha().context(unreadable)?))
}

/// From the outside in. Time and size are limited before anybody asks who is calling.
fn layered(routes: Router, parts: Parts) -> Router {
    let calls: Arc<Calls> = Arc::new(
        parts
            .contract
            .methods
            .iter()
            .map(|method| (method.grpc_path, *method))
            .collect(),
    );
    let limits = Arc::new(parts.limits);
    let proxies: Arc<[Network]> = parts.proxies.into();
    let reads = Arc::clone(&calls);
    let desk = Desk::new(
        parts.recognise,
        &parts.clock,
        Box::new(move |request| only_reads(request, &reads)),
    );
    let watch = Watch {
        clock: parts.clock,
        calls,
    };
    routes.layer(
        ServiceBuilder::new()
            .layer(from_fn_with_state(Arc::new(watch), observe::observe))
            .layer(from_fn(web::translate))
            .layer(from_fn(panics::caught))
            .layer(from_fn_with_state(proxies, address::tell))
            .layer(from_fn_with_state(Arc::clone(&limits), deadline::keep))
            .layer(from_fn_with_state(limits, body::measure))
            .layer(from_fn_with_state(Arc::new(desk), sign_in::recognise))
            // axum's own limit would be a second opinion on what `body` measures.
            .layer(DefaultBodyLimit::disable()),
    )
}

fn only_reads(request: &Request, calls: &Calls) -> bool {
    if Wire::of(request.headers()).grpc {
        calls.get(request.uri().path()).is_some_and(|call| !call.mutates)
    } else {
        matches!(*request.method(), Verb::GET | Verb::HEAD)
    }
}
