//! Check-ins by phones, against what `pgbench` reaches committing the same writes row by row on the same server.
//!
//! `cargo bench --bench check_in`. Everything runs on one machine over real sockets on loopback: the load, the service in
//! a process of its own, and a Postgres that syncs every commit. No check-in is answered before it is committed, and each
//! is another member of a meeting of the own branch. The nation is built at the first run and kept (see `nation`;
//! `SOTAY_NATION_MEMBERS` for a smaller one); the district is a nation of 7,011. `SOTAY_BENCH_CROWD` and
//! `SOTAY_BENCH_TOTAL` make a run shorter that is only to be tried. Ratios are medians of three, each against a floor
//! measured beside it. The table is kept as `benches/RESULTS.md`; the last line is one JSON object:
//!
//! - `rest_to_floor`, `grpc_to_floor`: check-ins a second by 256 callers whose tokens were seen before, to the floor
//! - `first_seen_to_floor`: over REST, every token seen for the first time
//! - `nation_to_district`: over REST, the nation's check-ins a second to the district's
//! - `p99_ms`, `p99_to_alone`: at half of the peak rate; to the mean latency of one `pgbench` client alone
//! - `signin_storm_p99_ratio`: p99 at a quarter of the peak while 2,000 sign in, to the same without them
//! - `rss_mib`, `rss_slope_mib`: of the service after all check-ins; what it grew by over the last third of them
//! - `read_to_floor`: meetings with 30 attendees read a second, to the statements of the call in `pgbench`
//! - `floor_tps`: the median floor
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::similar_names,
    clippy::unused_self,
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    reason = "a benchmark stops at the first surprise, speaks on the terminal, and uses a part of what benchmarks share"
)]

#[path = "check_in/floor.rs"]
mod floor;
#[path = "check_in/ground.rs"]
mod ground;
#[path = "check_in/lap.rs"]
mod lap;
#[path = "nation/mod.rs"]
mod nation;
#[path = "pgbench/mod.rs"]
mod pgbench;
#[path = "check_in/reading.rs"]
mod reading;
#[path = "replay/mod.rs"]
mod replay;
#[path = "check_in/results.rs"]
mod results;
#[path = "check_in/service.rs"]
mod service;
#[path = "check_in/storm.rs"]
mod storm;
#[path = "check_in/wires.rs"]
mod wires;

use ground::Ground;
use lap::{Lap, Pace, evening};
use reading::Library;
use results::{Results, median};
use sotay::base::secrets::Keys;
use std::sync::Arc;
use storm::Storm;
use wires::Wire;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Members that come to an evening of the nation: 2,640 branches.
const CROWD: u32 = 50_160;
/// Members of the district, all of whom come.
const DISTRICT: u32 = 7_011;
/// Evenings of the district that make a lap as long as one of the nation.
const DISTRICT_EVENINGS: usize = 7;
/// Check-ins of the nation's service in all.
const TOTAL: u32 = 1_000_000;
/// Evenings of the nation that are measured: one to warm up, three laps each of three kinds, three floors and one client
/// alone, one at half of the peak, two around the storm.
const MEASURED: usize = 1 + 9 + 4 + 1 + 2;
/// Of those, what `pgbench` writes.
const FLOORS: usize = 4;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    match std::env::var(service::SERVE) {
        Ok(url) => runtime.block_on(service::serve(url, Keys::new([7; 32]))),
        Err(_unset) => runtime.block_on(run()),
    }
}

/// What three rounds in the nation came to.
#[derive(Default)]
struct Rounds {
    floor: [f64; 3],
    rest: [f64; 3],
    grpc: [f64; 3],
    first_seen: [f64; 3],
}

