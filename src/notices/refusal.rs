//! How the inbox says no.

use crate::base::{Error, Kind, Refused};

/// What the inbox may refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `since` is no cursor of this inbox.
    CursorRefused,
    /// It would be gone from every inbox at once.
    ExpiresInPast,
    /// Nobody belongs to the organisation itself.
    NobodyThere,
    /// Only what was published is taken back.
    NotRecallable,
    /// It was taken back.
    Recalled,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Self] = &[
        Self::CursorRefused,
        Self::ExpiresInPast,
        Self::NobodyThere,
        Self::NotRecallable,
        Self::Recalled,
    ];

    /// The code clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CursorRefused => "NOTICES_CURSOR_REFUSED",
            Self::ExpiresInPast => "NOTICES_EXPIRES_IN_PAST",
            Self::NobodyThere => "NOTICES_NOBODY_THERE",
            Self::NotRecallable => "NOTICES_NOT_RECALLABLE",
            Self::Recalled => "NOTICES_RECALLED",
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
            Refusal::ExpiresInPast => Refused::new(
                Kind::Invalid,
                refusal.code(),
                "Yêu cầu có nội dung chưa hợp lệ. Xin sửa trường được nêu.",
                "Parts of the request are not valid. Correct the field named.",
            )
            .field(
                "expireTime",
                "Thời điểm này đã qua. Hãy chọn sau bây giờ, hoặc bỏ trống.",
                "This time has passed. Choose one later than now, or leave it out.",
            ),
            Refusal::NobodyThere => Refused::new(
                Kind::Conflict,
                refusal.code(),
                "Tổ chức này không có đảng viên trực tiếp. Hãy gửi cho cả các tổ chức bên dưới (BELOW).",
                "Nobody belongs to this organisation itself. Send it to everybody below (BELOW).",
            ),
            Refusal::NotRecallable => Refused::new(
                Kind::Conflict,
                refusal.code(),
                "Chỉ thu hồi được thông báo chung. Cuộc họp thì hãy hoãn hoặc hủy.",
                "Only general notices are recalled. A meeting is postponed or called off.",
            ),
            Refusal::Recalled => Refused::new(
                Kind::Conflict,
                refusal.code(),
                "Thông báo này đã được thu hồi, không cần xác nhận nữa.",
                "This notice was recalled; there is nothing left to acknowledge.",
            ),
        }
        .into()
    }
}
