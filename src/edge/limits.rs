//! Every limit of the transport in one place, with the figure that holds when nobody configured another.

use std::time::Duration;

const KIB: usize = 1024;

/// What the edge allows. A field's default is the figure the service is tested and measured with.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections held at once; one more is closed at the door, so that it can try another instance.
    pub connections: usize,
    /// From accepting a connection to its first complete request head; silent clients end here.
    pub first_request: Duration,
    /// HTTP/1: for one request head to arrive. It also ends a kept-alive connection that asks nothing more.
    pub header_read: Duration,
    /// After this age a connection is told to go away (GOAWAY, `connection: close`), so that load spreads again.
    pub connection_age: Duration,
    /// What a connection that was told to go away has left for the calls under way, then it is cut.
    pub age_grace: Duration,
    /// HTTP/2: streams open at once on one connection.
    pub streams: u32,
    /// HTTP/2: streams the client made us reset before the connection is closed ("made you reset").
    pub local_error_resets: usize,
    /// HTTP/2: streams the client reset before we looked at them, then the connection is closed ("rapid reset").
    pub pending_accept_resets: usize,
    /// Bytes of all the headers of one request.
    pub header_list: usize,
    /// HTTP/2: a ping this often while nothing else arrives.
    pub keep_alive: Duration,
    /// HTTP/2: for the answer to that ping.
    pub keep_alive_answer: Duration,
    /// Bytes of one request's body, on every wire.
    pub body: usize,
    /// For a call to answer; a client may ask for less, never for more.
    pub call: Duration,
    /// A client that leaves less than this is refused before any work.
    pub least_call: Duration,
    /// Routes that need more time or a longer body than the others.
    pub routes: Vec<RouteLimits>,
    /// After the stop signal: still served, already "not ready", so that load balancers notice first.
    pub unready: Duration,
    /// After that: for the calls under way, then what is left is cut.
    pub drain: Duration,
}

/// What one route allows in place of the general limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteLimits {
    /// The route as it is registered.
    pub template: &'static str,
    /// In place of [`Limits::call`].
    pub call: Duration,
    /// In place of [`Limits::body`].
    pub body: usize,
}

/// Rosters are files, and judging five thousand rows takes a while.
const ROSTERS: RouteLimits = RouteLimits {
    template: "/v1/organizations/{organization}/roster",
    call: Duration::from_mins(1),
    body: 32 * KIB * KIB,
};

impl Limits {
    /// What holds for a route; for paths nobody serves, the general limits.
    pub(super) fn of(&self, template: Option<&str>) -> RouteLimits {
        let own = self.routes.iter().find(|own| Some(own.template) == template);
        own.copied().unwrap_or(RouteLimits {
            template: "",
            call: self.call,
            body: self.body,
        })
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            first_request: Duration::from_secs(10),
            header_read: Duration::from_secs(30),
            connection_age: Duration::from_mins(30),
            age_grace: Duration::from_secs(30),
            streams: 128,
            local_error_resets: 100,
            pending_accept_resets: 20,
            header_list: 16 * KIB,
            keep_alive: Duration::from_secs(30),
            keep_alive_answer: Duration::from_secs(20),
            body: KIB * KIB,
            call: Duration::from_secs(8),
            least_call: Duration::from_millis(50),
            routes: vec![ROSTERS],
            unready: Duration::from_secs(5),
            drain: Duration::from_secs(25),
        }
    }
}