async fn run() {
    let set = |name, default| std::env::var(name).map_or(default, |count| count.parse().unwrap());
    let (crowd, total) = (set("SOTAY_BENCH_CROWD", CROWD), set("SOTAY_BENCH_TOTAL", TOTAL));
    let by_service = MEASURED - FLOORS;
    let more = (total.div_ceil(crowd) as usize).saturating_sub(by_service);
    let mut results = Results::default();

    let district = district(crowd).await;
    let mut ground = Ground::lay(None, crowd, MEASURED + more).await;
    let about = results::machine(&ground.version().await);
    let tokens = Arc::new(ground.tokens());
    tell(
        "warm",
        evening(&mut ground, Wire::Rest, &tokens, Pace::Full).await,
    );

    let rounds = rounds(&mut ground, &tokens).await;
    let peak = tell_rounds(&mut results, &rounds, district);
    tell_waits(&mut results, &mut ground, &tokens, peak).await;
    tell_reading(&mut results, &ground).await;
    tell_memory(&mut results, &mut ground, &tokens).await;
    results.number("floor_tps", median(rounds.floor));
    results.keep(&about);
    ground.leave().await;
    println!("{}", results.json());
}

/// Check-ins a second in the district.
async fn district(crowd: u32) -> f64 {
    let laps = DISTRICT_EVENINGS.min(crowd.div_ceil(DISTRICT) as usize);
    let mut ground = Ground::lay(Some(DISTRICT), DISTRICT.min(crowd), 1 + 3 * laps).await;
    let tokens = Arc::new(ground.tokens());
    evening(&mut ground, Wire::Rest, &tokens, Pace::Full).await;
    let mut rates = [0.0; 3];
    for rate in &mut rates {
        let guests = (0..laps).flat_map(|_| ground.evening()).collect();
        let lap = lap::run(&ground, Wire::Rest, guests, &tokens, Pace::Full).await;
        tell("district", lap);
        *rate = lap.per_second;
    }
    ground.leave().await;
    median(rates)
}

async fn rounds(ground: &mut Ground, tokens: &Arc<Vec<String>>) -> Rounds {
    let mut rounds = Rounds::default();
    for round in 0..3 {
        let rest = evening(ground, Wire::Rest, tokens, Pace::Full).await;
        tell("REST", rest);
        let grpc = evening(ground, Wire::Grpc, tokens, Pace::Full).await;
        tell("gRPC", grpc);
        let new = Arc::new(ground.tokens());
        let first_seen = evening(ground, Wire::Rest, &new, Pace::Full).await;
        tell("REST, first seen", first_seen);
        rounds.rest[round] = rest.per_second;
        rounds.grpc[round] = grpc.per_second;
        rounds.first_seen[round] = first_seen.per_second;
        rounds.floor[round] = floor::measure(ground).await;
        println!("floor (pgbench -c 32)    {:>7.0} a second", rounds.floor[round]);
    }
    rounds
}

/// Tells the ratios, and returns the peak rate.
fn tell_rounds(results: &mut Results, rounds: &Rounds, district: f64) -> f64 {
    let to_floor = |rates: [f64; 3]| median([0, 1, 2].map(|round| rates[round] / rounds.floor[round]));
    let peak = median(rounds.rest);
    let told = |ratio: f64, rates| format!("{ratio:.2} ({:.0} a second)", median(rates));
    let (rest, grpc, first) = (
        to_floor(rounds.rest),
        to_floor(rounds.grpc),
        to_floor(rounds.first_seen),
    );
    results.line(
        "floor: `pgbench -M prepared -c 32`",
        format!("{:.0} a second", median(rounds.floor)),
        ("", true),
    );
    results.line(
        "check-ins over REST, tokens seen before",
        told(rest, rounds.rest),
        ("2.0 times the floor", rest >= 2.0),
    );
    results.line(
        "check-ins over gRPC, tokens seen before",
        told(grpc, rounds.grpc),
        ("1.6 times the floor", grpc >= 1.6),
    );
    results.line(
        "check-ins over REST, tokens seen for the first time",
        told(first, rounds.first_seen),
        ("1.2 times the floor", first >= 1.2),
    );
    let nation = peak / district;
    results.line(
        "nation to district",
        format!("{nation:.2} ({district:.0} a second there)"),
        ("0.8 times", nation >= 0.8),
    );
    results.number("rest_to_floor", rest);
    results.number("grpc_to_floor", grpc);
    results.number("first_seen_to_floor", first);
    results.number("nation_to_district", nation);
    peak
}

