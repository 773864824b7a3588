//! A refusal as either wire tells it, in one form, so that the two can be compared.

use std::time::Duration;

use http::StatusCode;
use serde_json::Value;
use sotay_rest::{DOMAIN, Kind, PROBLEM_JSON};
use tonic::{Code, Status};
use tonic_types::StatusExt;

/// What a caller is told when a call is not carried out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    /// What stands on the envelope.
    pub(crate) status: Envelope,
    /// The stable name of the refusal.
    pub(crate) code: String,
    /// What the person reads.
    pub(crate) text: String,
    /// What is wrong with which field.
    pub(crate) fields: Vec<(String, String)>,
    /// When trying again makes sense.
    pub(crate) retry: Option<Duration>,
}

/// The status of the wire itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Envelope {
    Http(StatusCode),
    Grpc(Code),
}

impl Problem {
    /// From a status with `google.rpc` details.
    pub(crate) fn of_grpc(status: &Status) -> Self {
        let details = status.get_error_details();
        let info = details
            .error_info()
            .unwrap_or_else(|| panic!("{status:?} carries no ErrorInfo"));
        assert_eq!(info.domain, DOMAIN);
        let spoken = details.localized_message().expect("a status says its language");
        assert_eq!(spoken.message, status.message());
        let violations = details
            .bad_request()
            .map(|bad| bad.field_violations.clone())
            .unwrap_or_default();
        Self {
            status: Envelope::Grpc(status.code()),
            code: info.reason.clone(),
            text: status.message().to_owned(),
            fields: violations
                .into_iter()
                .map(|violation| (violation.field, violation.description))
                .collect(),
            retry: details.retry_info().and_then(|info| info.retry_delay),
        }
    }

    /// From `application/problem+json`.
    pub(crate) fn of_rest(status: StatusCode, content_type: &str, body: &Value) -> Self {
        assert_eq!(content_type, PROBLEM_JSON, "{status}: {body}");
        assert_eq!(body["status"], status.as_u16());
        let text = |value: &Value| {
            value
                .as_str()
                .unwrap_or_else(|| panic!("no text in {body}"))
                .to_owned()
        };
        let violations = body["fieldViolations"].as_array().cloned().unwrap_or_default();
        Self {
            status: Envelope::Http(status),
            code: text(&body["code"]),
            text: text(&body["detail"]),
            fields: violations
                .iter()
                .map(|violation| (text(&violation["field"]), text(&violation["description"])))
                .collect(),
            retry: body["retryAfterMs"].as_u64().map(Duration::from_millis),
        }
    }

    /// Whether this is of one kind.
    pub(crate) fn is(&self, kind: Kind) -> bool {
        match self.status {
            Envelope::Http(status) => status == kind.http_status(),
            Envelope::Grpc(code) => code == kind.grpc_code(),
        }
    }

    /// Whether both are the same refusal, told over whichever wire.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        let one_kind = Kind::ALL.into_iter().any(|kind| self.is(kind) && other.is(kind));
        let told = |problem: &Self| {
            (
                problem.code.clone(),
                problem.text.clone(),
                problem.fields.clone(),
                problem.retry,
            )
        };
        one_kind && told(self) == told(other)
    }
}
