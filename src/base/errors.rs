//! What can go wrong: a refusal the caller understands, or something broken that is ours to mend.

use sotay_rest::{Kind, Refused, codes};

/// The result of everything that may refuse or break.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call did not give its answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller is told what is wrong and what to do.
    #[error("refused: {}", .0.code)]
    Refused(Box<Refused>),
    /// Logged once, never shown.
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
    /// Not a fault: this idempotency key was answered before, with these bytes.
    #[error("answered before")]
    Replay(Vec<u8>),
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(Box::new(refused))
    }
}

impl From<sqlx::Error> for Error {
    /// A full pool, a server that is away and a statement that outran its time are told apart from what is broken:
    /// trying again helps.
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(|error| error.code().map(std::borrow::Cow::into_owned));
        match (code.as_deref(), &error) {
            (_, sqlx::Error::PoolTimedOut) | (Some("53300"), _) => busy().into(),
            // Cut off, or the server is going down or coming up.
            (_, sqlx::Error::Io(_) | sqlx::Error::PoolClosed) | (Some("57P01" | "57P02" | "57P03"), _) => {
                tracing::warn!(%error, "the database is away");
                busy().into()
            }
            (Some("57014"), _) => too_late().into(),
            // Lock not available, serialization failure, deadlock.
            (Some("55P03" | "40001" | "40P01"), _) => contended().into(),
            _ => Self::Broken(anyhow::Error::new(error)),
        }
    }
}

impl Error {
    /// The refusal, when it is one.
    pub fn refusal(&self) -> Option<&Refused> {
        match self {
            Self::Refused(refused) => Some(refused),
            Self::Broken(_) | Self::Replay(_) => None,
        }
    }
}

fn busy() -> Refused {
    Refused::new(
        Kind::Busy,
        codes::BUSY,
        "Hệ thống đang bận. Xin thử lại sau giây lát.",
        "The system is busy. Please try again in a moment.",
    )
    .retry_after(std::time::Duration::from_secs(1))
}

fn too_late() -> Refused {
    Refused::new(
        Kind::TooLate,
        codes::DEADLINE_EXCEEDED,
        "Yêu cầu mất quá nhiều thời gian nên đã dừng lại; chưa có gì được ghi. Xin thử lại.",
        "The request took too long and was stopped; nothing was recorded. Please try again.",
    )
}

fn contended() -> Refused {
    Refused::new(
        Kind::InFlight,
        codes::CONTENDED,
        "Người khác đang thay đổi cùng một việc. Xin thử lại.",
        "Someone else is changing the same thing. Please try again.",
    )
    .retry_after(std::time::Duration::from_millis(200))
}
