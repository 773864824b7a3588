//! What is known about each call of the contract, and what is known about its caller.

use crate::Refused;

/// One call of the contract, as its proto describes it. Generated code puts a `&'static Method` into the extensions of
/// every request before the service sees it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts of the contract, read one at a time"
)]
#[derive(Debug, PartialEq, Eq)]
pub struct Method {
    /// The name, unique over all services: `OpenMeeting`.
    pub name: &'static str,
    /// The full name of its service: `sotay.meetings.v1.Meetings`.
    pub service: &'static str,
    /// Where gRPC finds it: `/sotay.meetings.v1.Meetings/OpenMeeting`.
    pub grpc_path: &'static str,
    /// Where REST finds it, the first being the one of its `google.api.http`, then its additional bindings.
    pub bindings: &'static [Binding],
    /// Whether it needs no sign-in.
    pub public: bool,
    /// Whether it changes something: any verb but GET.
    pub mutates: bool,
    /// Whether it answers with a stream.
    pub streams: bool,
    /// Whether it needs an `If-Match` header (`if-match` metadata).
    pub if_match: bool,
    /// The codes that it may answer beyond the general ones.
    pub refusals: &'static [&'static str],
    /// The full name of the request message.
    pub request: &'static str,
    /// The full name of the answer (of one answer, when it streams).
    pub response: &'static str,
    /// JSON of a valid request, path fields included.
    pub example: &'static str,
    /// JSON of an answer; empty when the proto gives none.
    pub example_answer: &'static str,
}

/// One way to reach a call over REST.
#[derive(Debug, PartialEq, Eq)]
pub struct Binding {
    /// `GET`, `PUT`, `POST`, `DELETE` or `PATCH`.
    pub verb: &'static str,
    /// The path with the proto's own names: `/v1/meetings/{meeting}`.
    pub template: &'static str,
    /// What the body holds.
    pub body: Body,
}

/// What the body of a REST request holds. Fields that stand neither in the path nor in the body are query parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    None,
    /// The request message.
    Whole,
    /// One field of the request message, named as in the proto.
    Field(&'static str),
}

/// What the sign-in layer found out, put by it into the extensions of the HTTP request on both wires. Absent: nobody
/// signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// The caller is known.
    Known,
    /// There was an attempt that failed; calls that are not public answer with this.
    Refused(Refused),
}
