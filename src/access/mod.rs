//! The gate and the policy: who may do what where. Owns grants, the closure of organisations, revocations and
//! idempotency. The only way to the database for everything above.

mod actions;
pub mod closing;
pub mod closure;
pub mod doors;
mod gate;
pub mod grants;
pub mod idempotency;
mod judge;
mod place;
pub mod policy;
pub mod revocations;
mod roles;
mod threshold;
mod visit;

pub use actions::Action;
pub use gate::{Baggage, Gate};
pub use place::{Located, Oneself, Place, Ties};
pub use roles::{Role, Standing};
pub use threshold::Threshold;
pub use visit::{Committed, Visit};

use crate::base::Id;

/// A signed-in member and the session that speaks for him or her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The member.
    pub member: Id,
    /// The session the access token belongs to.
    pub session: Id,
}
