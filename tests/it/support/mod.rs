//! What the tests share.

pub(crate) mod child;
pub(crate) mod code;
pub(crate) mod grpc;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod postgres;
pub(crate) mod problem;
pub(crate) mod rest;
pub(crate) mod scenario;
pub(crate) mod sources;
pub(crate) mod town;
pub(crate) mod upload;
pub(crate) mod wire;
pub(crate) mod world;
