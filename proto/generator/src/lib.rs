//! Writes the contract crate from annotated protos.
