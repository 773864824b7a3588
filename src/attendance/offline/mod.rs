//! What phones recorded without signal. Every event is kept as it was sent; what it says becomes a word about attendance as
//! soon as everything is there that it needs. The order of the post changes nothing.

pub mod decide;
mod doubts;
mod kit;
mod listing;
mod store;
mod take_up;
mod types;
mod upload;
mod wire;

pub use doubts::Doubt;
pub use kit::{Kit, pack};
pub use listing::{Received, received};
pub(super) use take_up::take_up;
pub use take_up::take_up_all;
pub use types::{Sent, Sort, Taken, Told};
pub use upload::upload;
pub(super) use wire::{kit, listing, results, sent};
