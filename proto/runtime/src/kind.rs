//! The closed list of ways to say no, and what each is called on either wire.

use http::StatusCode;
use tonic::Code;

use crate::Text;

/// Why a call was not carried out. Every refusal is of one of these kinds; both wires derive their status from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nobody knows who is calling.
    Unauthenticated,
    /// The caller is known and may not.
    Forbidden,
    /// There is no such thing, or it is none of the caller's business.
    NotFound,
    /// The request itself is wrong.
    Invalid,
    /// The idempotency key was used before with another request.
    KeyReused,
    /// The state of things does not allow it now.
    Conflict,
    /// It is there already, and not by this request.
    Exists,
    /// The same request is being carried out at this moment.
    InFlight,
    /// The caller saw an older version.
    Stale,
    /// Too often.
    TooMany,
    /// Too much at once.
    TooLarge,
    /// The service cannot take more work now.
    Busy,
    /// There was not enough time.
    TooLate,
    /// There is no such call.
    NotServed,
    /// A fault of ours; what exactly is logged and never shown.
    Broken,
}

impl Kind {
    /// Every kind, for tables and tests.
    pub const ALL: [Self; 15] = [
        Self::Unauthenticated,
        Self::Forbidden,
        Self::NotFound,
        Self::Invalid,
        Self::KeyReused,
        Self::Conflict,
        Self::Exists,
        Self::InFlight,
        Self::Stale,
        Self::TooMany,
        Self::TooLarge,
        Self::Busy,
        Self::TooLate,
        Self::NotServed,
        Self::Broken,
    ];

    /// The HTTP status of this kind.
    pub const fn http_status(self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Invalid => StatusCode::BAD_REQUEST,
            Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict | Self::Exists | Self::InFlight => StatusCode::CONFLICT,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooLate => StatusCode::GATEWAY_TIMEOUT,
            Self::NotServed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The gRPC code of this kind.
    pub const fn grpc_code(self) -> Code {
        match self {
            Self::Unauthenticated => Code::Unauthenticated,
            Self::Forbidden => Code::PermissionDenied,
            Self::NotFound => Code::NotFound,
            Self::Invalid | Self::KeyReused => Code::InvalidArgument,
            Self::Conflict => Code::FailedPrecondition,
            Self::Exists => Code::AlreadyExists,
            Self::InFlight | Self::Stale => Code::Aborted,
            Self::TooMany | Self::TooLarge => Code::ResourceExhausted,
            Self::Busy => Code::Unavailable,
            Self::TooLate => Code::DeadlineExceeded,
            Self::NotServed => Code::Unimplemented,
            Self::Broken => Code::Internal,
        }
    }

    /// The kind of a status that was not made from a [`crate::Refused`], by its gRPC code alone.
    pub const fn of_code(code: Code) -> Self {
        match code {
            Code::Unauthenticated => Self::Unauthenticated,
            Code::PermissionDenied => Self::Forbidden,
            Code::NotFound => Self::NotFound,
            Code::InvalidArgument | Code::OutOfRange => Self::Invalid,
            Code::FailedPrecondition => Self::Conflict,
            Code::AlreadyExists => Self::Exists,
            Code::Aborted => Self::InFlight,
            Code::ResourceExhausted => Self::TooMany,
            Code::Unavailable => Self::Busy,
            Code::DeadlineExceeded | Code::Cancelled => Self::TooLate,
            Code::Unimplemented => Self::NotServed,
            Code::Ok | Code::Unknown | Code::Internal | Code::DataLoss => Self::Broken,
        }
    }

    /// A few words for the kind, the `title` of a problem.
    pub const fn title(self) -> Text {
        match self {
            Self::Unauthenticated => Text::new("Cần đăng nhập", "Sign in first"),
            Self::Forbidden => Text::new("Không có quyền", "Not allowed"),
            Self::NotFound => Text::new("Không tìm thấy", "Not found"),
            Self::Invalid => Text::new("Yêu cầu không hợp lệ", "Invalid request"),
            Self::KeyReused => Text::new("Khóa chống lặp đã dùng", "Idempotency key reused"),
            Self::Conflict => Text::new("Không thực hiện được lúc này", "Not possible in this state"),
            Self::Exists => Text::new("Đã tồn tại", "Already there"),
            Self::InFlight => Text::new("Đang xử lý", "In progress"),
            Self::Stale => Text::new("Dữ liệu đã thay đổi", "Changed meanwhile"),
            Self::TooMany => Text::new("Quá nhiều lần", "Too many requests"),
            Self::TooLarge => Text::new("Quá lớn", "Too large"),
            Self::Busy => Text::new("Hệ thống đang bận", "Busy"),
            Self::TooLate => Text::new("Hết thời gian", "Out of time"),
            Self::NotServed => Text::new("Không phục vụ", "Not served"),
            Self::Broken => Text::new("Lỗi hệ thống", "Broken"),
        }
    }
}
