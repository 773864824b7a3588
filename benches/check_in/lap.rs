//! Laps: everybody of an evening checks in, as fast as it goes or at a given pace.

use crate::ground::{Ground, Guest, code};
use crate::wires::{Line, Wire};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Callers at the same time, each with a connection.
const CALLERS: usize = 256;

/// What a lap came to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lap {
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

/// How fast callers come.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pace {
    /// Each as soon as the one before was answered.
    Full,
    /// So many a second, whether or not those before were answered in time: who has to wait has waited since he came.
    PerSecond(f64),
}

/// The next evening, everybody with these tokens.
pub(crate) async fn evening(ground: &mut Ground, wire: Wire, tokens: &Arc<Vec<String>>, pace: Pace) -> Lap {
    let guests = ground.evening();
    run(ground, wire, guests, tokens, pace).await
}

pub(crate) async fn run(
    ground: &Ground,
    wire: Wire,
    guests: Vec<Guest>,
    tokens: &Arc<Vec<String>>,
    pace: Pace,
) -> Lap {
    let mut shares: Vec<Vec<(usize, Guest)>> = vec![Vec::new(); CALLERS];
    for (place, guest) in guests.into_iter().enumerate() {
        shares[place % CALLERS].push((place, guest));
    }
    let mut lines = Vec::new();
    for _ in 0..CALLERS {
        lines.push(Line::open(wire, ground.service.address).await);
    }
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for (mut line, share) in lines.into_iter().zip(shares) {
        let (keys, tokens) = (ground.nation.keys.clone(), Arc::clone(tokens));
        tasks.spawn(async move {
            let mut times = Vec::with_capacity(share.len());
            for (place, guest) in share {
                let came = came(pace, began, place).await;
                let code = code(&keys, guest.meeting);
                line.check_in(&guest, &tokens[guest.member as usize], code).await;
                times.push(came.elapsed());
            }
            times
        });
    }
    let times = tasks.join_all().await.into_iter().flatten().collect();
    lap(times, began.elapsed())
}

/// When somebody came: now, or when it was his turn.
async fn came(pace: Pace, began: Instant, place: usize) -> Instant {
    match pace {
        Pace::Full => Instant::now(),
        Pace::PerSecond(rate) => {
            let turn = began + Duration::from_secs_f64(place as f64 / rate);
            tokio::time::sleep_until(turn.into()).await;
            turn
        }
    }
}

pub(crate) fn lap(mut times: Vec<Duration>, whole: Duration) -> Lap {
    times.sort_unstable();
    let at = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e3;
    Lap {
        per_second: times.len() as f64 / whole.as_secs_f64(),
        p50_ms: at(50),
        p99_ms: at(99),
    }
}
