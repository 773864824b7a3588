//! Whoever is killed, Postgres or its owner: what was acknowledged is there afterwards.

use std::time::{Duration, Instant};

use sotay::db::embedded::{DATABASE, OWNER};
use sqlx::{Connection, PgConnection};

use crate::postgres_start::{Folder, note, notes};
use crate::support::child::{Child, is_alive, kill, postmaster};

async fn comes_back_within(url: &str, patience: Duration) {
    let until = Instant::now() + patience;
    while PgConnection::connect(url).await.is_err() {
        assert!(Instant::now() < until, "not back after {patience:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn is_gone_within(pid: rustix::process::Pid, patience: Duration) {
    let until = Instant::now() + patience;
    while is_alive(pid) {
        assert!(Instant::now() < until, "still there after {patience:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[tokio::test]
async fn postgres_killed_under_a_living_process_is_back_within_six_seconds() {
    let folder = Folder::new("killed");
    let server = folder.start().await;
    let url = server.url(OWNER, DATABASE);
    for line in 1..=3 {
        note(&url, line).await;
        kill(postmaster(&folder.0));
        comes_back_within(&url, Duration::from_secs(6)).await;
    }
    assert_eq!(notes(&url).await, [1, 2, 3]);
    server.stop().await;
}

#[tokio::test]
async fn postgres_stops_when_its_owner_is_killed() {
    let folder = Folder::new("owner");
    let child = Child::start(&folder.0).unwrap();
    note(&child.url, 1).await;
    let pid = postmaster(&folder.0);
    child.kill();
    is_gone_within(pid, Duration::from_secs(10));

    let server = folder.start().await;
    assert_eq!(notes(&server.url(OWNER, DATABASE)).await, [1]);
    server.stop().await;
}

#[tokio::test]
async fn the_next_owner_need_not_wait_for_the_killed_ones_server() {
    let folder = Folder::new("heir");
    let child = Child::start(&folder.0).unwrap();
    note(&child.url, 1).await;
    child.kill();

    let server = folder.start().await;
    assert_eq!(notes(&server.url(OWNER, DATABASE)).await, [1]);
    server.stop().await;
}

#[tokio::test]
async fn both_killed_at_once_lose_nothing() {
    let folder = Folder::new("both");
    let child = Child::start(&folder.0).unwrap();
    note(&child.url, 1).await;
    let pid = postmaster(&folder.0);
    child.kill();
    kill(pid);

    let server = folder.start().await;
    assert_eq!(notes(&server.url(OWNER, DATABASE)).await, [1]);
    server.stop().await;
}
