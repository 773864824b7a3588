//! Ground of the house: ids, clock, errors, pages, Vietnamese text and time. No I/O.

mod clock;
mod errors;
pub mod etags;
pub mod ids;
pub mod pages;
pub mod secrets;
pub mod text;
pub mod typed;
pub mod vietnam;

pub use clock::Clock;
pub use errors::{Error, Result};
pub use ids::Id;
pub use sotay_rest::{Kind, Refused, Text, Violation, codes};
