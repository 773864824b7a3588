//! A roster too long to wait for: staged, followed over both wires, worked off exactly once, also by whoever is killed.

use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use prost::Message;
use serde_json::{Value, json};
use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::base::secrets::Keys;
use sotay::base::{Clock, Id};
use sotay::db::{Db, DbConfig, Durability};
use sotay::directory::roster::{Run, step};
use sotay_proto::directory::v1 as proto;
use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use tower::ServiceExt;

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town;
use crate::support::upload::sums;
use crate::support::wire::Wire;
use crate::support::world::World;

/// More than are written while somebody waits, and not whole thousands.
const ROWS: usize = 5_300;
const DID: &str = "child did a chunk";
const WORK: &str = "SOTAY_IT_ROSTER";

/// A list of that many; one row is nonsense, the last two are about the first: by its card, and by a number that stands
/// in the first chunk.
pub(crate) fn long_list() -> Vec<u8> {
    let mut list = "Họ và tên;Ngày sinh;Ngày vào Đảng;Ngày chính thức;Số CCCD;Số thẻ đảng\n".to_owned();
    let (families, given) = (["Ma", "Lò", "Cà", "Vi"], ["An", "Bắc", "Cường", "Dung", "Giang"]);
    for at in 0..ROWS {
        let name = [families[at % 4], "Văn", given[at % 5]].join(" ");
        let (citizen, card) = (1_070_100_000 + at, 20_000_000 + at);
        let joined = if at == 2_000 { "31/02/2000" } else { "03/02/2000" };
        writeln!(list, "{name};01/01/1970;{joined};03/02/2001;00{citizen};{card}").unwrap();
    }
    list.push_str("Ma Văn An;01/01/1970;03/02/2000;03/02/2001;;20000000\n");
    list.push_str("Ma Văn An;01/01/1970;03/02/2000;03/02/2001;001070100000;\n");
    list.into_bytes()
}

const EXPECTED: [i64; 6] = [5_302, 5_299, 0, 0, 2, 1];

async fn members(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from directory.members")
        .fetch_one(&mut world.database.owner().await)
        .await
        .unwrap()
}

/// The stream of somebody who begins to follow an import.
pub(crate) async fn begins_to_watch(person: &Person, import: Id) -> Body {
    let bearer = format!("Bearer {}", person.token);
    let request = match person.wire {
        Wire::Rest => Request::get(format!("/v1/imports/{import}/watch"))
            .header("authorization", bearer)
            .body(Body::empty()),
        Wire::Grpc => {
            let asked = proto::WatchImportRequest {
                import: import.to_string(),
            }
            .encode_to_vec();
            let length = u32::try_from(asked.len()).unwrap().to_be_bytes();
            Request::post("/sotay.directory.v1.Rosters/WatchImport")
                .header("content-type", "application/grpc")
                .header("te", "trailers")
                .header("authorization", bearer)
                .body(Body::from([&[0][..], &length, &asked].concat()))
        }
    };
    let response = person.router.clone().oneshot(request.unwrap()).await.unwrap();
    if person.wire == Wire::Rest {
        assert_eq!(response.headers()["content-type"], "text/event-stream");
    }
    response.into_body()
}

/// What a watcher hears over the wire of a person, as `done` after `done`.
async fn watched(person: &Person, import: Id) -> Vec<i64> {
    let stream = begins_to_watch(person, import).await;
    let bytes = stream.collect().await.unwrap().to_bytes();
    match person.wire {
        Wire::Rest => {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let events = text.lines().filter_map(|line| line.strip_prefix("data: "));
            events
                .map(|event| {
                    serde_json::from_str::<Value>(event).unwrap()["done"]
                        .as_i64()
                        .unwrap()
                })
                .collect()
        }
        Wire::Grpc => {
            let mut rest = bytes.as_ref();
            let mut heard = Vec::new();
            while let Some((head, tail)) = rest.split_first_chunk::<5>() {
                let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
                let (frame, tail) = tail.split_at(usize::try_from(length).unwrap());
                heard.push(i64::from(proto::Import::decode(frame).unwrap().done));
                rest = tail;
            }
            heard
        }
    }
}

