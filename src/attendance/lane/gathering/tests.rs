//! Who comes alone goes at once, who comes meanwhile goes together, and nobody who was let in is forgotten. No test waits
//! for time to pass: the clock of these tests moves only when everybody waits for it, and it must not have moved.

use super::*;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

type Brought = Gathering<u32, u32>;

const NARROW: Width = Width {
    batches: 1,
    most: 100,
    waiting: 3,
};

/// Work that stands still until it is told to go on, and remembers its batches.
#[derive(Clone, Default)]
struct Bench {
    batches: Arc<Mutex<Vec<Vec<u32>>>>,
    begun: Arc<Notify>,
    go_on: Arc<Notify>,
}

impl Bench {
    fn gathering(&self, width: Width) -> Brought {
        let bench = self.clone();
        Gathering::start(width, move |batch| bench.clone().work(batch))
    }

    async fn work(self, batch: Vec<Waiting<u32, u32>>) {
        let jobs = batch.iter().map(|waiting| waiting.job).collect();
        self.batches.lock().unwrap().push(jobs);
        self.begun.notify_one();
        self.go_on.notified().await;
        answer_all(batch);
    }

    fn seen(&self) -> Vec<Vec<u32>> {
        self.batches.lock().unwrap().clone()
    }
}

fn answer_all(batch: Vec<Waiting<u32, u32>>) {
    for waiting in batch {
        let answer = waiting.job * 10;
        waiting.answer(answer);
    }
}

/// Polls once: what is brought is brought.
async fn begin<T>(future: &mut std::pin::Pin<Box<impl Future<Output = T>>>) {
    tokio::select! {
        biased;
        _ = future.as_mut() => panic!("answered too early"),
        () = std::future::ready(()) => {}
    }
}

/// How long somebody waits who comes alone.
async fn lone_wait<F, Fut>(work: F) -> Duration
where
    F: Fn(Vec<Waiting<u32, u32>>) -> Fut + Send + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    let gathering = Gathering::start(NARROW, work);
    let came = Instant::now();
    assert_eq!(gathering.bring(7).await, Ok(70));
    came.elapsed()
}

#[tokio::test(start_paused = true)]
async fn who_comes_alone_waits_for_nobody() {
    assert_eq!(
        lone_wait(|batch| async { answer_all(batch) }).await,
        Duration::ZERO
    );
    let slow = |batch| async {
        tokio::time::sleep(Duration::from_millis(1)).await;
        answer_all(batch);
    };
    assert_ne!(
        lone_wait(slow).await,
        Duration::ZERO,
        "a lane that waits for company is found out"
    );
}

#[tokio::test(start_paused = true)]
async fn what_comes_while_a_batch_is_under_way_goes_together() {
    let bench = Bench::default();
    let gathering = bench.gathering(NARROW);
    let mut first = Box::pin(gathering.bring(1));
    begin(&mut first).await;
    bench.begun.notified().await;
    let mut others: Vec<_> = (2..=4).map(|job| Box::pin(gathering.bring(job))).collect();
    for other in &mut others {
        begin(other).await;
    }
    bench.go_on.notify_one();
    assert_eq!(first.await, Ok(10));
    bench.begun.notified().await;
    bench.go_on.notify_one();
    for (other, answer) in others.into_iter().zip([20, 30, 40]) {
        assert_eq!(other.await, Ok(answer));
    }
    assert_eq!(bench.seen(), [vec![1], vec![2, 3, 4]]);
}

#[tokio::test(start_paused = true)]
async fn no_batch_is_larger_than_is_allowed() {
    let bench = Bench::default();
    let gathering = bench.gathering(Width { most: 2, ..NARROW });
    let mut all: Vec<_> = (1..=3).map(|job| Box::pin(gathering.bring(job))).collect();
    for one in &mut all {
        begin(one).await;
    }
    for _ in 0..2 {
        bench.begun.notified().await;
        bench.go_on.notify_one();
    }
    for one in all {
        one.await.unwrap();
    }
    assert_eq!(bench.seen(), [vec![1, 2], vec![3]]);
}

#[tokio::test(start_paused = true)]
async fn a_full_lane_turns_away_at_once() {
    let bench = Bench::default();
    let gathering = bench.gathering(NARROW);
    let mut under_way = Box::pin(gathering.bring(1));
    begin(&mut under_way).await;
    bench.begun.notified().await;
    let mut waiting: Vec<_> = (2..=4).map(|job| Box::pin(gathering.bring(job))).collect();
    for one in &mut waiting {
        begin(one).await;
    }
    let came = Instant::now();
    assert_eq!(gathering.bring(5).await, Err(Turned::Full));
    assert_eq!(came.elapsed(), Duration::ZERO);
    bench.go_on.notify_one();
    assert_eq!(under_way.await, Ok(10));
    bench.begun.notified().await;
    bench.go_on.notify_one();
    for one in waiting {
        one.await.unwrap();
    }
    assert_eq!(
        bench.seen().concat(),
        [1, 2, 3, 4],
        "who was turned away left no trace"
    );
}

#[tokio::test(start_paused = true)]
async fn who_hangs_up_is_worked_off_all_the_same() {
    let bench = Bench::default();
    let gathering = bench.gathering(NARROW);
    let mut hangs_up = Box::pin(gathering.bring(1));
    begin(&mut hangs_up).await;
    drop(hangs_up);
    bench.begun.notified().await;
    assert_eq!(bench.seen(), [vec![1]]);
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_panics_answers_nobody_and_stops_nobody_else() {
    let gathering = Gathering::start(NARROW, |batch: Vec<Waiting<u32, u32>>| async {
        assert!(batch.iter().all(|waiting| waiting.job != 13), "thirteen");
        answer_all(batch);
    });
    assert_eq!(gathering.bring(13).await, Err(Turned::Lost));
    assert_eq!(gathering.bring(14).await, Ok(140));
}
