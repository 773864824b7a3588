//! Transport kit: one port for gRPC, gRPC-Web and REST, the limits that hold on every wire, and how calls of the
//! contract become visits.

pub mod calls;
mod connection;
mod limits;
mod serve;

pub use calls::{read, write};
pub use connection::Peer;
pub use limits::Limits;
pub use serve::serve;
