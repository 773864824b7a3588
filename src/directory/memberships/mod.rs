//! Memberships between admission and their end: standing, stays elsewhere, residence links, ends, probation, corrections;
//! and what was recorded of all that, by whom and when.

mod change;
mod decide;
mod deciders;
mod details;
mod edit;
mod ending;
mod ends;
mod follow;
mod grpc;
mod links;
mod moving;
mod overtaken;
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
pub use ends::{End, EndKind, NewEnd};
pub use grpc::Desk;
pub use place::{FormerMemberPlace, LinkPlace, StayPlace};
pub use refusals::Refusal;
pub use types::{
    Candidate, Link, NewLink, NewStanding, NewStay, Purpose, Record, Span, Stay, StayState, What,
};

pub(super) use details::of as details_of;
pub(super) use follow::follow;
pub(super) use moving::{Move, move_home};
pub(super) use standing::set as set_standing;
pub(super) use stays::check_host;
pub use store::is_ended;
pub(super) use store::records::insert as keep_records;
pub(super) use types::{Decider, Entry};
pub(super) use wire::{described, new_standing};