over_both_wires! {
    async fn a_long_list_is_accepted_followed_and_done(world: World) {
        let branch = world.branch().await;
        let before = members(&world).await;
        let (status, accepted) = branch.secretary.uploads(branch.id, "", long_list()).await.unwrap();
        assert_eq!(status, StatusCode::ACCEPTED);
        assert_eq!((&accepted["state"], &accepted["rows"], &accepted["done"]), (&json!("WAITING"), &json!(5302), &json!(0)));
        assert_eq!(members(&world).await, before);
        let import: Id = accepted["id"].as_str().unwrap().parse().unwrap();

        let (heard, ()) = tokio::join!(watched(&branch.secretary, import), world.word_gets_round());
        assert_eq!(heard.last(), Some(&5_302), "{heard:?}");
        assert!(heard.is_sorted(), "{heard:?}");
        let done = branch.secretary.does("GetImport", json!({"import": import})).await;
        assert_eq!(sums(&done), EXPECTED);
        assert_eq!(done["state"], "DONE");
        assert_eq!(members(&world).await, before + 5_299);
        let rows: Vec<_> = done["problems"].as_array().unwrap().iter().map(|told| told["row"].as_i64().unwrap()).collect();
        assert_eq!(rows, [2_002, 5_302, 5_303]);

        let left: i64 = sqlx::query_scalar("select count(rows_sealed) from directory.import_chunks")
            .fetch_one(&mut world.database.owner().await)
            .await
            .unwrap();
        assert_eq!(left, 0, "rows that were done are forgotten");
        assert_eq!(watched(&branch.secretary, import).await, [5_302], "who comes late is told the end");
    }
}

#[tokio::test]
async fn a_rehearsal_of_a_long_list_keeps_nothing() {
    let world = World::over(Wire::Rest).await;
    let branch = world.branch().await;
    let before = members(&world).await;
    let (_, accepted) = branch
        .secretary
        .uploads(branch.id, "?dryRun=true", long_list())
        .await
        .unwrap();
    world.word_gets_round().await;
    let done = branch
        .secretary
        .does("GetImport", json!({"import": accepted["id"]}))
        .await;
    assert_eq!(sums(&done), EXPECTED);
    assert_eq!(members(&world).await, before);
}

#[tokio::test]
async fn a_worker_that_is_killed_leaves_nothing_half_done() {
    let world = World::over(Wire::Rest).await;
    let branch = world.branch().await;
    let before = members(&world).await;
    let (_, accepted) = branch
        .secretary
        .uploads(branch.id, "", long_list())
        .await
        .unwrap();
    let import = accepted["id"].as_str().unwrap();

    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "directory_roster_long::works_off_until_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(WORK, format!("{} {import}", world.database.config().url))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let chunks = lines.by_ref().filter(|line| line.contains(DID)).take(2).count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(chunks, 2);

    let half = branch
        .secretary
        .does("GetImport", json!({"import": import}))
        .await;
    let done = half["done"].as_i64().unwrap();
    assert!((2_000..5_302).contains(&done), "{done}");
    assert_eq!(half["state"], "RUNNING");
    assert_eq!(members(&world).await - before, half["created"].as_i64().unwrap());

    world.word_gets_round().await;
    let done = branch
        .secretary
        .does("GetImport", json!({"import": import}))
        .await;
    assert_eq!(
        sums(&done),
        EXPECTED,
        "the card of the first row is still known for a duplicate"
    );
    assert_eq!(members(&world).await, before + 5_299);
}

/// The sabotaged twin: what a worker wrote is there, and its note that it did is lost, as if they were two transactions.
#[tokio::test]
async fn a_worker_whose_note_is_lost_is_noticed() {
    let world = World::over(Wire::Rest).await;
    let branch = world.branch().await;
    let (_, accepted) = branch
        .secretary
        .uploads(branch.id, "", long_list())
        .await
        .unwrap();
    let import: Id = accepted["id"].as_str().unwrap().parse().unwrap();
    let owner = &mut world.database.owner().await;
    let rows: Vec<u8> =
        sqlx::query_scalar("select rows_sealed from directory.import_chunks where number = 0")
            .fetch_one(&mut *owner)
            .await
            .unwrap();
    step(world.errand().await, import, &mut Run::default())
        .await
        .unwrap();
    sqlx::query("update directory.import_chunks set rows_sealed = $1, told_sealed = null, members = '{}' where number = 0")
        .bind(rows)
        .execute(&mut *owner)
        .await
        .unwrap();
    sqlx::query("update directory.imports set state = 'WAITING', done = 0, created = 0")
        .execute(&mut *owner)
        .await
        .unwrap();
    world.word_gets_round().await;
    let done = branch
        .secretary
        .does("GetImport", json!({"import": import}))
        .await;
    assert_ne!(sums(&done), EXPECTED);
}

#[tokio::test]
#[ignore = "another test runs it in a process of its own, and kills it"]
async fn works_off_until_killed() {
    let Some(work) = std::env::var(WORK).ok() else {
        return;
    };
    let (url, import) = work.split_once(' ').unwrap();
    let config = DbConfig {
        url: url.to_owned(),
        role: None,
        connections: Some(2),
        durability: Durability::NotForTests,
    };
    let clock = Clock::standing(town::MORNING.parse().unwrap());
    let gate = Gate::new(Db::connect(&config).await.unwrap(), clock, Keys::new([7; 32]));
    let (import, mut run) = (import.parse().unwrap(), Run::default());
    for _ in 0..6 {
        let errand = Operator::new(&gate).begin().await.unwrap();
        let now = step(errand, import, &mut run).await.unwrap();
        println!("{DID}: {}", now.done);
    }
}
