//! Refusals as gRPC statuses, worded in the caller's language and carrying rich details.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use crate::{Kind, Language, Refused, Text, codes};

/// The `domain` of every `ErrorInfo`.
pub const DOMAIN: &str = "sotay";

/// In Vietnamese, and with the refusal as its source, so that [`localise`] and [`crate::problem()`] can word it anew.
impl From<Refused> for Status {
    fn from(refused: Refused) -> Self {
        worded(Arc::new(refused), Language::default())
    }
}

/// The same status in this language, with `google.rpc` details. Metadata is kept. A status that was not made from a
/// [`Refused`] is given the general code of its kind; what is internal never shows its message.
pub fn localise(mut status: Status, language: Language) -> Status {
    let mut localised = worded(Arc::new(refused_of(&status)), language);
    *localised.metadata_mut() = std::mem::take(status.metadata_mut());
    localised
}

/// The refusal a status was made from, or one that says what its gRPC code says.
pub fn refused_of(status: &Status) -> Refused {
    refused_in(status).cloned().unwrap_or_else(|| foreign(status))
}

/// The refusal a status was made from.
pub(crate) fn refused_in(status: &Status) -> Option<&Refused> {
    status
        .source()
        .and_then(|source| source.downcast_ref::<Refused>())
}

fn worded(refused: Arc<Refused>, language: Language) -> Status {
    let text = refused.text.of(language);
    let mut details = ErrorDetails::new();
    details.set_error_info(refused.code, DOMAIN, HashMap::new());
    for violation in &refused.fields {
        details.add_bad_request_violation(&violation.field, violation.text.of(language));
    }
    if let Some(pause) = refused.retry_after {
        details.set_retry_info(Some(pause));
    }
    details.set_localized_message(language.tag(), text);
    let mut status = Status::with_error_details(refused.kind.grpc_code(), text, details);
    status.set_source(refused);
    status
}

/// Statuses of tonic itself and of other crates: a message about the wire is passed on, one about our inside is not.
fn foreign(status: &Status) -> Refused {
    let kind = Kind::of_code(status.code());
    if kind == Kind::Broken {
        return Refused::broken();
    }
    let code = match status.code() {
        Code::Unauthenticated => codes::SIGN_IN_REQUIRED,
        Code::PermissionDenied => codes::FORBIDDEN,
        Code::NotFound => codes::NOT_FOUND,
        Code::InvalidArgument | Code::OutOfRange => codes::INVALID_ARGUMENT,
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::Aborted => "ABORTED",
        Code::ResourceExhausted => codes::TOO_MANY_REQUESTS,
        Code::Unavailable => codes::BUSY,
        Code::DeadlineExceeded | Code::Cancelled => codes::DEADLINE_EXCEEDED,
        Code::Unimplemented => codes::METHOD_NOT_ALLOWED,
        Code::Ok | Code::Unknown | Code::Internal | Code::DataLoss => codes::BROKEN,
    };
    let said = status.message();
    let text = if said.is_empty() {
        kind.title()
    } else {
        Text::owned(said, said)
    };
    Refused {
        kind,
        code,
        text,
        fields: Vec::new(),
        retry_after: None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn refused() -> Refused {
        Refused::new(Kind::Busy, "TEST_BUSY", "Đang bận.", "Busy.")
            .field("agenda[2].title", "Quá dài.", "Too long.")
            .retry_after(Duration::from_millis(1500))
    }

    #[test]
    fn a_status_keeps_its_refusal_and_is_worded_anew() {
        let status = Status::from(refused());
        assert_eq!(status.code(), Code::Unavailable);
        assert_eq!(status.message(), "Đang bận.");
        assert_eq!(refused_of(&status), refused());

        let english = localise(status, Language::English);
        assert_eq!(english.message(), "Busy.");
        let details = english.get_error_details();
        assert_eq!(details.error_info().unwrap().reason, "TEST_BUSY");
        assert_eq!(details.error_info().unwrap().domain, DOMAIN);
        assert_eq!(
            details.bad_request().unwrap().field_violations[0].field,
            "agenda[2].title"
        );
        assert_eq!(
            details.retry_info().unwrap().retry_delay,
            Some(Duration::from_millis(1500))
        );
        assert_eq!(details.localized_message().unwrap().locale, "en");
        assert_eq!(refused_of(&english), refused());
    }

    #[test]
    fn what_is_internal_is_never_shown() {
        for code in [Code::Internal, Code::Unknown, Code::DataLoss] {
            let shown = localise(Status::new(code, "password=hunter2"), Language::English);
            assert_eq!(shown.code(), Code::Internal);
            assert!(!format!("{shown:?}").contains("hunter2"));
        }
    }
}
