//! Figures for Prometheus, on a listener of their own that stays inside by default.

use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::routing::get;
use http::header;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::time::interval;
use tokio_util::sync::CancellationToken;

use super::limits::Limits;
use super::serve::serve;

const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
/// Upper ends of the classes that durations are counted in, in seconds.
const DURATIONS: &[f64] = &[
    0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];
/// Samples wait in memory until they are sorted into their classes, also when nobody reads them.
const UPKEEP: Duration = Duration::from_secs(5);

/// Collects the figures of this process from now on; it works once.
pub fn collect() -> anyhow::Result<PrometheusHandle> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), DURATIONS)
        .and_then(PrometheusBuilder::install_recorder)
        .context("metrics are collected already")
}

/// Serves the figures at `/metrics` until `stop`. Few ask for them, and nobody waits for them to be seen out.
pub async fn serve_metrics(listener: TcpListener, figures: PrometheusHandle, stop: CancellationToken) {
    let limits = Limits {
        connections: 16,
        unready: Duration::ZERO,
        drain: Duration::from_secs(1),
        ..Limits::default()
    };
    let shown = figures.clone();
    let page = get(async move || ([(header::CONTENT_TYPE, TEXT)], shown.render()));
    tokio::select! {
        () = serve(listener, Router::new().route("/metrics", page), &limits, &stop) => {}
        () = keep_up(&figures) => {}
    }
}

async fn keep_up(figures: &PrometheusHandle) {
    let mut ticks = interval(UPKEEP);
    loop {
        ticks.tick().await;
        figures.run_upkeep();
    }
}
