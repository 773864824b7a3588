//! The directory: the tree of organisations, members and their dated standing, memberships, roles, roster import.

mod carry;
mod decide;
pub mod findings;
pub mod grants;
mod grpc;
pub mod import;
pub mod logins;
pub mod master;
pub mod members;
pub mod memberships;
pub mod organizations;
mod places;
mod refusals;
pub mod roles;
pub mod roster;
mod rostered;
pub mod rosters;
pub mod search;
mod store;
pub mod transfers;
mod types;
pub mod wire;
pub mod words;

pub use carry::carry;
pub use grpc::Desk;
pub use logins::mark_activated;
pub use members::face;
pub use memberships::is_ended;
pub use places::{GrantPlace, MemberPlace, OrganizationPlace, SeenMemberPlace};
pub use refusals::Refusal;
pub use rosters::{members_of, memberships_of, standings_of};
pub use types::{Followed, Grant, Matter, Member, MemberFile, Membership, Organization, Outcome, Rostered};
