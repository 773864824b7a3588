//! A refusal: the one shape in which the service says no.

use std::fmt;
use std::time::Duration;

use crate::{Kind, Text};

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path of the field in JSON names, such as `agenda[2].title`.
    pub field: String,
    /// What is wrong with it.
    pub text: Text,
}

impl Violation {
    /// A violation of one field.
    pub fn new(field: impl Into<String>, text: Text) -> Self {
        Self {
            field: field.into(),
            text,
        }
    }
}

/// A call that was not carried out, worded for the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What both wires derive their status from.
    pub kind: Kind,
    /// The stable name of this refusal, such as `MEETINGS_STATE`; clients decide by it.
    pub code: &'static str,
    /// What the person reads.
    pub text: Text,
    /// What is wrong with which field; empty for refusals that are not about fields.
    pub fields: Vec<Violation>,
    /// When trying again makes sense.
    pub retry_after: Option<Duration>,
}

/// The refusals that any call may answer, because the contract's own machinery says them.
pub mod codes {
    /// A call that is not public came without a sign-in.
    pub const SIGN_IN_REQUIRED: &str = "SIGN_IN_REQUIRED";
    /// The caller is known and may not.
    pub const FORBIDDEN: &str = "FORBIDDEN";
    /// Unknown, or none of the caller's business.
    pub const NOT_FOUND: &str = "NOT_FOUND";
    /// The request breaks the contract; the fields say where.
    pub const INVALID_ARGUMENT: &str = "INVALID_ARGUMENT";
    /// An idempotency key came back with another request.
    pub const KEY_REUSED: &str = "IDEMPOTENCY_KEY_REUSED";
    /// The first request with this idempotency key is still being carried out.
    pub const IN_FLIGHT: &str = "IDEMPOTENCY_IN_FLIGHT";
    /// A call that needs `If-Match` came without it.
    pub const ETAG_REQUIRED: &str = "ETAG_REQUIRED";
    /// `If-Match` names another version than the present one.
    pub const ETAG_STALE: &str = "ETAG_STALE";
    /// Too often.
    pub const TOO_MANY_REQUESTS: &str = "TOO_MANY_REQUESTS";
    /// The body is longer than 1 MB.
    pub const BODY_TOO_LARGE: &str = "BODY_TOO_LARGE";
    /// Somebody else is changing the same thing at this moment.
    pub const CONTENDED: &str = "CONTENDED";
    /// The service cannot take more work now.
    pub const BUSY: &str = "BUSY";
    /// The deadline passed before the work was done.
    pub const DEADLINE_EXCEEDED: &str = "DEADLINE_EXCEEDED";
    /// There is nothing under this path.
    pub const UNKNOWN_PATH: &str = "UNKNOWN_PATH";
    /// The path is known, the verb is not.
    pub const METHOD_NOT_ALLOWED: &str = "METHOD_NOT_ALLOWED";
    /// A fault of ours.
    pub const BROKEN: &str = "BROKEN";
}

impl Refused {
    /// A refusal about the request as a whole.
    pub const fn new(kind: Kind, code: &'static str, vi: &'static str, en: &'static str) -> Self {
        Self {
            kind,
            code,
            text: Text::new(vi, en),
            fields: Vec::new(),
            retry_after: None,
        }
    }

    /// Adds what is wrong with one field.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, vi: &'static str, en: &'static str) -> Self {
        self.fields.push(Violation::new(name, Text::new(vi, en)));
        self
    }

    /// Says when trying again makes sense.
    #[must_use]
    pub const fn retry_after(mut self, pause: Duration) -> Self {
        self.retry_after = Some(pause);
        self
    }

    /// The request breaks the contract in these fields.
    pub fn invalid(fields: Vec<Violation>) -> Self {
        Self {
            fields,
            ..Self::new(Kind::Invalid, codes::INVALID_ARGUMENT, INVALID_VI, INVALID_EN)
        }
    }

    /// Unknown, or none of the caller's business: the answer is the same.
    pub const fn not_found() -> Self {
        Self::new(
            Kind::NotFound,
            codes::NOT_FOUND,
            "Không có mục này, hoặc đồng chí không có quyền xem.",
            "There is no such thing, or it is not yours to see.",
        )
    }

    /// The caller has to sign in first.
    pub const fn sign_in_required() -> Self {
        Self::new(
            Kind::Unauthenticated,
            codes::SIGN_IN_REQUIRED,
            "Hãy đăng nhập để tiếp tục.",
            "Sign in to go on.",
        )
    }

    /// The call needs the version that the caller saw.
    pub const fn etag_required() -> Self {
        Self::new(
            Kind::Stale,
            codes::ETAG_REQUIRED,
            "Thiếu If-Match: hãy đọc bản hiện tại rồi gửi etag của bản đó.",
            "If-Match is missing: read the present version and send its etag.",
        )
    }

    /// There is nothing under this path.
    pub const fn unknown_path() -> Self {
        Self::new(
            Kind::NotFound,
            codes::UNKNOWN_PATH,
            "Không có đường dẫn này.",
            "There is no such path.",
        )
    }

    /// The path is known, the verb is not.
    pub const fn method_not_allowed() -> Self {
        Self::new(
            Kind::NotServed,
            codes::METHOD_NOT_ALLOWED,
            "Đường dẫn này không nhận phương thức đó.",
            "This path does not take that method.",
        )
    }

    /// The body is too long.
    pub const fn body_too_large() -> Self {
        Self::new(
            Kind::TooLarge,
            codes::BODY_TOO_LARGE,
            "Nội dung gửi lên quá lớn (tối đa 1 MB).",
            "The body is too large (1 MB at most).",
        )
    }

    /// A fault of ours. What happened belongs into the log, not here.
    pub const fn broken() -> Self {
        Self::new(
            Kind::Broken,
            codes::BROKEN,
            "Hệ thống gặp lỗi. Xin thử lại sau ít phút.",
            "Something broke on our side. Please try again in a few minutes.",
        )
    }
}

const INVALID_VI: &str = "Yêu cầu có nội dung chưa hợp lệ.";
const INVALID_EN: &str = "Parts of the request are not valid.";

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code, self.text.en)?;
        for violation in &self.fields {
            write!(formatter, "; {}: {}", violation.field, violation.text.en)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}
