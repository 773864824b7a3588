//! What this folder refuses, and what the person can do about it.

use crate::base::{Error, Kind, Refused};
use std::time::Duration;

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Unknown login, no account or wrong password: nobody learns which.
    SignInRefused,
    /// Unknown login, wrong, used, old or worn-out code: nobody learns which.
    CodeRefused,
    /// The new password, in this field, is too easy to guess.
    PasswordWeak(&'static str),
    /// The password that was given as the present one is not.
    PasswordWrong,
    /// Too many wrong tries; after this pause the next one counts.
    TryLater(Duration),
    /// The session was ended, has expired, or never was.
    SessionEnded,
    /// The refresh token is good, the signature of the device is not.
    DeviceUnproven,
    /// The public key of a device cannot be used.
    DeviceKeyUnusable,
    /// The member has nothing to sign in with.
    NoLogin,
    /// The member holds a post elsewhere: a slip from here would be a way into it.
    SlipFromAbove,
}

impl Refusal {
    /// Every refusal of this folder.
    pub const ALL: &[Self] = &[
        Self::SignInRefused,
        Self::CodeRefused,
        Self::PasswordWeak("password"),
        Self::PasswordWrong,
        Self::TryLater(Duration::from_secs(1)),
        Self::SessionEnded,
        Self::DeviceUnproven,
        Self::DeviceKeyUnusable,
        Self::NoLogin,
        Self::SlipFromAbove,
    ];

    /// The stable name that clients decide by.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SignInRefused => "IDENTITY_SIGN_IN_REFUSED",
            Self::CodeRefused => "IDENTITY_CODE_REFUSED",
            Self::PasswordWeak(_) => "IDENTITY_PASSWORD_WEAK",
            Self::PasswordWrong => "IDENTITY_PASSWORD_WRONG",
            Self::TryLater(_) => "IDENTITY_TRY_LATER",
            Self::SessionEnded => "IDENTITY_SESSION_ENDED",
            Self::DeviceUnproven => "IDENTITY_DEVICE_UNPROVEN",
            Self::DeviceKeyUnusable => "IDENTITY_DEVICE_KEY_UNUSABLE",
            Self::NoLogin => "IDENTITY_NO_LOGIN",
            Self::SlipFromAbove => "IDENTITY_SLIP_FROM_ABOVE",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::SignInRefused | Self::CodeRefused | Self::SessionEnded | Self::DeviceUnproven => {
                Kind::Unauthenticated
            }
            Self::PasswordWeak(_) | Self::DeviceKeyUnusable => Kind::Invalid,
            Self::TryLater(_) => Kind::TooMany,
            Self::NoLogin => Kind::Conflict,
            Self::PasswordWrong | Self::SlipFromAbove => Kind::Forbidden,
        }
    }

    /// What the person reads, in Vietnamese and in English.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::SignInRefused => (
                "Tên đăng nhập hoặc mật khẩu chưa đúng. Nếu quên mật khẩu, hãy xin bí thư chi bộ phiếu kích hoạt mới.",
                "Login or password is wrong. If you forgot the password, ask the branch secretary for a new slip.",
            ),
            Self::CodeRefused => (
                "Tên đăng nhập hoặc mã kích hoạt chưa đúng, hoặc mã đã hết hiệu lực. Hãy kiểm tra lại phiếu, \
                 hoặc xin bí thư chi bộ phiếu mới.",
                "Login or code is wrong, or the code is no longer valid. Check the slip, or ask the branch secretary \
                 for a new one.",
            ),
            Self::PasswordWeak(_) => (
                "Mật khẩu dễ đoán quá. Hãy đặt từ 8 đến 200 ký tự, không trùng tên đăng nhập và không phải mật khẩu \
                 phổ biến; một câu ngắn dễ nhớ là tốt nhất.",
                "The password is too easy to guess. Use 8 to 200 characters, not your login and not a common \
                 password; a short sentence is best.",
            ),
            Self::PasswordWrong => (
                "Mật khẩu hiện tại chưa đúng. Nếu đã quên, hãy xin bí thư chi bộ phiếu kích hoạt mới.",
                "The current password is wrong. If you forgot it, ask the branch secretary for a new slip.",
            ),
            Self::TryLater(_) => (
                "Đã nhập sai nhiều lần. Xin chờ một lát rồi thử lại.",
                "Too many wrong tries. Please wait a moment, then try again.",
            ),
            Self::SessionEnded => (
                "Phiên đăng nhập đã kết thúc. Hãy đăng nhập lại.",
                "The session has ended. Please sign in again.",
            ),
            Self::DeviceUnproven => (
                "Thiết bị chưa ký mã làm mới bằng khóa đã đăng ký. Hãy gửi lại kèm chữ ký, hoặc đăng nhập lại.",
                "The device did not sign the refresh token with its registered key. Send the signature along, or \
                 sign in again.",
            ),
            Self::DeviceKeyUnusable => (
                "Khóa công khai của thiết bị phải là P-256 hoặc Ed25519, dạng SPKI DER.",
                "The device's public key must be P-256 or Ed25519, as SPKI DER.",
            ),
            Self::NoLogin => (
                "Đồng chí này chưa có gì để đăng nhập: hãy bổ sung số thẻ đảng viên, số căn cước công dân hoặc số điện \
                 thoại riêng, rồi cấp phiếu.",
                "This member has nothing to sign in with: add a card number, a citizen id or a phone number of the \
                 member's own, then issue the slip.",
            ),
            Self::SlipFromAbove => (
                "Đồng chí này giữ chức vụ ở tổ chức khác, nên phiếu phải do cấp ủy cấp trên hoặc quản trị hệ thống cấp.",
                "This member holds a post in another organisation, so the slip must come from the committee above or \
                 the administrator.",
            ),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let (vi, en) = refusal.words();
        let refused = Refused::new(refusal.kind(), refusal.code(), vi, en);
        match refusal {
            Refusal::PasswordWeak(field) => refused.field(field, vi, en),
            Refusal::PasswordWrong => refused.field("currentPassword", vi, en),
            Refusal::DeviceKeyUnusable => refused.field("device.publicKey", vi, en),
            Refusal::TryLater(pause) => refused.retry_after(pause),
            Refusal::SignInRefused
            | Refusal::CodeRefused
            | Refusal::SessionEnded
            | Refusal::DeviceUnproven
            | Refusal::NoLogin
            | Refusal::SlipFromAbove => refused,
        }
        .into()
    }
}
