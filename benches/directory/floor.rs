//! The floor: `pgbench` runs the statements of the keepers' searches, without any of our code.

use crate::asks::Ask;
use crate::nation::Nation;
use crate::pgbench;
use sotay::directory::search::said;
use sqlx::{Connection, Executor, PgConnection};

/// How long it runs.
const SECONDS: u32 = 15;

/// The statement that answers: the file that the service sends.
const NARROW: &str = include_str!("../../src/directory/search/narrow.sql");

/// Searches a second.
pub(crate) async fn measure(nation: &Nation, asks: &[Ask], clients: usize) -> f64 {
    let url = nation.url();
    note(&url, asks).await;
    let script = std::env::temp_dir().join(format!("sotay-search-{}.sql", std::process::id()));
    std::fs::write(&script, statements()).unwrap();
    let options = [format!("--client={clients}"), format!("--time={SECONDS}")];
    let rate = pgbench::run(&url, &[(&script, 1)], &options, "tps = ");
    std::fs::remove_file(script).unwrap();
    rate
}

/// Writes down what is asked for, as the service would say it in SQL: numbers are looked up elsewhere and left out.
async fn note(url: &str, asks: &[Ask]) {
    let mut conn = PgConnection::connect(url).await.unwrap();
    conn.execute(
        "drop table if exists bench_asks;
         create table bench_asks (number int primary key, organization uuid, words text, keys text[]);
         drop sequence if exists bench_turn;
         create sequence bench_turn",
    )
    .await
    .unwrap();
    let worded = asks
        .iter()
        .filter_map(|ask| Some((ask, said(&ask.request.query)?)));
    for (number, (ask, (words, keys))) in (0i32..).zip(worded) {
        sqlx::query("insert into bench_asks values ($1, $2::uuid, $3, $4)")
            .bind(number)
            .bind(&ask.request.organization)
            .bind(words)
            .bind(keys)
            .execute(&mut conn)
            .await
            .unwrap();
    }
}

/// One search: whether the part of the tree is large, who fits as typed, which words are near, and who nearly fits.
/// The near search is sent as typed again, which costs what it costs to gather and compare.
fn statements() -> String {
    let narrow: String = NARROW
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut narrow = narrow.replace("\"within!\"", "within");
    let values = [
        (15, "51::bigint"),
        (14, "null"),
        (13, "null"),
        (12, "null"),
        (11, "null"),
        (10, ":words"),
        (9, "null"),
        (8, "null"),
        (7, "null"),
        (6, "null"),
        (5, "null"),
        (4, "current_date"),
        (3, "current_date"),
        (2, "true"),
        (1, ":organization"),
    ];
    for (number, value) in values {
        narrow = narrow.replace(&format!("${number}"), value);
    }
    let narrow = narrow.replace("= :organization\n", "= :organization::uuid\n");
    format!(
        "select organization, words, keys from bench_asks
         where number = (select nextval('bench_turn') % (select count(*) from bench_asks)) \\gset\n\
         select count(*) from (select 1 from access.closure where ancestor = :organization::uuid limit 501) below;\n\
         {narrow};\n\
         select word from directory.name_parts where keys && :keys::text[] order by word;\n\
         {narrow};\n"
    )
}
