//! The SQL of identity's own tables.

mod accounts;
mod failures;
mod keys;
mod posts;
mod sessions;
mod sheets;
mod slips;

pub(super) use accounts::*;
pub(super) use failures::*;
pub(super) use keys::*;
pub(super) use posts::*;
pub(super) use sessions::*;
pub(super) use sheets::*;
pub(super) use slips::*;
