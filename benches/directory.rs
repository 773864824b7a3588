//! Search and lists in a nation of 5.6 million members, against the same SQL in `pgbench` on the same server.
//!
//! `cargo bench --bench directory`. The nation is built at the first run and kept (see `nation`; `SOTAY_NATION_MEMBERS`
//! for a smaller one). One machine: server and load share it, over a real socket on loopback, on a Postgres that syncs
//! every commit. Who searches: of a hundred, sixty keep the files of a commune, thirty run a branch, eight run the
//! system in a province and two everywhere; they type names, some with a wrong letter, numbers, the beginning of a name.
//! The last line is one JSON object:
//!
//! - `search_to_floor`: searches a second by keepers, divided by what `pgbench` reaches with the statements of the same
//!   searches; the gate, the page's details and the wire are ours to pay
//! - `search_p99_ms`: over everybody's searches
//! - `subtree_page_ms`: one page of all members of a commune, in the middle of many
//! - `import_rows_per_s`: rows a second of the first import of a list; whoever came in is gone afterwards
//! - `rss_mib`: this process afterwards, server and load together
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
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

#[path = "directory/asks.rs"]
mod asks;
#[path = "directory/floor.rs"]
mod floor;
#[path = "directory/import.rs"]
mod import;
#[path = "nation/mod.rs"]
mod nation;
#[path = "pgbench/mod.rs"]
mod pgbench;

use asks::{Ask, Lap, Standing};
use nation::house::{self, Open};
use nation::{Nation, Shape};
use std::time::Duration;

/// Calls under way at the same time: as many as a machine of few cores serves.
const WORKERS: usize = 4;
/// Searches of a lap.
const SEARCHES: usize = 4_000;
/// Pages of a lap.
const PAGES: usize = 1_000;
/// Pages of each filtered list.
const LISTS: usize = 20;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run());
    runtime.shutdown_timeout(Duration::from_secs(1));
}

async fn run() {
    let nation = Nation::raise().await;
    let house = house::open(&nation, &asks::officers(&nation.shape), None).await;
    // Whoever comes first finds everything on disk; that is not what is asked here.
    asks::lap(
        &house,
        &nation.shape,
        &asks::of_everybody(&nation.shape, SEARCHES / 4),
        WORKERS,
    )
    .await;
    let everybody = asks::lap(
        &house,
        &nation.shape,
        &asks::of_everybody(&nation.shape, SEARCHES),
        WORKERS,
    )
    .await;
    tell("searches", &everybody);
    let keepers = asks::of(&nation.shape, Standing::Keeper, SEARCHES);
    let lap = asks::lap(&house, &nation.shape, &keepers, WORKERS).await;
    tell("searches by keepers", &lap);
    let floor = floor::measure(&nation, &keepers, WORKERS).await;
    println!("floor (pgbench)     {floor:>9.0} a second");
    let pages: Vec<Ask> = asks::pages(&nation.shape, PAGES);
    let paged = asks::lap(&house, &nation.shape, &pages, WORKERS).await;
    tell("pages of a commune", &paged);
    tell_lists(&house, &nation.shape).await;
    let rows = import::measure(&nation).await;
    println!(
        r#"{{"search_to_floor":{:.3},"search_p99_ms":{:.2},"subtree_page_ms":{:.2},"import_rows_per_s":{rows:.0},"rss_mib":{:.0}}}"#,
        lap.per_second / floor,
        everybody.p99_ms,
        paged.p50_ms,
        house::rss_mib(),
    );
    house.leave();
    nation.server.stop().await;
}

/// Lists by what officers filter by, and findings: told, not part of the last line.
async fn tell_lists(house: &Open, shape: &Shape) {
    for (whose, standing) in [
        ("commune", Standing::Keeper),
        ("province", Standing::Province),
        ("nation", Standing::Nation),
    ] {
        for (kind, asks) in asks::lists(shape, standing, LISTS) {
            tell(
                &format!("{whose}: {kind}"),
                &asks::lap(house, shape, &asks, 1).await,
            );
        }
        let ask = asks::of(shape, standing, 1).remove(0);
        let (counted, listed) = asks::findings(house, shape, &ask).await;
        println!(
            "{whose}: findings counted in {} ms, a page of them in {} ms",
            counted.as_millis(),
            listed.as_millis()
        );
    }
}

fn tell(what: &str, lap: &Lap) {
    println!(
        "{what:<24} {:>9.0} a second, p50 {:.2} ms, p99 {:.2} ms, {} found nobody",
        lap.per_second, lap.p50_ms, lap.p99_ms, lap.empty
    );
}
