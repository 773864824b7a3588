//! An embedded server starts where it can, and says in plain words why where it cannot.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use sotay::db::embedded::{APPLICATION, DATABASE, OWNER, Options, Server};
use sotay::db::{Db, DbConfig, Durability, migrate};
use sqlx::{Connection, Executor, PgConnection};

use crate::support::child::Child;

/// A folder of one test, removed with this.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sotay-it-{}-{name}", std::process::id()));
        Self(path)
    }

    pub(crate) fn options(&self) -> Options {
        Options {
            folder: self.0.clone(),
            binaries: None,
            durable: false,
        }
    }

    pub(crate) async fn start(&self) -> Server {
        Server::start(self.options())
            .await
            .unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

pub(crate) async fn owner(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap()
}

pub(crate) async fn note(url: &str, line: i32) {
    let mut conn = owner(url).await;
    conn.execute("create table if not exists public.notes (line integer primary key)")
        .await
        .unwrap();
    sqlx::query("insert into public.notes values ($1)")
        .bind(line)
        .execute(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
}

pub(crate) async fn notes(url: &str) -> Vec<i32> {
    let mut conn = owner(url).await;
    sqlx::query_scalar("select line from public.notes order by line")
        .fetch_all(&mut conn)
        .await
        .unwrap()
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[tokio::test]
async fn a_folder_serves_again_and_keeps_its_rows() {
    let folder = Folder::new("again");
    let server = folder.start().await;
    note(&server.url(OWNER, DATABASE), 1).await;
    server.stop().await;

    let server = folder.start().await;
    assert_eq!(notes(&server.url(OWNER, DATABASE)).await, [1]);
    server.stop().await;
}

#[tokio::test]
async fn the_application_signs_in_to_a_migrated_database_and_changes_no_tables() {
    let folder = Folder::new("roles");
    let options = Options {
        durable: true,
        ..folder.options()
    };
    let server = Server::start(options).await.unwrap();
    // Two at once: the second waits, and no index that the first makes concurrently waits for it.
    let url = server.url(OWNER, DATABASE);
    let (first, second) = tokio::join!(
        migrate(&url, Durability::Demanded),
        migrate(&url, Durability::Demanded)
    );
    first.unwrap();
    second.unwrap();
    migrate(&url, Durability::Demanded).await.unwrap();
    let db = Db::connect(&DbConfig::embedded(&server)).await.unwrap();
    db.close().await;

    let mut application = owner(&server.url(APPLICATION, DATABASE)).await;
    for statement in [
        "create table public.t ()",
        "create schema s",
        "drop table access.grants",
        "create table access.t ()",
    ] {
        let refused = application.execute(statement).await.unwrap_err();
        let code = refused.as_database_error().unwrap().code().unwrap();
        assert_eq!(code, "42501", "{statement}");
    }
    server.stop().await;
}

#[tokio::test]
async fn one_folder_serves_one_process_and_another_folder_another() {
    let folder = Folder::new("first");
    let other = Folder::new("second");
    let server = folder.start().await;

    let refused = Server::start(folder.options()).await.unwrap_err();
    assert!(
        refused.english().contains(folder.0.to_str().unwrap()),
        "{refused}"
    );
    assert!(
        refused
            .english()
            .contains(&format!("process {}", std::process::id())),
        "{refused}"
    );
    assert!(refused.vietnamese().contains("đang được tiến trình"), "{refused}");
    let refused = Child::start(&folder.0).err().unwrap();
    assert!(refused.contains("is in use by process"), "{refused}");

    let second = other.start().await;
    assert_eq!(
        owner(&second.url(OWNER, DATABASE)).await.ping().await.ok(),
        Some(())
    );
    second.stop().await;
    server.stop().await;
}

#[tokio::test]
async fn missing_programs_are_named() {
    let folder = Folder::new("missing");
    let mut options = folder.options();
    options.binaries = Some("/usr/share".into());
    let refused = Server::start(options).await.unwrap_err();
    assert!(refused.english().contains("/usr/share"), "{refused}");
    assert!(refused.vietnamese().contains("/usr/share"), "{refused}");
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_is_served_all_the_same() {
    let folder = Folder::new(&"long".repeat(30));
    let server = folder.start().await;
    note(&server.url(OWNER, DATABASE), 1).await;
    server.stop().await;
}

#[tokio::test]
async fn folders_are_open_to_pass_through_and_data_and_socket_are_closed() {
    let folder = Folder::new("modes");
    let nested = Folder(folder.0.join("a/b"));
    let server = nested.start().await;
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!(mode(&folder.0), 0o711);
    assert_eq!(mode(&nested.0), 0o711);
    assert_eq!(mode(&nested.0.join("data")), 0o700);
    assert_eq!(mode(&nested.0.join("socket")), 0o700);
    server.stop().await;
}

#[tokio::test]
async fn an_ancestor_that_bars_the_way_is_named() {
    let folder = Folder::new("barred");
    let above = folder.0.join("closed");
    fs::create_dir_all(&above).unwrap();
    let mode = if is_root() { 0o700 } else { 0o600 };
    fs::set_permissions(&above, Permissions::from_mode(mode)).unwrap();

    let mut options = folder.options();
    options.folder = above.join("below");
    let refused = Server::start(options).await.unwrap_err();
    fs::set_permissions(&above, Permissions::from_mode(0o700)).unwrap();
    assert!(refused.english().contains(above.to_str().unwrap()), "{refused}");
    assert!(!refused.english().contains("below bars"), "{refused}");
}

#[tokio::test]
async fn an_ordinary_user_has_a_server_too() {
    let folder = Folder::new("nobody");
    if !is_root() {
        eprintln!("not root: every other test here has shown this already");
        return;
    }
    fs::create_dir(&folder.0).unwrap();
    std::os::unix::fs::chown(&folder.0, Some(65534), Some(65534)).unwrap();

    let child = Child::start_as_nobody(&folder.0).unwrap();
    note(&child.url, 1).await;
    assert_eq!(fs::metadata(folder.0.join("data")).unwrap().uid(), 65534);
    child.stop();

    // Root comes after: the data keeps its owner.
    fs::remove_file(folder.0.join("lock")).unwrap();
    let server = folder.start().await;
    assert_eq!(notes(&server.url(OWNER, DATABASE)).await, [1]);
    server.stop().await;
}

#[tokio::test]
async fn an_ordinary_user_hears_which_folder_bars_the_way() {
    if !is_root() {
        eprintln!("not root: an_ancestor_that_bars_the_way_is_named has shown this already");
        return;
    }
    let folder = Folder::new("nobody-barred");
    fs::create_dir(&folder.0).unwrap();
    fs::set_permissions(&folder.0, Permissions::from_mode(0o700)).unwrap();
    let refused = Child::start_as_nobody(&folder.0.join("below")).err().unwrap();
    assert!(refused.contains(folder.0.to_str().unwrap()), "{refused}");
}

#[tokio::test]
async fn a_server_that_may_forget_is_refused_outside_of_tests() {
    let folder = Folder::new("forgetful");
    let mut options = folder.options();
    options.durable = false;
    let server = Server::start(options).await.unwrap();
    let url = server.url(OWNER, DATABASE);
    let refused = migrate(&url, Durability::Demanded).await.unwrap_err();
    assert!(
        refused.english().contains("fsync, full_page_writes off"),
        "{refused}"
    );
    assert!(refused.vietnamese().contains("đang tắt fsync"), "{refused}");
    migrate(&url, Durability::NotForTests).await.unwrap();
    server.stop().await;
}
