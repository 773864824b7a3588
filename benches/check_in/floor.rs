//! The floor: `pgbench` commits the rows that the laps have written, one by one, without any of our code.

use crate::district::District;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::process::Command;

/// Each count of clients is tried; the best is the floor.
const CLIENTS: [usize; 3] = [4, 16, 64];

/// One client's transaction: the same columns, one row, one commit.
const SCRIPT: &str = "\
insert into attendance.events
    (meeting, event, member, kind, method, disposition, reason, actor, occurred_at, recorded_at)
select meeting, event, member, 'ENTER', 'VENUE_CODE', 'RECORDED', '', member, now(), now()
from bench_events
where number = (select nextval('bench_turn'));
";

/// Commits a second.
pub(crate) async fn measure(district: &District) -> f64 {
    let mut best: f64 = 0.0;
    for clients in CLIENTS {
        let rows = take_away(&district.database_url).await;
        best = best.max(run(&district.database_url, clients, rows / clients));
    }
    best
}

/// Keeps what the laps have written to be written again, and empties the table.
async fn take_away(url: &str) -> usize {
    let mut conn = PgConnection::connect(url).await.unwrap();
    let script = "
        drop table if exists bench_events;
        create table bench_events as
            select row_number() over (order by event) as number, meeting, event, member from attendance.events;
        alter table bench_events add primary key (number);
        drop sequence if exists bench_turn;
        create sequence bench_turn;
        truncate attendance.events;
        analyze bench_events;
        checkpoint";
    conn.execute(AssertSqlSafe(script)).await.unwrap();
    let rows: i64 = sqlx::query_scalar("select count(*) from bench_events")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    usize::try_from(rows).unwrap()
}

fn run(url: &str, clients: usize, each: usize) -> f64 {
    let script = std::env::temp_dir().join(format!("sotay-floor-{}.sql", std::process::id()));
    std::fs::write(&script, SCRIPT).unwrap();
    let done = Command::new("pgbench")
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
        .arg(format!("--client={clients}"))
        .arg(format!("--transactions={each}"))
        .arg(format!("--file={}", script.display()))
        .arg(url)
        .output()
        .unwrap();
    std::fs::remove_file(script).unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let line = said.lines().find(|line| line.starts_with("tps = ")).unwrap();
    line.split_whitespace().nth(2).unwrap().parse().unwrap()
}
