//! The SQL of the tables this folder owns, one file a noun.

pub(super) mod endings;
pub(super) mod events;
pub(super) mod following;
pub(super) mod grants;
pub(super) mod holding;
pub(super) mod members;
pub(super) mod memberships;
pub(super) mod moves;
pub(super) mod organizations;
pub(super) mod redating;
pub(super) mod reshaping;
pub(super) mod rosters;
pub(super) mod standing;
pub(super) mod tree;
