//! Signing in and out on a page of a room, and activating by slip there.

use super::forms::Form;
use super::page::{self, Activate, Around, SignIn};
use super::{Pages, cookies, inside, venue};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use http::{Response, StatusCode};
use sotay_proto::identity::v1::identity_server::Identity;
use sotay_proto::identity::v1::{ActivateRequest, Session, SignInRequest, SignOutRequest};
use tonic::Response as Answered;

/// Signs in and goes back to the room.
pub(super) async fn sign_in(
    State(pages): State<Pages>,
    Path(code): Path<String>,
    request: Request,
) -> Response<Body> {
    let Some(form) = Form::read(request).await else {
        return venue::no_form(&code);
    };
    let asked = SignInRequest {
        login: form.field("login"),
        password: form.field("password"),
        device: Some(form.device()),
        ..SignInRequest::default()
    };
    match pages.people.sign_in(inside::unknown(asked, &form.from)).await {
        Ok(session) => pages.begun(&code, session),
        Err(status) => sign_in_page(&code, &form.field("login"), &venue::worded(&status)),
    }
}

/// The form for the slip.
pub(super) async fn ask_to_activate(Path(code): Path<String>) -> Response<Body> {
    activate_page(&code, "", "")
}

/// Activates by slip and goes back to the room.
pub(super) async fn activate(
    State(pages): State<Pages>,
    Path(code): Path<String>,
    request: Request,
) -> Response<Body> {
    let Some(form) = Form::read(request).await else {
        return venue::no_form(&code);
    };
    let asked = ActivateRequest {
        login: form.field("login"),
        code: form.field("slip"),
        password: form.field("password"),
        device: Some(form.device()),
    };
    match pages.people.activate(inside::unknown(asked, &form.from)).await {
        Ok(session) => pages.begun(&code, session),
        Err(status) => activate_page(&code, &form.field("login"), &venue::worded(&status)),
    }
}

/// Signs out on this phone.
pub(super) async fn sign_out(
    State(pages): State<Pages>,
    Path(code): Path<String>,
    request: Request,
) -> Response<Body> {
    let Some(form) = Form::read(request).await else {
        return venue::no_form(&code);
    };
    if let Some(visitor) = pages.visitor(&form.headers, &form.from).await {
        let asked = inside::known(SignOutRequest {}, &visitor.caller);
        if let Err(status) = pages.people.sign_out(asked).await {
            return venue::refused(&status, &code, visitor);
        }
    }
    page::back(&code, cookies::forget(pages.is_encrypted))
}

impl Pages {
    fn begun(&self, code: &str, session: Answered<Session>) -> Response<Body> {
        page::back(code, cookies::keep(&session.into_inner(), self.is_encrypted))
    }
}

/// Asks for login and password; what went wrong stands above.
pub(super) fn sign_in_page(code: &str, login: &str, problem: &str) -> Response<Body> {
    let around = Around::of(code, "");
    let form = SignIn {
        around,
        login,
        problem,
    };
    page::answer(StatusCode::OK, &form, Vec::new())
}

fn activate_page(code: &str, login: &str, problem: &str) -> Response<Body> {
    let around = Around::of(code, "");
    let form = Activate {
        around,
        login,
        problem,
    };
    page::answer(StatusCode::OK, &form, Vec::new())
}
