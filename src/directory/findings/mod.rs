//! Clean data: what is doubtful in a roster, listed for whoever keeps it, counted up the tree, dismissed with a reason.
//!
//! A finding is there as long as the facts are, and gone when they are mended. It is known by those facts, so that a
//! dismissed one comes back when one of them changes. What is listed is reckoned when it is asked for. Of large parts of
//! the tree only the branches on the page are, and counts are added up from tallies of branches; these follow the facts
//! within seconds (`recount`). Whether the parts of such a tree make the whole is looked at each hour.

mod count;
mod decide;
mod dismiss;
mod grpc;
mod list;
mod recount;
mod store;
mod types;
mod wire;
mod words;

pub use grpc::Desk;
pub use recount::{check_parts, recount};
pub use types::{Count, Counted, Dismissal, Finding, Part, Tally, Wanted};
pub use words::{Kind, Weight};
