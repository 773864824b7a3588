//! Rosters: the list of members that an office keeps as a spreadsheet, taken as it is.
//!
//! A file is read without a database (`read`): XLSX or CSV in any encoding that offices use, titles, headings and
//! footers told from people. Its rows are judged one by one (`judge`) and come in through the same door as the
//! operator's files ([`super::import`]). A dry run does all of it and keeps nothing.
//!
//! Who is on another roster is told as exactly that, whoever it is and whatever became of the member: an upload must not
//! be a way to ask who is a member somewhere.

mod chunks;
mod export;
mod exports;
mod grpc;
mod http;
mod imports;
mod jobs;
mod judge;
mod legacy;
mod place;
mod read;
mod refusals;
mod sheets;
mod store;
mod told;
mod types;
mod wire;
mod work;

pub use grpc::Desk;
pub use http::routes;
pub use imports::{Opened, open, receive, told};
pub use jobs::work;
pub use refusals::Refusal;
pub use types::Import;
pub use work::{Run, step};
