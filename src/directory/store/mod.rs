//! The SQL of the tables this folder owns, one file a noun.

pub(super) mod grants;
pub(super) mod members;
pub(super) mod memberships;
pub(super) mod organizations;
pub(super) mod standing;
