//! What adoption refuses, and in which words.

use crate::base::{Error, Kind, Refused};

/// A refusal of adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The days of a series are reversed or too far apart.
    Range,
}

impl Refusal {
    /// Every refusal, for the guard that compares them with the contract.
    pub const ALL: &[Self] = &[Self::Range];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Range => "ADOPTION_RANGE_REFUSED",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Range => Refused::new(
                Kind::Invalid,
                refusal.code(),
                "Khoảng thời gian không hợp lệ: ngày đầu không được sau ngày cuối và tối đa 36 tháng.",
                "This range is refused: it begins after it ends, or holds more than 36 months.",
            )
            .into(),
        }
    }
}
