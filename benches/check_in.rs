//! Self check-ins per second through REST and gRPC, against what `pgbench` reaches committing the same writes row by row.
//!
//! `cargo bench --bench check_in`. One run on one machine: server and load share it, over real sockets on loopback, on a
//! Postgres that syncs every commit. Every check-in is a different member of a different meeting; none is answered before
//! it is committed. The last line is one JSON object.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::as_conversions,
    missing_docs,
    reason = "a benchmark stops at the first surprise and speaks on the terminal"
)]

#[path = "check_in/district.rs"]
mod district;
#[path = "check_in/floor.rs"]
mod floor;
#[path = "check_in/load.rs"]
mod load;

use district::District;
use load::{Lap, Wire};
use std::time::Duration;

/// Members, each with an account.
const MEMBERS: usize = 128;
/// Meetings a lap, all of the same branch, all open.
const MEETINGS: usize = 80;
/// Calls under way at the same time.
const WORKERS: usize = 64;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run());
    runtime.shutdown_timeout(Duration::from_secs(1));
}

async fn run() {
    let district = District::set_up(MEMBERS, MEETINGS * 2).await;
    let rest = load::lap(&district, Wire::Rest, 0..MEETINGS, WORKERS).await;
    let grpc = load::lap(&district, Wire::Grpc, MEETINGS..MEETINGS * 2, WORKERS).await;
    let floor = floor::measure(&district).await;
    println!("check-ins a lap     {:>9}", rest.done);
    println!("floor (pgbench)     {floor:>9.0} a second");
    tell("REST", &rest, floor);
    tell("gRPC", &grpc, floor);
    println!(
        r#"{{"rest_to_floor":{:.3},"grpc_to_floor":{:.3},"floor_tps":{floor:.0},"p99_ms":{:.2}}}"#,
        rest.per_second / floor,
        grpc.per_second / floor,
        rest.p99_ms.max(grpc.p99_ms),
    );
    district.leave().await;
}

fn tell(wire: &str, lap: &Lap, floor: f64) {
    println!(
        "{wire:<19} {:>9.0} a second = {:.3} of the floor, p50 {:.2} ms, p99 {:.2} ms",
        lap.per_second,
        lap.per_second / floor,
        lap.p50_ms,
        lap.p99_ms
    );
}
