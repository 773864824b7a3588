//! Gathers what comes at the same time and has it worked off together, in tasks of its own: whoever brings something
//! only waits for the answer, and may hang up.

use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio_util::task::TaskTracker;

/// How much is worked off at once.
#[derive(Clone, Copy, Debug)]
pub struct Width {
    /// Batches under way at the same time.
    pub batches: usize,
    /// What one batch holds at most.
    pub most: usize,
    /// What may wait for a batch; one more is turned away.
    pub waiting: usize,
}

/// The side where things are brought.
#[derive(Debug)]
pub(super) struct Gathering<J, A> {
    queue: mpsc::Sender<Waiting<J, A>>,
}

/// Something that was brought, and to whom the answer goes.
#[derive(Debug)]
pub(super) struct Waiting<J, A> {
    pub(super) job: J,
    answer: oneshot::Sender<A>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turned {
    /// Too much waits already. Nothing was done.
    Full,
    /// The work stopped midway.
    Lost,
}

impl<J, A> Gathering<J, A>
where
    J: Send + 'static,
    A: Send + 'static,
{
    /// Begins to gather for this work, until this is dropped and everything brought is worked off.
    pub(super) fn start<F, Fut>(width: Width, work: F) -> Self
    where
        F: Fn(Vec<Waiting<J, A>>) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let (queue, waiting) = mpsc::channel(width.waiting);
        #[expect(
            clippy::disallowed_methods,
            reason = "ends with whoever brings; it has no error to lose"
        )]
        let _gathers = tokio::spawn(gather(waiting, width, work));
        Self { queue }
    }

    /// Brings something and waits for its answer. Once it is brought it is done, whoever hangs up.
    pub(super) async fn bring(&self, job: J) -> Result<A, Turned> {
        let (answer, answered) = oneshot::channel();
        self.queue
            .try_send(Waiting { job, answer })
            .map_err(|turned| match turned {
                mpsc::error::TrySendError::Full(_) => Turned::Full,
                mpsc::error::TrySendError::Closed(_) => Turned::Lost,
            })?;
        answered.await.map_err(|_dropped| Turned::Lost)
    }
}

impl<J, A> Waiting<J, A> {
    /// Something waiting, and where its answer will be.
    pub(super) fn new(job: J) -> (Self, oneshot::Receiver<A>) {
        let (answer, answered) = oneshot::channel();
        (Self { job, answer }, answered)
    }

    /// Answers, if anybody still listens.
    pub(super) fn answer(self, answer: A) {
        drop(self.answer.send(answer));
    }
}

/// A batch begins as soon as there is something to do and room for it, and takes whatever waits by then: what comes
/// alone goes alone and at once, and what comes while batches are under way goes together.
async fn gather<J, A, F, Fut>(mut waiting: mpsc::Receiver<Waiting<J, A>>, width: Width, work: F)
where
    F: Fn(Vec<Waiting<J, A>>) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let room = Arc::new(Semaphore::new(width.batches));
    let batches = TaskTracker::new();
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else {
            return;
        };
        let mut batch = Vec::new();
        if waiting.recv_many(&mut batch, width.most).await == 0 {
            return;
        }
        let work = work(batch);
        batches.spawn(async move {
            work.await;
            drop(place);
        });
    }
}

#[cfg(test)]
mod tests;
