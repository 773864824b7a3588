//! What a killed server left behind does not keep the next one from starting.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use sotay::db::embedded::{DATABASE, OWNER};

use crate::postgres_start::{Folder, note, notes};
use crate::support::child::{is_alive, postmaster};

/// Files as a server leaves them that died with the process number that is now somebody else's: ours.
fn leave_files(folder: &Path) {
    let pid = std::process::id();
    let data = folder.join("data");
    let text = format!(
        "{pid}\n{}\n1700000000\n5432\n{}/socket\n\n\nready\n",
        data.display(),
        folder.display()
    );
    fs::write(data.join("postmaster.pid"), &text).unwrap();
    fs::create_dir(folder.join("socket")).unwrap();
    fs::write(folder.join("socket/.s.PGSQL.5432.lock"), &text).unwrap();
    fs::write(folder.join("socket/.s.PGSQL.5432"), "").unwrap();
    fs::write(folder.join("lock"), pid.to_string()).unwrap();
    fs::create_dir(folder.join("init.1")).unwrap();
}

#[tokio::test]
async fn pid_and_lock_files_of_a_number_that_is_somebody_elses_now_are_swept() {
    let folder = Folder::new("stale");
    let server = folder.start().await;
    note(&server.url(OWNER, DATABASE), 1).await;
    server.stop().await;
    leave_files(&folder.0);

    let server = folder.start().await;
    assert_eq!(notes(&server.url(OWNER, DATABASE)).await, [1]);
    server.stop().await;
}

#[tokio::test]
async fn a_half_made_data_folder_is_made_again() {
    let folder = Folder::new("half");
    fs::create_dir_all(folder.0.join("init.4711")).unwrap();
    fs::write(folder.0.join("init.4711/PG_VERSION"), "15").unwrap();
    let server = folder.start().await;
    assert!(!folder.0.join("init.4711").exists());
    server.stop().await;
}

#[tokio::test]
async fn a_server_whose_owner_is_gone_makes_way() {
    let folder = Folder::new("orphan");
    let server = folder.start().await;
    note(&server.url(OWNER, DATABASE), 1).await;
    let binary = fs::read_link(format!("/proc/{}/exe", postmaster(&folder.0).as_raw_nonzero())).unwrap();
    server.stop().await;

    let mut orphan = run_by_hand(&binary, &folder.0);
    let pid_file = folder.0.join("data/postmaster.pid");
    while !fs::read_to_string(&pid_file).is_ok_and(|text| text.contains("ready")) {
        assert_eq!(orphan.try_wait().unwrap(), None, "it did not start");
        tokio::task::yield_now().await;
    }
    let pid = postmaster(&folder.0);
    let reaper = std::thread::spawn(move || orphan.wait());

    let server = folder.start().await;
    assert!(!is_alive(pid));
    assert_eq!(notes(&server.url(OWNER, DATABASE)).await, [1]);
    server.stop().await;
    reaper.join().unwrap().unwrap();
}

/// A server that nobody in this program owns.
fn run_by_hand(binary: &Path, folder: &Path) -> Child {
    let data = folder.join("data");
    let owner = fs::metadata(&data).unwrap();
    let mut command = Command::new(binary);
    command.arg("-D").arg(&data).args(["-c", "listen_addresses="]);
    command
        .arg("-c")
        .arg(format!("unix_socket_directories={}", data.display()));
    if rustix::process::geteuid().is_root() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    command.current_dir("/").stderr(Stdio::null()).spawn().unwrap()
}
