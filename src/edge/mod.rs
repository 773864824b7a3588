//! Transport kit: one port for gRPC, gRPC-Web and REST, the limits that hold on every wire, and how calls of the
//! contract become visits.

mod address;
mod body;
pub mod calls;
mod cells;
mod connection;
mod deadline;
mod docs;
mod files;
mod front;
mod limits;
mod metrics;
mod observe;
mod panics;
pub mod plain;
mod probes;
mod serve;
mod sign_in;
mod throttle;
mod web;
mod wire;

pub use address::{BadNetwork, ClientAddress, Network};
pub use calls::{read, write};
pub use connection::Peer;
pub use front::{Contract, Parts, front};
pub use limits::{Limits, RouteLimits};
pub use metrics::{collect, serve_metrics};
pub use panics::log_panics;
pub use probes::Ready;
pub use serve::serve;
pub use sign_in::Recognise;
pub use throttle::Throttle;
