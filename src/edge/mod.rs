//! Transport kit: how calls of the contract become visits.

pub mod calls;

pub use calls::{read, write};
