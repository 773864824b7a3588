//! What the tests share.

pub(crate) mod child;
pub(crate) mod code;
pub(crate) mod postgres;
pub(crate) mod sources;
