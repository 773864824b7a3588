//! The accept loop: takes connections up to the cap, and on stop lets the calls under way finish.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::connection::{self, Signals};
use super::limits::Limits;

/// Out of file descriptors, accepting fails at once and again; a short rest keeps that from burning a core.
const ACCEPT_REST: Duration = Duration::from_millis(100);
/// A cut task only has to be dropped.
const CUT_REST: Duration = Duration::from_secs(1);

/// Serves the router on the listener until `stop` is cancelled and everybody has been seen out.
pub async fn serve(listener: TcpListener, router: Router, limits: &Limits, stop: &CancellationToken) {
    let floor = Floor::new(router, limits);
    let leave = async {
        stop.cancelled().await;
        sleep(limits.unready).await;
    };
    tokio::select! {
        () = floor.accept(&listener) => {}
        () = leave => {}
    }
    drop(listener);
    floor.see_out(limits.drain).await;
}

/// Those being served, and what they are served with.
struct Floor {
    router: Router,
    limits: Arc<Limits>,
    room: Arc<Semaphore>,
    tasks: TaskTracker,
    signals: Signals,
}

impl Floor {
    fn new(router: Router, limits: &Limits) -> Self {
        Self {
            router,
            limits: Arc::new(limits.clone()),
            room: Arc::new(Semaphore::new(limits.connections)),
            tasks: TaskTracker::new(),
            signals: Signals::default(),
        }
    }

    async fn accept(&self, listener: &TcpListener) {
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => self.seat(stream, connection::Peer(peer)),
                Err(error) if is_the_clients(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "cannot accept connections");
                    sleep(ACCEPT_REST).await;
                }
            }
        }
    }

    /// A full house closes at the door: a queue in the kernel would hide from the caller that another instance has room.
    fn seat(&self, stream: TcpStream, peer: connection::Peer) {
        let Ok(permit) = Arc::clone(&self.room).try_acquire_owned() else {
            metrics::counter!("sotay_connections_turned_away_total").increment(1);
            return;
        };
        let seat = Seat::taken(permit);
        let builder = connection::builder(&self.limits, self.tasks.clone());
        let (router, limits, signals) = (
            self.router.clone(),
            Arc::clone(&self.limits),
            self.signals.clone(),
        );
        self.tasks.spawn(async move {
            connection::attend(&builder, stream, (router, peer), &limits, &signals).await;
            drop(seat);
        });
    }

    async fn see_out(self, drain: Duration) {
        self.tasks.close();
        self.signals.go_away.cancel();
        if timeout(drain, self.tasks.wait()).await.is_err() {
            tracing::warn!(
                tasks = self.tasks.len(),
                "calls did not finish in time and are cut"
            );
            self.signals.cut.cancel();
            // Whoever ignores even the cut must not keep the process alive.
            let _late = timeout(CUT_REST, self.tasks.wait()).await;
        }
    }
}

/// A connection's place among all that may be open, given back when it ends, however it ends.
struct Seat {
    _permit: OwnedSemaphorePermit,
}

impl Seat {
    fn taken(permit: OwnedSemaphorePermit) -> Self {
        metrics::gauge!("sotay_connections").increment(1);
        Self { _permit: permit }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        metrics::gauge!("sotay_connections").decrement(1);
    }
}

/// The client went away between knocking and entering; that says nothing about us.
fn is_the_clients(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    )
}