/// How long check-ins take below the peak, alone and beside a storm of sign-ins.
async fn tell_waits(results: &mut Results, ground: &mut Ground, tokens: &Arc<Vec<String>>, peak: f64) {
    let alone = floor::alone(ground).await;
    let half = evening(ground, Wire::Rest, tokens, Pace::PerSecond(peak / 2.0)).await;
    tell("at half of the peak", half);
    let times = half.p99_ms / alone;
    results.line(
        "p99 of a check-in at half of the peak rate",
        format!(
            "{:.1} ms, {times:.1} times one client alone ({alone:.2} ms)",
            half.p99_ms
        ),
        ("at most 25 times", times <= 25.0),
    );
    storm::enrol(ground).await;
    let quarter = Pace::PerSecond(peak / 4.0);
    let calm = evening(ground, Wire::Rest, tokens, quarter).await;
    tell("at a quarter, calm", calm);
    let storm = Storm::rise(ground);
    let beside = evening(ground, Wire::Rest, tokens, quarter).await;
    tell("at a quarter, storm", beside);
    let signed_in = storm.end().await;
    let ratio = beside.p99_ms / calm.p99_ms;
    results.line(
        "p99 of check-ins at a quarter of the peak rate while 2,000 sign in",
        format!(
            "{ratio:.2} times ({:.1} ms, without {:.1} ms; {signed_in} signed in)",
            beside.p99_ms, calm.p99_ms
        ),
        ("at most 2 times", ratio <= 2.0),
    );
    results.number("p99_ms", half.p99_ms);
    results.number("p99_to_alone", times);
    results.number("signin_storm_p99_ratio", ratio);
}

async fn tell_reading(results: &mut Results, ground: &Ground) {
    let library = Library::fill(ground).await;
    let (mut rates, mut floors) = ([0.0; 3], [0.0; 3]);
    for round in 0..3 {
        let lap = library.lap(ground).await;
        tell("reading", lap);
        rates[round] = lap.per_second;
        floors[round] = library.floor(ground).await;
        println!("its statements (pgbench) {:>7.0} a second", floors[round]);
    }
    let ratio = median([0, 1, 2].map(|round| rates[round] / floors[round]));
    results.line(
        "reading one meeting with 30 attendees",
        format!(
            "{ratio:.2} ({:.0} a second, its statements {:.0})",
            median(rates),
            median(floors)
        ),
        ("0.4 times its statements", ratio >= 0.4),
    );
    results.number("read_to_floor", ratio);
}

/// The evenings that are left.
async fn tell_memory(results: &mut Results, ground: &mut Ground, tokens: &Arc<Vec<String>>) {
    let mut held = vec![ground.service.rss_mib()];
    while ground.evenings_left() > 0 {
        tell(
            "for memory",
            evening(ground, Wire::Rest, tokens, Pace::Full).await,
        );
        held.push(ground.service.rss_mib());
    }
    let last = held[held.len() - 1];
    let slope = last - held[held.len() * 2 / 3];
    results.line(
        "resident memory of the service after all check-ins",
        format!("{last:.0} MiB; {slope:+.1} MiB over the last evenings"),
        ("below 150 MiB, no slope", last < 150.0 && slope < 5.0),
    );
    results.number("rss_mib", last);
    results.number("rss_slope_mib", slope);
}

fn tell(what: &str, lap: Lap) {
    println!(
        "{what:<24} {:>7.0} a second, p50 {:.2} ms, p99 {:.2} ms",
        lap.per_second, lap.p50_ms, lap.p99_ms
    );
}
