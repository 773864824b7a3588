//! A real loopback listener that serves a router, for tests of the transport itself.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use sotay::edge::{self, Limits};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A server on a port of its own; it is stopped by `stop` and gone when dropped.
pub(crate) struct Port {
    pub(crate) address: SocketAddr,
    pub(crate) stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl Port {
    pub(crate) async fn open(router: Router, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let asked = stop.clone();
        let serving = tokio::spawn(async move { edge::serve(listener, router, &limits, &asked).await });
        Self {
            address,
            stop,
            serving,
        }
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Asks the server to stop and waits until it has.
    pub(crate) async fn stopped(mut self) {
        self.stop.cancel();
        within(&mut self.serving).await.unwrap();
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Limits that let a test end soon; what a test is about it sets itself.
pub(crate) fn quick() -> Limits {
    Limits {
        unready: Duration::ZERO,
        drain: Duration::from_secs(5),
        ..Limits::default()
    }
}

pub(crate) fn hello() -> Router {
    Router::new().route("/", get(|| async { "hello" }))
}

/// A test that waits for something that never comes fails instead of hanging.
pub(crate) async fn within<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(20), future)
        .await
        .expect("it did not happen in 20 s")
}
