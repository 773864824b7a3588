//! Web pages, written on the server and readable without a script. They call what phones call, through the same guards.

mod cookies;
mod entrance;
mod forms;
mod inside;
mod page;
mod venue;
mod visitor;

use crate::{attendance, identity, meetings};
use axum::Router;
use axum::routing::{get, post};
use sotay_proto::{attendance::v1 as rooms, identity::v1 as people, meetings::v1 as agendas};
use std::sync::Arc;

/// What the pages call.
#[derive(Clone, Debug)]
pub struct Pages {
    people: people::Guarded<identity::Desk>,
    agendas: agendas::Guarded<meetings::Desk>,
    rooms: rooms::Guarded<attendance::Desk>,
    recogniser: identity::Recogniser,
    /// Phones reach us by TLS only, so that their cookies must not travel otherwise.
    is_encrypted: bool,
}

impl Pages {
    /// Pages in front of desks. `public_url` is the address that phones reach.
    pub fn new(
        (people, agendas, rooms): (Arc<identity::Desk>, Arc<meetings::Desk>, Arc<attendance::Desk>),
        recogniser: identity::Recogniser,
        public_url: &str,
    ) -> Self {
        Self {
            people: people::Guarded::new(people),
            agendas: agendas::Guarded::new(agendas),
            rooms: rooms::Guarded::new(rooms),
            recogniser,
            is_encrypted: public_url.starts_with("https://"),
        }
    }

    /// The pages as routes. Those who are not signed in are shown how to.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/c/{code}", get(venue::show))
            .route("/c/{code}/check-in", post(venue::check_in))
            .route("/c/{code}/sign-in", post(entrance::sign_in))
            .route(
                "/c/{code}/activate",
                get(entrance::ask_to_activate).post(entrance::activate),
            )
            .route("/c/{code}/sign-out", post(entrance::sign_out))
            .with_state(self)
    }
}
