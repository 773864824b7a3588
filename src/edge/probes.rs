//! Is it alive, is it ready: for orchestrators over HTTP and over gRPC's own health protocol.

use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use futures_util::future::BoxFuture;
use futures_util::{Stream, stream};
use http::StatusCode;
use tokio::sync::Mutex;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_server::Health;
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};

/// The probes are open to everybody, so what they ask is asked at most this often.
const REMEMBERED: Duration = Duration::from_secs(1);
/// How often a watcher's answer is looked at again.
const WATCHED: Duration = Duration::from_secs(5);

/// Knows whether the service can do its work now.
pub trait Ready: Send + Sync + 'static {
    /// Asked at most once a second.
    fn ready(&self) -> BoxFuture<'_, bool>;
}

/// Both kinds of probes.
#[derive(Clone)]
pub(super) struct Probes {
    ready: Arc<dyn Ready>,
    stop: CancellationToken,
    last: Arc<Mutex<Option<(Instant, bool)>>>,
}

impl Probes {
    pub(super) fn new(ready: Arc<dyn Ready>, stop: CancellationToken) -> Self {
        Self {
            ready,
            stop,
            last: Arc::default(),
        }
    }

    /// `/livez` asks nothing: restarting the service would not bring a lost database back.
    pub(super) fn routes(self) -> Router {
        Router::new()
            .route("/livez", get(async || "alive\n"))
            .route("/readyz", get(readyz))
            .with_state(self)
    }

    async fn is_ready(&self) -> bool {
        if self.stop.is_cancelled() {
            return false;
        }
        let mut last = self.last.lock().await;
        if let Some((at, ready)) = *last
            && at.elapsed() < REMEMBERED
        {
            return ready;
        }
        let ready = self.ready.ready().await;
        *last = Some((Instant::now(), ready));
        ready
    }

    async fn answer(&self) -> HealthCheckResponse {
        let status = if self.is_ready().await {
            ServingStatus::Serving
        } else {
            ServingStatus::NotServing
        };
        HealthCheckResponse {
            status: status.into(),
        }
    }
}

async fn readyz(State(probes): State<Probes>) -> (StatusCode, &'static str) {
    if probes.is_ready().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}

/// All services are ready together, so the name that is asked for does not matter.
#[tonic::async_trait]
impl Health for Probes {
    type WatchStream = Pin<Box<dyn Stream<Item = Result<HealthCheckResponse, Status>> + Send>>;

    async fn check(&self, _: Request<HealthCheckRequest>) -> Result<Response<HealthCheckResponse>, Status> {
        Ok(Response::new(self.answer().await))
    }

    async fn watch(&self, _: Request<HealthCheckRequest>) -> Result<Response<Self::WatchStream>, Status> {
        let watched = stream::unfold((self.clone(), None), async |(probes, told)| {
            let news = probes.next_news(told).await?;
            Some((Ok(news), (probes, Some(news))))
        });
        Ok(Response::new(Box::pin(watched)))
    }
}

impl Probes {
    /// The first answer that differs from the last one told; none after the last word, which stopping is.
    async fn next_news(&self, told: Option<HealthCheckResponse>) -> Option<HealthCheckResponse> {
        loop {
            let stopping = self.stop.is_cancelled();
            let answer = self.answer().await;
            if Some(answer) != told {
                return Some(answer);
            }
            if stopping {
                return None;
            }
            tokio::select! {
                () = sleep(WATCHED) => {}
                () = self.stop.cancelled() => {}
            }
        }
    }
}
