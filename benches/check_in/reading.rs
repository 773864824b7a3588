//! Reading one meeting with thirty attendees, against the statements of the same call in `pgbench`.

use crate::floor::pgbench;
use crate::ground::{self, Ground};
use crate::lap::{Lap, lap};
use crate::wires::Plain;
use serde_json::Value;
use sotay::base::{Clock, Id, ids};
use sqlx::{Connection, Executor, PgConnection};
use std::time::Instant;
use tokio::task::JoinSet;

const ATTENDEES: u32 = 30;
const MEETINGS: u32 = 50;
/// Who reads at the same time.
const READERS: usize = 32;
/// Reads of one reader; a session may read a hundred times at once.
const EACH: usize = 300;
const A_SESSION: usize = 50;
/// How long the floor runs.
const SECONDS: u32 = 8;

/// Words that tell the statements of the call among all that were prepared, in the order in which they are sent.
const STATEMENTS: [&str; 8] = [
    "chair!",
    "from access.grants g\n         join access.closure c on c.ancestor = g.organization\n         where g.member = $1\n           and c.descendant = $2",
    "select capacity, count(*)",
    "and r.added_at is not null",
    "(starts_at at time zone 'Asia/Ho_Chi_Minh')::date as \"day!\"\n           from meetings.meetings\n           where id = $1",
    "select value, source\n         from regulations.numbers",
    "The frozen roster of a meeting in the order of given names",
    "decision = 'ACCEPTED'",
];

/// Meetings with everybody there, and who reads them.
pub(crate) struct Library {
    meetings: Vec<Id>,
}

impl Library {
    /// Thirty members of a branch and of the one beside it, all there.
    pub(crate) async fn fill(ground: &Ground) -> Self {
        let mut conn = PgConnection::connect(&ground.nation.url()).await.unwrap();
        let clock = Clock::system();
        let shape = &ground.nation.shape;
        let meetings: Vec<Id> = (0..MEETINGS).map(|_| ids::new(&clock)).collect();
        let organizations: Vec<Id> = (0..MEETINGS).map(|branch| shape.branch(branch)).collect();
        let seats: Vec<(Id, Id)> = (0..MEETINGS)
            .flat_map(|branch| (0..ATTENDEES).map(move |seat| (branch, shape.secretary(branch) + seat)))
            .map(|(branch, member)| (meetings[branch as usize], shape.member(member)))
            .collect();
        let (rooms, members): (Vec<Id>, Vec<Id>) = seats.into_iter().unzip();
        ground::write(&mut conn, &meetings, &organizations).await;
        ground::seat(&mut conn, &rooms, &members).await;
        sqlx::query(
            "insert into attendance.events
                 (meeting, event, member, kind, method, disposition, reason, actor, occurred_at, recorded_at)
             select meeting, gen_random_uuid(), member, 'ENTER', 'VENUE_CODE', 'RECORDED', '', member, now(), now()
             from meetings.roster
             where meeting = any($1)",
        )
        .bind(&meetings)
        .execute(&mut conn)
        .await
        .unwrap();
        conn.execute("analyze meetings.roster").await.unwrap();
        conn.execute("analyze attendance.events").await.unwrap();
        Self { meetings }
    }

    /// Everybody who reads, with sessions enough.
    pub(crate) async fn lap(&self, ground: &Ground) -> Lap {
        let mut tasks = JoinSet::new();
        let began = Instant::now();
        for reader in 0..READERS {
            let branch = u32::try_from(reader).unwrap() % MEETINGS;
            let path = format!("/v1/meetings/{}/attendance", self.meetings[branch as usize]);
            let secretary = ground.nation.shape.secretary(branch);
            let tokens: Vec<String> = (0..EACH.div_ceil(A_SESSION))
                .map(|_| ground.token(secretary))
                .collect();
            let mut line = Plain::open(ground.service.address).await;
            tasks.spawn(async move {
                let mut times = Vec::new();
                for number in 0..EACH {
                    let asked = Instant::now();
                    let (status, answer) = line.ask("GET", &path, &tokens[number / A_SESSION], "").await;
                    times.push(asked.elapsed());
                    let present = answer.windows(10).filter(|ten| ten == br#""PRESENT","#).count();
                    assert!(
                        status == 200 && present == ATTENDEES as usize,
                        "{}",
                        String::from_utf8_lossy(answer)
                    );
                }
                times
            });
        }
        let times = tasks.join_all().await.into_iter().flatten().collect();
        lap(times, began.elapsed())
    }

    /// The statements of one call, one after the other, as often as it goes.
    pub(crate) async fn floor(&self, ground: &Ground) -> f64 {
        let url = ground.nation.url();
        let mut conn = PgConnection::connect(&url).await.unwrap();
        conn.execute(
            "drop table if exists bench_reads;
             create table bench_reads (number int primary key, meeting uuid, organization uuid, member uuid)",
        )
        .await
        .unwrap();
        for (branch, meeting) in (0_u32..).zip(&self.meetings) {
            let shape = &ground.nation.shape;
            sqlx::query("insert into bench_reads values ($1, $2, $3, $4)")
                .bind(i32::try_from(branch).unwrap())
                .bind(meeting)
                .bind(shape.branch(branch))
                .bind(shape.member(shape.secretary(branch)))
                .execute(&mut conn)
                .await
                .unwrap();
        }
        let options = [format!("--client={READERS}"), format!("--time={SECONDS}")];
        pgbench(&url, &script(), options.iter(), "tps = ")
    }
}

/// The prepared statements of the call with the parameters of `bench_reads`.
fn script() -> String {
    let prepared = prepared();
    let mut script = format!(
        "\\set number random(0, {})\nselect meeting, organization, member from bench_reads where number = :number \\gset\n",
        MEETINGS - 1
    );
    for words in STATEMENTS {
        let found: Vec<_> = prepared.iter().filter(|query| query.contains(words)).collect();
        assert_eq!(found.len(), 1, "one statement with {words}: {found:#?}");
        let parameters: [&str; 3] = match words {
            "chair!" => [":meeting::uuid", ":member::uuid", "current_date"],
            _ if words.starts_with("from access") => [":member::uuid", ":organization::uuid", "current_date"],
            "select value, source\n         from regulations.numbers" => ["'RATE_BASE'", "current_date", ""],
            _ => [":meeting::uuid", "null", ""],
        };
        let mut query: String = found[0]
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"))
            .flat_map(|line| [line, "\n"])
            .collect();
        for (number, value) in (1..).zip(parameters) {
            query = query.replace(&format!("${number}"), value);
        }
        script.push_str(&query);
        script.push_str(";\n");
    }
    script
}

/// Every statement that the service prepares.
fn prepared() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx");
    let texts = std::fs::read_dir(folder).unwrap();
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        file["query"].as_str().unwrap().to_owned()
    };
    texts.map(read).collect()
}
