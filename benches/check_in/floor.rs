//! The floor: `pgbench` commits the same rows one by one on the same server, without any of our code.

use crate::ground::Ground;
use crate::pgbench;
use sqlx::{Connection, Executor, PgConnection};

/// Clients of the floor, as the issue asks for it.
const CLIENTS: usize = 32;
/// Check-ins by one client alone, for its latency.
const ALONE: usize = 2_000;

/// One transaction: the same columns, one row, one commit.
const SCRIPT: &str = "\
\\set turn :turn + 1
\\set row :client_id * :each + :turn
insert into attendance.events
    (meeting, event, member, kind, method, disposition, reason, actor, occurred_at, recorded_at)
select meeting, event, member, 'ENTER', 'VENUE_CODE', 'RECORDED', '', member, now(), now()
from bench_events
where number = :row;
";

/// Commits a second by many clients.
pub(crate) async fn measure(ground: &mut Ground) -> f64 {
    let rows = lay_out(ground).await;
    run(&ground.nation.url(), CLIENTS, rows / CLIENTS, "tps = ")
}

/// The mean latency of a client that is alone, in milliseconds.
pub(crate) async fn alone(ground: &mut Ground) -> f64 {
    let rows = lay_out(ground).await;
    run(&ground.nation.url(), 1, ALONE.min(rows), "latency average = ")
}

/// Lays the next evening out to be written.
async fn lay_out(ground: &mut Ground) -> usize {
    let guests = ground.evening();
    let mut conn = PgConnection::connect(&ground.nation.url()).await.unwrap();
    conn.execute(
        "drop table if exists bench_events;
         create table bench_events (number int primary key, meeting uuid, event uuid, member uuid)",
    )
    .await
    .unwrap();
    let meetings: Vec<_> = guests.iter().map(|guest| guest.meeting).collect();
    let events: Vec<_> = guests.iter().map(|guest| guest.event).collect();
    let members: Vec<_> = guests
        .iter()
        .map(|guest| ground.nation.shape.member(guest.member))
        .collect();
    sqlx::query(
        "insert into bench_events
         select number, meeting, event, member
         from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as row (meeting, event, member, number)",
    )
    .bind(&meetings)
    .bind(&events)
    .bind(&members)
    .execute(&mut conn)
    .await
    .unwrap();
    conn.execute("analyze bench_events").await.unwrap();
    conn.execute("checkpoint").await.unwrap();
    guests.len()
}

fn run(url: &str, clients: usize, each: usize, wanted: &str) -> f64 {
    let options = [
        format!("--define=each={each}"),
        "--define=turn=0".to_owned(),
        format!("--client={clients}"),
        format!("--transactions={each}"),
    ];
    let file = std::env::temp_dir().join(format!("sotay-floor-{}.sql", std::process::id()));
    std::fs::write(&file, SCRIPT).unwrap();
    let number = pgbench::run(url, &[(&file, 1)], &options, wanted);
    std::fs::remove_file(file).unwrap();
    number
}
