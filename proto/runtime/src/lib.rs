//! What the generated REST routes run on, and what both wires share.
//!
//! A capability says no with a [`Refused`]. It becomes a [`tonic::Status`] by `From` and carries itself along as that
//! status's source, so that the last step before a wire can word it in the caller's language: [`localise`] for gRPC (rich
//! `google.rpc` details), [`problem()`] for REST (`application/problem+json`). Both say the same code and the same fields.
//!
//! Everything else serves generated code: [`Method`] describes a call, [`guard`] admits and validates a request,
//! [`read`] reads a REST request into a message, [`rest`] answers it, [`rules`] checks fields, [`wkt`] holds the
//! well-known types.

mod kind;
mod text;
mod refused;
mod method;
mod status;
mod problem;
pub mod rules;
pub mod wkt;
pub mod guard;
mod door;
pub mod read;
mod events;
pub mod rest;

pub use door::Door;
pub use events::HEARTBEAT;
pub use kind::Kind;
pub use method::{Binding, Body, Method, SignIn};
pub use problem::{CONTENT_TYPE as PROBLEM_JSON, problem, problem_of};
pub use refused::{Refused, Violation, codes};
pub use rules::Validate;
pub use status::{DOMAIN, localise, refused_of};
pub use text::{Language, Text};
