//! What transfers refuse.

use crate::base::{Error, Kind, Refused};

/// A refusal about a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Another transfer of the member is open.
    TransferOpen,
    /// That is not the next step.
    TransferState,
    /// The step is somebody else's.
    TransferNotYours,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[Self::TransferOpen, Self::TransferState, Self::TransferNotYours];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TransferOpen => "DIRECTORY_TRANSFER_OPEN",
            Self::TransferState => "DIRECTORY_TRANSFER_STATE",
            Self::TransferNotYours => "DIRECTORY_TRANSFER_NOT_YOURS",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::TransferOpen => Kind::Exists,
            Self::TransferState => Kind::Conflict,
            Self::TransferNotYours => Kind::Forbidden,
        }
    }

    /// The words, Vietnamese first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TransferOpen => (
                "Đồng chí này đang có một hồ sơ chuyển sinh hoạt chưa xong. Hãy hoàn thành hoặc rút hồ sơ đó trước.",
                "Another transfer of this member is open. Complete it or withdraw it first.",
            ),
            Self::TransferState => (
                "Hồ sơ chuyển sinh hoạt chưa tới, hoặc đã qua bước này. Hãy tải lại hồ sơ.",
                "The transfer has not come to this step, or is past it. Load it again.",
            ),
            Self::TransferNotYours => (
                "Bước này do cấp khác thực hiện. Hãy xem hồ sơ đang chờ ai.",
                "This step is somebody else's to take. See whom the transfer waits for.",
            ),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let (vi, en) = refusal.words();
        Refused::new(refusal.kind(), refusal.code(), vi, en).into()
    }
}
