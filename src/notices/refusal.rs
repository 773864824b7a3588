//! How the inbox says no.

use crate::base::{Error, Kind, Refused};

/// What the inbox may refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `since` is no cursor of this inbox.
    CursorRefused,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[Self::CursorRefused];

    /// The code clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CursorRefused => "NOTICES_CURSOR_REFUSED",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::CursorRefused => Refused::new(
                Kind::Invalid,
                refusal.code(),
                "Mốc `since` này không dùng được. Hãy bỏ trống để xem lại từ thông báo mới nhất.",
                "This `since` cursor cannot be used. Leave it out to start again from the newest notice.",
            )
            .field(
                "since",
                "Không phải mốc do hộp thư này cấp.",
                "Not a cursor that this inbox gave.",
            ),
        }
        .into()
    }
}
