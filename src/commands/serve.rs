//! `sotay serve`: everything runs until it is told to stop, then drains in order.

use super::ground::Ground;
use crate::app::{House, Manner};
use crate::base::Result;
use crate::config::{Given, Settings};
use crate::db::queue_pool;
use crate::edge::{self, Limits};
use crate::jobs::Crew;
use anyhow::Context;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How often revocations and signing keys are read anew: a revoked session is dead everywhere within this time.
const TICK: Duration = Duration::from_secs(1);

/// Serves with these settings.
pub(super) async fn run(given: Given) -> anyhow::Result<()> {
    let settings = given.settle()?;
    let ground = Ground::lay(&settings).await?;
    let house = open(&ground, &settings).await?;
    answer(
        ground,
        house,
        (&settings, Limits::default()),
        |address| tracing::info!(%address, "answering"),
    )
    .await
}

/// The house on its ground.
pub(super) async fn open(ground: &Ground, settings: &Settings) -> anyhow::Result<House> {
    let manner = Manner {
        public_url: settings.public_url.clone(),
        minimum_app_version: settings.minimum_app_version.clone(),
    };
    Ok(House::open(ground.gate().await?, &manner).await?)
}

/// Answers until a signal comes. `ready` is told the address once it does.
pub(super) async fn answer(
    ground: Ground,
    house: House,
    (settings, limits): (&Settings, Limits),
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let stop = stop_on_signal()?;
    let limits = limits.fitted();
    let proxies = settings
        .trusted_proxies
        .iter()
        .map(|network| {
            network
                .parse()
                .with_context(|| format!("--trusted-proxies: {network}"))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let router = house.front(limits.clone(), proxies, stop.clone())?;
    let listener = TcpListener::bind(settings.listen).await.with_context(|| {
        format!(
            "cannot listen on {}: choose another with --listen",
            settings.listen
        )
    })?;
    let metrics = TcpListener::bind(settings.metrics_listen)
        .await
        .with_context(|| {
            format!(
                "cannot listen on {}: choose another with --metrics-listen",
                settings.metrics_listen
            )
        })?;
    let queue = queue_pool(&ground.reach).await?;
    let crew = Crew::new(queue.clone(), house.listeners());
    let figures = edge::collect()?;

    let tasks = TaskTracker::new();
    spawn_beats(&tasks, &house, &stop);
    tasks.spawn(recount(house.clone(), stop.clone()));
    tasks.spawn({
        let stop = stop.clone();
        async move { crew.work(stop).await }
    });
    tasks.spawn(edge::serve_metrics(metrics, figures, stop.clone()));
    tasks.close();
    ready(listener.local_addr()?);
    edge::serve(listener, router, &limits, &stop).await;
    tasks.wait().await;
    queue.close().await;
    house.close().await;
    ground.leave().await;
    Ok(())
}

/// What is done each second, each apart from the other.
fn spawn_beats(tasks: &TaskTracker, house: &House, stop: &CancellationToken) {
    tasks.spawn(each_second(
        house.clone(),
        "revocations could not be read; trying again",
        async |house| house.tick().await,
        stop.clone(),
    ));
    tasks.spawn(each_second(
        house.clone(),
        "watched meetings could not be read; trying again",
        async |house| house.look().await,
        stop.clone(),
    ));
}

async fn each_second(
    house: House,
    trouble: &'static str,
    work: impl AsyncFn(&House) -> Result<()>,
    stop: CancellationToken,
) {
    let mut beat = tokio::time::interval(TICK);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = stop.cancelled() => return,
        }
        if let Err(error) = work(&house).await {
            tracing::warn!(error = format!("{error:#}"), "{trouble}");
        }
    }
}

/// Rests between looks when nothing changed, and as long as the last look took when much did.
async fn recount(house: House, stop: CancellationToken) {
    let mut pause = TICK;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = stop.cancelled() => return,
        }
        let began = Instant::now();
        pause = match house.recount().await {
            Ok(true) => began.elapsed(),
            Ok(false) => TICK,
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "rosters could not be counted; trying again"
                );
                TICK
            }
        };
    }
}

/// SIGTERM or SIGINT stops gently; a second one is left to the operating system's own way.
fn stop_on_signal() -> anyhow::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let told = stop.clone();
    #[expect(
        clippy::disallowed_methods,
        reason = "lives as long as the process and has no error to lose"
    )]
    let _watcher = tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
        told.cancel();
    });
    Ok(stop)
}
