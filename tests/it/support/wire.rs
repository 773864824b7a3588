//! Calling the contract over either wire, in process, from one JSON request.

use axum::Router;
use prost_reflect::{DescriptorPool, MethodDescriptor};
use serde_json::Value;
use sotay_rest::Method;
use std::sync::LazyLock;

use super::problem::Problem;
use super::{grpc, rest};

/// How a caller speaks to the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    Grpc,
    Rest,
}

impl Wire {
    pub(crate) const BOTH: [Self; 2] = [Self::Grpc, Self::Rest];
}

/// One call, before anybody decided how it travels.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) method: &'static Method,
    /// The request message as JSON, path fields included.
    pub(crate) request: Value,
    /// HTTP headers, or metadata of the same names.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Ask {
    /// A call by nobody.
    pub(crate) fn new(name: &str, request: Value) -> Self {
        Self {
            method: method(name),
            request,
            headers: Vec::new(),
        }
    }

    /// The request that the contract gives as an example.
    pub(crate) fn example(method: &'static Method) -> Self {
        let request = serde_json::from_str(method.example)
            .unwrap_or_else(|error| panic!("the example of {}: {error}", method.name));
        Self {
            method,
            request,
            headers: Vec::new(),
        }
    }

    /// The same with a header more.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same on behalf of whom this access token speaks for.
    pub(crate) fn bearing(self, token: &str) -> Self {
        self.with("authorization", format!("Bearer {token}"))
    }

    /// Makes the call.
    pub(crate) async fn over(&self, wire: Wire, house: &Router) -> Result<Value, Problem> {
        match wire {
            Wire::Grpc => grpc::call(house, self).await,
            Wire::Rest => rest::call(house, self).await,
        }
    }
}

/// What is said of a call that answers with a stream: it may go on for as long as somebody listens.
pub(crate) const STREAM_BEGINS: &str = "a stream begins";

/// The method of the contract with this name.
pub(crate) fn method(name: &str) -> &'static Method {
    sotay_proto::METHODS
        .iter()
        .find(|method| method.name == name)
        .unwrap_or_else(|| panic!("the contract has no {name}"))
}

/// How the contract describes a method.
pub(crate) fn descriptor(method: &Method) -> MethodDescriptor {
    // Read once: read at every call, the contract took half the time of all tests.
    static CONTRACT: LazyLock<DescriptorPool> =
        LazyLock::new(|| DescriptorPool::decode(sotay_proto::DESCRIPTORS).unwrap());
    let service = CONTRACT.get_service_by_name(method.service).unwrap();
    service
        .methods()
        .find(|described| described.name() == method.name)
        .unwrap_or_else(|| panic!("no descriptor of {}", method.name))
}
