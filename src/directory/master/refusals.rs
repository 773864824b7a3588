//! What settling a difference refuses.

use crate::base::{Error, Kind, Refused};

/// A refusal about a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Somebody settled it before, or the two agree by now.
    DifferenceSettled,
    /// What they say cannot be written into a file just so.
    DifferenceNotTaken,
}

impl Refusal {
    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DifferenceSettled => "DIRECTORY_DIFFERENCE_SETTLED",
            Self::DifferenceNotTaken => "DIRECTORY_DIFFERENCE_NOT_TAKEN",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::DifferenceSettled | Self::DifferenceNotTaken => Kind::Conflict,
        }
    }

    /// The words, Vietnamese first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::DifferenceSettled => (
                "Khác biệt này đã được xử lý. Hãy tải lại danh sách.",
                "This difference was settled already. Load the list again.",
            ),
            Self::DifferenceNotTaken => (
                "Không ghi thẳng được nội dung này: số đã thuộc về người khác, trái với hồ sơ đang có, hoặc cần thủ tục \
                 riêng (chuyển sinh hoạt, bổ sung danh sách). Hãy làm thủ tục đó rồi đồng bộ lại, hoặc giữ số liệu của ta.",
                "This cannot be written just so: the number is somebody else's, it contradicts the file, or it takes a \
                 procedure of its own (a transfer, a roster). Do that and sync again, or keep ours.",
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
