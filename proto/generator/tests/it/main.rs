//! What the generator refuses, and what it sees in a contract that changed.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that does not find what it looks for has failed"
)]

mod home;
mod refused;
mod breaking;
