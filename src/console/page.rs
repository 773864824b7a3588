//! A page as it is sent: one style that a hash admits, no script, nothing from another host, kept by no cache.

use super::cookies;
use askama::Template;
use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, Response, StatusCode, header};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The style of every page.
pub(super) const STYLE: &str = include_str!("../../templates/console/page.css");

static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
});

/// Where the visitor stands: the code of the link, and who it is.
#[derive(Debug, Default)]
pub(super) struct Around<'a> {
    pub(super) style: &'static str,
    pub(super) code: &'a str,
    pub(super) name: &'a str,
}

impl<'a> Around<'a> {
    pub(super) fn of(code: &'a str, name: &'a str) -> Self {
        Self {
            style: STYLE,
            code,
            name,
        }
    }
}

/// How what is told looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Good,
    Wait,
    Bad,
}

impl Mood {
    fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Wait => "wait",
            Self::Bad => "bad",
        }
    }

    /// The same for whoever cannot tell colours apart.
    fn sign(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Wait => "…",
            Self::Bad => "!",
        }
    }

    /// Whether looking again may show something else.
    fn may_change(self) -> bool {
        self != Self::Good
    }
}

/// Something is told.
#[derive(Template)]
#[template(path = "console/told.html")]
pub(super) struct Told<'a> {
    pub(super) around: Around<'a>,
    pub(super) head: &'a str,
    pub(super) text: &'a str,
    pub(super) mood: Mood,
}

/// Name and password are asked for.
#[derive(Template)]
#[template(path = "console/sign_in.html")]
pub(super) struct SignIn<'a> {
    pub(super) around: Around<'a>,
    pub(super) login: &'a str,
    pub(super) problem: &'a str,
}

/// The slip is asked for.
#[derive(Template)]
#[template(path = "console/activate.html")]
pub(super) struct Activate<'a> {
    pub(super) around: Around<'a>,
    pub(super) login: &'a str,
    pub(super) problem: &'a str,
}

/// One tap is left.
#[derive(Template)]
#[template(path = "console/ready.html")]
pub(super) struct Ready<'a> {
    pub(super) around: Around<'a>,
    pub(super) title: &'a str,
    pub(super) place: &'a str,
    pub(super) start: &'a str,
    pub(super) event: &'a str,
}

/// A page, or what stands for it when it cannot be written.
pub(super) fn answer(status: StatusCode, page: &impl Template, cookies: Vec<HeaderValue>) -> Response<Body> {
    let Ok(text) = page.render() else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, Body::empty());
    };
    let mut response = plain(status, Body::from(text));
    let headers = response.headers_mut();
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, html);
    if let Ok(policy) = HeaderValue::try_from(POLICY.as_str()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    cookies::set(headers, cookies);
    response
}

/// Back to the link of the room.
pub(super) fn back(code: &str, cookies: Vec<HeaderValue>) -> Response<Body> {
    let mut response = plain(StatusCode::SEE_OTHER, Body::empty());
    let headers = response.headers_mut();
    match HeaderValue::try_from(format!("/c/{code}")) {
        Ok(place) => headers.insert(header::LOCATION, place),
        Err(_not_a_path) => headers.insert(header::LOCATION, HeaderValue::from_static("/c/-")),
    };
    cookies::set(headers, cookies);
    response
}

/// The code stands in the address: only we may hear of it.
fn plain(status: StatusCode, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}
