//! The crew that tells facts: `graphile_worker` with the settings that its traps ask for.

use super::Listeners;
use crate::base::Id;
use crate::db::JOBS_SCHEMA;
use graphile_worker::local_queue::{LocalQueueConfig, RefetchDelayConfig};
use graphile_worker::{Cron, IntoTaskHandlerResult, TaskHandler, Worker, WorkerContext, WorkerOptions};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use std::sync::Arc;
use std::time::Duration;

/// Jobs worked on at the same time: few, so that the crew never crowds out the members.
const HANDS: usize = 2;
/// A crew that is silent for longer than this is dead and its jobs are taken over.
const SILENCE: Duration = Duration::from_secs(6);
/// Jobs taken at a time.
const AT_A_TIME: usize = 4;
/// How often an idle crew looks whether there is work.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
const HEARTBEAT: Duration = Duration::from_secs(2);

/// Tells facts until it is asked to stop.
#[derive(Clone)]
pub struct Crew {
    pool: PgPool,
    listeners: Listeners,
}

impl std::fmt::Debug for Crew {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Crew")
            .field("listeners", &self.listeners)
            .finish_non_exhaustive()
    }
}

/// The crew could not begin or broke off.
#[derive(Debug, thiserror::Error)]
#[error("the job queue: {0}")]
pub struct Unstaffed(String);

#[derive(Deserialize, Serialize)]
struct Told {
    fact: String,
    subject: Id,
}

impl TaskHandler for Told {
    const IDENTIFIER: &'static str = "told";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let listeners = context
            .get_ext::<Listeners>()
            .ok_or_else(|| "nobody listens".to_owned())?;
        listeners
            .hear(&self.fact, self.subject)
            .await
            .map_err(|error| format!("{error:#}"))
    }
}

/// Every minute, said by the queue's own clock so that one instance says it.
#[derive(Deserialize, Serialize)]
struct Minutely {}

impl TaskHandler for Minutely {
    const IDENTIFIER: &'static str = "minutely";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        hear(&context, super::Fact::MinutePassed).await
    }
}

/// Every hour, said by the queue's own clock so that one instance says it.
#[derive(Deserialize, Serialize)]
struct Hourly {}

impl TaskHandler for Hourly {
    const IDENTIFIER: &'static str = "hourly";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        hear(&context, super::Fact::HourPassed).await
    }
}

/// Tells that time has passed.
async fn hear(context: &WorkerContext, fact: super::Fact) -> Result<(), String> {
    let listeners = context
        .get_ext::<Listeners>()
        .ok_or_else(|| "nobody listens".to_owned())?;
    listeners
        .hear(fact.name(), Id::nil())
        .await
        .map_err(|error| format!("{error:#}"))
}

impl Crew {
    /// A crew over a pool whose sessions may write.
    pub fn new(pool: PgPool, listeners: Listeners) -> Self {
        Self { pool, listeners }
    }

    /// Works until `stop` resolves. A database that is away for a while ends the queue's own loop: it begins again.
    pub async fn work(&self, stop: tokio_util::sync::CancellationToken) {
        while !stop.is_cancelled() {
            let ended = tokio::select! {
                ended = self.run() => ended,
                () = stop.cancelled() => Ok(()),
            };
            if let Err(error) = ended {
                tracing::warn!(%error, "the job queue broke off and begins again");
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_secs(1)) => {}
                    () = stop.cancelled() => {}
                }
            }
        }
    }

    /// Tells everything that waits now, then returns.
    pub async fn drain(&self) -> Result<(), Unstaffed> {
        let worker = self.worker(false).await?;
        worker.run_once().await.map_err(unstaffed)
    }

    async fn run(&self) -> Result<(), Unstaffed> {
        let worker = Arc::new(self.worker(true).await?);
        let _stops_when_dropped = StopOnDrop(Arc::clone(&worker));
        worker.run().await.map_err(unstaffed)
    }

    async fn worker(&self, lasting: bool) -> Result<Worker, Unstaffed> {
        let mut options = WorkerOptions::default()
            .pg_pool(self.pool.clone())
            .schema(JOBS_SCHEMA)
            .concurrency(HANDS)
            .listen_os_shutdown_signals(false)
            .define_job::<Told>()
            .define_job::<Minutely>()
            .define_job::<Hourly>()
            .add_extension(self.listeners.clone());
        if lasting {
            options = options
                .local_queue(local_queue())
                .heartbeat_interval(HEARTBEAT)
                .sweep_interval(HEARTBEAT)
                .sweep_threshold(SILENCE)
                .recovery_delay(SILENCE)
                .with_cron(Cron::every_minute::<Minutely>())
                .with_cron(Cron::hourly_at::<Hourly>(0).map_err(unstaffed)?);
        }
        options.init().await.map_err(unstaffed)
    }
}

/// Takes several jobs at a time. Without a pause between empty looks the library asks the database a thousand times a
/// second; a job that is added ends the pause.
fn local_queue() -> LocalQueueConfig {
    let pause = RefetchDelayConfig::default()
        .with_duration(LOOK_AGAIN)
        .with_max_abort_threshold(1);
    LocalQueueConfig {
        size: AT_A_TIME,
        refetch_delay: Some(pause),
        ..LocalQueueConfig::default()
    }
}

struct StopOnDrop(Arc<Worker>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.request_shutdown();
    }
}

fn unstaffed(error: impl std::fmt::Display) -> Unstaffed {
    Unstaffed(error.to_string())
}
