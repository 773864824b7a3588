//! What the tests share.

pub(crate) mod child;
pub(crate) mod code;
mod grpc;
pub(crate) mod postgres;
pub(crate) mod problem;
pub(crate) mod rest;
pub(crate) mod sources;
pub(crate) mod wire;
