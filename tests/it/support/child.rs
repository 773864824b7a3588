//! A process of its own that runs an embedded server, to be killed or to be somebody else.
//!
//! It is this very test program, asked for one ignored test that does the work.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

use rustix::process::{Pid, Signal, kill_process};
use sotay::db::embedded::{DATABASE, OWNER, Options, Server};

const FOLDER: &str = "SOTAY_IT_FOLDER";
const ANSWER: &str = "child says: ";

/// A child whose server is running.
pub(crate) struct Child {
    process: std::process::Child,
    /// Closing it asks the child to stop in good order.
    input: Option<ChildStdin>,
    /// Kept open: the child's last words have to go somewhere.
    _output: BufReader<ChildStdout>,
    /// The owner's address of the database.
    pub(crate) url: String,
}

impl Child {
    /// Starts a server in the folder, in a process like ours.
    pub(crate) fn start(folder: &Path) -> Result<Self, String> {
        Self::run(Command::new(std::env::current_exe().unwrap()), folder)
    }

    /// The same as the user `nobody`, who may not reach the program where it was built.
    pub(crate) fn start_as_nobody(folder: &Path) -> Result<Self, String> {
        let mut command = Command::new(copy_for_everybody());
        command.uid(65534).gid(65534);
        Self::run(command, folder)
    }

    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub(crate) fn stop(mut self) {
        drop(self.input.take());
        assert!(self.process.wait().unwrap().success());
    }

    fn run(mut command: Command, folder: &Path) -> Result<Self, String> {
        let mut process = command
            .args([
                "--exact",
                "support::child::serves_until_told",
                "--ignored",
                "--nocapture",
            ])
            .env(FOLDER, folder)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let answer = output
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once(ANSWER)?.1.to_owned()))
            .expect("the child ended without an answer");
        if let Some(url) = answer.strip_prefix("ready ") {
            return Ok(Self {
                input: process.stdin.take(),
                _output: output,
                process,
                url: url.to_owned(),
            });
        }
        process.wait().unwrap();
        Err(answer)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // A test that failed leaves nobody behind.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The process id in the pid file of the server in a folder.
pub(crate) fn postmaster(folder: &Path) -> Pid {
    let text = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap();
    Pid::from_raw(text.lines().next().unwrap().parse().unwrap()).unwrap()
}

pub(crate) fn kill(pid: Pid) {
    kill_process(pid, Signal::KILL).unwrap();
}

pub(crate) fn is_alive(pid: Pid) -> bool {
    // A zombie has no folder any more.
    std::fs::read_link(format!("/proc/{}/cwd", pid.as_raw_nonzero())).is_ok()
}

#[tokio::test]
#[ignore = "other tests run it in a process of its own"]
async fn serves_until_told() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let started = Server::start(options(folder)).await;
    match &started {
        Ok(server) => println!("\n{ANSWER}ready {}", server.url(OWNER, DATABASE)),
        Err(error) => println!("\n{ANSWER}{}", error.english()),
    }
    if let Ok(server) = started {
        tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()))
            .await
            .unwrap()
            .unwrap();
        server.stop().await;
    }
}

fn options(folder: OsString) -> Options {
    Options {
        folder: folder.into(),
        binaries: None,
        durable: false,
    }
}

/// Copied by another process: a file that one of our threads had open for writing could not be run while a fork of
/// another thread still holds it.
fn copy_for_everybody() -> &'static Path {
    static COPY: OnceLock<PathBuf> = OnceLock::new();
    COPY.get_or_init(|| {
        let copy = std::env::temp_dir().join("sotay-it-for-everybody");
        let program = std::env::current_exe().unwrap();
        let copied = Command::new("cp")
            .arg("--remove-destination")
            .arg(program)
            .arg(&copy)
            .status()
            .unwrap();
        assert!(copied.success());
        copy
    })
}
