//! The contract of sotay, generated from the protos in this folder.
//!
//! Every area has its module: messages, `Guarded` (the service behind its guard), `server` (gRPC) and `routes` (REST).
//! [`METHODS`] lists every call, [`OPENAPI`] and [`DESCRIPTORS`] describe them to others.

// Nobody edits generated code, so nobody is told about its style.
#![allow(clippy::all, clippy::pedantic, missing_docs, unused, rustdoc::all)]

include!(concat!(env!("OUT_DIR"), "/contract.rs"));
