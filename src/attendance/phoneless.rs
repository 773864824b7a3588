//! What is refused where there is no signal or no phone: the kit, the sheet on paper, the card.

use crate::base::{Error, Kind, Refused};

/// A refusal of what replaces a phone with signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The kit is for a phone that signs its refreshes.
    DeviceNotBound,
    /// No row of the sheet has this code.
    RowCodeUnknown,
    /// The code on a card is forged.
    CardRefused,
    /// The card was revoked.
    CardRevoked,
}

impl Refusal {
    /// Every refusal, for the guard that compares them with the contract.
    pub const ALL: &[Self] = &[
        Self::DeviceNotBound,
        Self::RowCodeUnknown,
        Self::CardRefused,
        Self::CardRevoked,
    ];

    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DeviceNotBound => "ATTENDANCE_DEVICE_NOT_BOUND",
            Self::RowCodeUnknown => "ATTENDANCE_ROW_CODE_UNKNOWN",
            Self::CardRefused => "ATTENDANCE_CARD_REFUSED",
            Self::CardRevoked => "ATTENDANCE_CARD_REVOKED",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::DeviceNotBound | Self::CardRevoked => Kind::Conflict,
            Self::RowCodeUnknown | Self::CardRefused => Kind::Invalid,
        }
    }

    /// The words, Vietnamese first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::DeviceNotBound => (
                "Chỉ tải được bộ dữ liệu ngoại tuyến trên điện thoại riêng đã đăng ký khóa thiết bị, không dùng máy chung. \
                 Hãy đăng nhập lại trên điện thoại của đồng chí.",
                "The kit is only for a phone of one's own that signs its refreshes. Sign in again on your own phone.",
            ),
            Self::RowCodeUnknown => (
                "Mã dòng không có trong danh sách của cuộc họp này. Hãy kiểm tra lại, hoặc ghi theo tên.",
                "No row of this meeting's sheet has this code. Look again, or record the member by name.",
            ),
            Self::CardRefused => (
                "Mã trên thẻ không hợp lệ. Hãy ghi điểm danh theo tên.",
                "This is no card of ours. Record the member by name.",
            ),
            Self::CardRevoked => (
                "Thẻ này đã bị thu hồi. Hãy dùng thẻ mới, hoặc ghi điểm danh theo tên.",
                "This card was revoked. Use the new one, or record the member by name.",
            ),
        }
    }

    /// The refusal as it leaves the house.
    pub(super) fn refused(self) -> Refused {
        let (vi, en) = self.words();
        let refused = Refused::new(self.kind(), self.code(), vi, en);
        match self {
            Self::RowCodeUnknown => refused.field("rowCode", vi, en),
            Self::DeviceNotBound | Self::CardRefused | Self::CardRevoked => refused,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        refusal.refused().into()
    }
}
