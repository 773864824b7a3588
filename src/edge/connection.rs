//! One connection from its first byte to its end: silent ones are closed, old ones are asked to go, then cut.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use super::limits::Limits;

/// Who holds the other end of the connection; a request carries it as an extension.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// What is called out to all connections at once.
#[derive(Debug, Clone, Default)]
pub(super) struct Signals {
    pub(super) go_away: CancellationToken,
    pub(super) cut: CancellationToken,
}

/// Runs the streams of HTTP/2 connections where the drain can wait for them.
#[derive(Debug, Clone)]
pub(super) struct Tracked(TaskTracker);

impl<F> hyper::rt::Executor<F> for Tracked
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    fn execute(&self, future: F) {
        self.0.spawn(future);
    }
}

/// How the bytes of a connection are read: both versions of HTTP, each with its limits.
pub(super) fn builder(limits: &Limits, tasks: TaskTracker) -> Builder<Tracked> {
    let mut builder = Builder::new(Tracked(tasks));
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read)
        .max_buf_size(limits.header_list);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.streams)
        .max_local_error_reset_streams(limits.local_error_resets)
        .max_pending_accept_reset_streams(limits.pending_accept_resets)
        .max_header_list_size(u32::try_from(limits.header_list).unwrap_or(u32::MAX))
        .keep_alive_interval(limits.keep_alive)
        .keep_alive_timeout(limits.keep_alive_answer);
    builder
}

/// Serves one connection. Its errors are the client's affair: the calls themselves are logged where they are answered.
pub(super) async fn attend(
    builder: &Builder<Tracked>,
    stream: TcpStream,
    (router, peer): (Router, Peer),
    limits: &Limits,
    signals: &Signals,
) {
    // Small answers would wait for the client's delayed acknowledgement; failing costs no more than that.
    drop(stream.set_nodelay(true));
    let arrived = Arc::new(Notify::new());
    let service = {
        let arrived = Arc::clone(&arrived);
        service_fn(move |request| answer(router.clone(), peer, Arc::clone(&arrived), request))
    };
    let mut connection = std::pin::pin!(builder.serve_connection(TokioIo::new(stream), service));

    tokio::select! {
        _ended = connection.as_mut() => return,
        () = arrived.notified() => {}
        () = sleep(limits.first_request) => return,
        () = signals.go_away.cancelled() => {}
    }
    tokio::select! {
        _ended = connection.as_mut() => return,
        () = sleep(limits.connection_age) => {}
        () = signals.go_away.cancelled() => {}
    }
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ended = connection => {}
        // While the house closes, only the drain decides how long to wait.
        () = sleep(limits.age_grace), if !signals.go_away.is_cancelled() => {}
        () = signals.cut.cancelled() => {}
    }
}

async fn answer(
    router: Router,
    peer: Peer,
    arrived: Arc<Notify>,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    arrived.notify_one();
    request.extensions_mut().insert(peer);
    router.oneshot(request).await
}
