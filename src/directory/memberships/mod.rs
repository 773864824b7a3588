//! Memberships between admission and their end: standing, stays elsewhere, residence links, ends, probation, corrections;
//! and what was recorded of all that, by whom and when.

mod change;
mod decide;
mod deciders;
mod details;
mod edit;
mod ending;
mod grpc;
mod links;
mod moving;
mod place;
mod probation;
mod records;
mod refusals;
mod standing;
mod stays;
mod store;
mod types;
mod wire;

pub use decide::PartyAge;
pub use details::{Details, Warning, WarningKind};
pub use edit::Edit;
pub use ending::{End, EndKind, NewEnd};
pub use grpc::Desk;
pub use place::{FormerMemberPlace, LinkPlace, StayPlace};
pub use probation::Candidate;
pub use refusals::Refusal;
pub use types::{Link, NewLink, NewStanding, NewStay, Purpose, Record, Span, Stay, StayState, What};

pub(super) use deciders::Decider;
pub(super) use details::of as details_of;
pub(super) use moving::{Move, move_home};
pub(super) use records::Entry;
pub(super) use standing::set as set_standing;
pub(super) use stays::check_host;
pub use store::is_ended;
pub(super) use store::last_home;
pub(super) use store::records::insert as keep_records;
pub(super) use wire::{described, new_standing};
