//! What a member reads on the evening of the meeting and an officer the morning after, in a district and in a nation,
//! against the same SQL in `pgbench` on the same server.
//!
//! `cargo bench --bench evening`. A district of 7,011 members and a nation of 5.6 million are built at the first run and
//! kept (see `nation`; `SOTAY_NATION_MEMBERS` for a smaller one). Every branch has met on twelve evenings and is called
//! to one more; 70 of a hundred members have activated over three years; there is no attendance. One machine: server and
//! load share it, over a real socket on loopback, on a Postgres that syncs every commit. The floor runs the statements
//! that a recorder has seen between the house and its database, with their values, and none that only open or end a
//! transaction. The last line is one JSON object, its first two about the nation:
//!
//! - `member_reads_to_floor`: evenings a second (me, notices, the meeting with its agenda), divided by what `pgbench`
//!   reaches with their statements
//! - `officer_p99_ms`: a morning of whoever keeps a commune's files (its meetings, adoption with that of every branch)
//! - `adoption_ms_district`, `adoption_ms_nation`: median of the adoption of everything and of its parts
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

#[path = "nation/mod.rs"]
mod nation;
#[path = "pgbench/mod.rs"]
mod pgbench;
#[path = "evening/reads.rs"]
mod reads;
#[path = "replay/mod.rs"]
mod replay;

use nation::{Nation, evenings, house};
use reads::{Lap, Reader};
use replay::Recorder;
use sotay::db::embedded::{APPLICATION, DATABASE};
use std::time::Duration;

/// Calls under way at the same time: as many as a machine of few cores serves.
const WORKERS: u32 = 4;
/// Evenings of a lap.
const EVENINGS: u32 = 6_000;
/// Mornings of a lap.
const MORNINGS: u32 = 400;
/// Mornings of those who answer for much.
const WIDE: u32 = 40;
/// Members of the district.
const DISTRICT: u32 = 7_011;

/// What one of the two said.
struct Said {
    member_to_floor: f64,
    officer_p99_ms: f64,
    adoption_ms: f64,
    rss_mib: f64,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let district = measure("district", Nation::district(DISTRICT).await).await;
        let nation = measure("nation", Nation::raise().await).await;
        println!(
            r#"{{"member_reads_to_floor":{:.3},"officer_p99_ms":{:.2},"adoption_ms_district":{:.2},"adoption_ms_nation":{:.2},"rss_mib":{:.0}}}"#,
            nation.member_to_floor,
            nation.officer_p99_ms,
            district.adoption_ms,
            nation.adoption_ms,
            nation.rss_mib,
        );
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
}

async fn measure(what: &str, nation: Nation) -> Said {
    evenings::load(&nation).await;
    let shape = &nation.shape;
    let url = nation.server.url(APPLICATION, DATABASE);
    let everybody = reads::everybody(shape);
    let straight = house::open(&nation, &everybody, None).await;
    evenings::count(&nation).await;
    // Whoever comes first finds everything on disk; that is not what is asked here.
    reads::lap(&straight, shape, Reader::Member, (EVENINGS / 4, WORKERS)).await;
    let member = reads::lap(&straight, shape, Reader::Member, (EVENINGS, WORKERS)).await;
    let officer = reads::lap(&straight, shape, Reader::Commune, (MORNINGS, WORKERS)).await;
    let province = reads::lap(&straight, shape, Reader::Province, (WIDE, 1)).await;
    let whole = reads::lap(&straight, shape, Reader::Nation, (WIDE, 1)).await;
    straight.leave();
    let recorder = Recorder::before(&url);
    let recorded = house::open(&nation, &everybody, Some(recorder.url(&url))).await;
    evenings::count(&nation).await;
    let evenings = reads::recorded(&recorded, shape, Reader::Member, &recorder).await;
    let mornings = reads::recorded(&recorded, shape, Reader::Commune, &recorder).await;
    recorded.leave();
    let member_floor = replay::measure(&nation.url(), &evenings, WORKERS as usize).await;
    let officer_floor = replay::measure(&nation.url(), &mornings, WORKERS as usize).await;
    tell(what, "evenings of members", &member, Some(member_floor));
    tell(what, "mornings of communes", &officer, Some(officer_floor));
    tell(what, "mornings of a province", &province, None);
    tell(what, "mornings of the whole", &whole, None);
    recorder.leave();
    nation.server.stop().await;
    Said {
        member_to_floor: member.per_second / member_floor,
        officer_p99_ms: officer.p99_ms,
        adoption_ms: whole.adoption_p50_ms,
        rss_mib: house::rss_mib(),
    }
}

fn tell(where_: &str, what: &str, lap: &Lap, floor: Option<f64>) {
    let to_floor = floor.map_or_else(String::new, |floor| {
        format!(", floor {floor:.0}, to floor {:.3}", lap.per_second / floor)
    });
    println!(
        "{where_:<9}{what:<24} {:>9.1} a second, p50 {:.2} ms, p99 {:.2} ms{to_floor}",
        lap.per_second, lap.p50_ms, lap.p99_ms
    );
}
