//! What a search refuses, and in which words.

use crate::base::{Error, Kind, Refused};

/// A refusal of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Whether an account is activated is not the caller's to know.
    ActivationNotShown,
    /// What stands in files is not the caller's to know.
    FilterNotShown,
    /// Whose a number is, is not the caller's to know.
    NumberNotShown,
    /// A number of a member stands where everybody on the way can read it.
    NumberInUrl,
}

impl Refusal {
    /// The stable code that clients decide by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ActivationNotShown => "DIRECTORY_ACTIVATION_NOT_SHOWN",
            Self::FilterNotShown => "DIRECTORY_FILTER_NOT_SHOWN",
            Self::NumberNotShown => "DIRECTORY_NUMBER_NOT_SHOWN",
            Self::NumberInUrl => "DIRECTORY_NUMBER_IN_URL",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::ActivationNotShown | Self::FilterNotShown | Self::NumberNotShown => Kind::Forbidden,
            Self::NumberInUrl => Kind::Invalid,
        }
    }

    /// The words, Vietnamese first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::ActivationNotShown => (
                "Đồng chí không được xem ai đã kích hoạt tài khoản. Hãy bỏ điều kiện activated.",
                "Who has activated an account is not yours to see. Leave out the filter activated.",
            ),
            Self::FilterNotShown => (
                "Đồng chí không được xem hồ sơ ở đây. Hãy bỏ các điều kiện class, activity, relation.",
                "Files here are not yours to see. Leave out the filters class, activity and relation.",
            ),
            Self::NumberNotShown => (
                "Đồng chí không được tra cứu theo số ở đây. Hãy tìm theo tên.",
                "Looking people up by a number is not yours to do here. Search by name.",
            ),
            Self::NumberInUrl => (
                "Số thẻ, số căn cước và số điện thoại không được đặt trong địa chỉ. Hãy gửi bằng POST tới \
                 /v1/organizations/{organization}/members/search.",
                "Card numbers, citizen ids and phone numbers must not stand in a URL. Send them by POST to \
                 /v1/organizations/{organization}/members/search.",
            ),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let (vi, en) = refusal.words();
        let refused = Refused::new(refusal.kind(), refusal.code(), vi, en);
        match refusal {
            Refusal::NumberInUrl | Refusal::NumberNotShown => refused.field("query", vi, en),
            Refusal::ActivationNotShown | Refusal::FilterNotShown => refused,
        }
        .into()
    }
}
