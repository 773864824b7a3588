//! One Postgres process: started, watched until it is ready, stopped.

use std::fs;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::log::Tail;
use super::site::{PORT, Site};
use super::{Unready, folders, leftovers};

const GLANCE: Duration = Duration::from_millis(10);
/// The memory of a killed server goes when its last backend has noticed.
const MEMORY_PATIENCE: Duration = Duration::from_secs(30);

/// A running postmaster, our child.
#[derive(Debug)]
pub(super) struct Postmaster {
    child: Child,
    log: Tail,
}

impl Postmaster {
    /// Starts Postgres and waits until it takes connections, however long a recovery needs.
    pub(super) fn start(site: &Site) -> Result<Self, Unready> {
        let until = Instant::now() + MEMORY_PATIENCE;
        loop {
            leftovers::clear(site)?;
            let mut postmaster = Self::spawn(site)?;
            if postmaster.becomes_ready(site) {
                return Ok(postmaster);
            }
            let said = postmaster.log.text();
            if !said.contains("is still in use") || Instant::now() > until {
                return Err(
                    Unready::new("Postgres không khởi động được", "Postgres did not start").because(said),
                );
            }
            sleep(GLANCE * 10);
        }
    }

    /// How it ended, if it did.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Ends all sessions and writes a checkpoint; after ten seconds without one.
    pub(super) fn stop(mut self) {
        let Some(pid) = Pid::from_raw(self.child.id().cast_signed()) else {
            return;
        };
        for (signal, patience) in [(Signal::INT, 10), (Signal::QUIT, 5), (Signal::KILL, 5)] {
            if self.ended().is_some() {
                return;
            }
            if let Err(error) = kill_process(pid, signal) {
                tracing::warn!(%error, "cannot signal Postgres");
            }
            if self.ends_within(Duration::from_secs(patience)) {
                return;
            }
            tracing::warn!(?signal, "Postgres did not stop in time");
        }
    }

    fn spawn(site: &Site) -> Result<Self, Unready> {
        let mut command = dying_with_us(site);
        command
            .arg("-D")
            .arg(&site.data)
            .args(settings(site))
            // Ctrl-C in a terminal reaches the whole group; we decide when Postgres stops.
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| folders::trouble(&site.binaries.folder, error))?;
        let log = Tail::default();
        if let Some(stderr) = child.stderr.take() {
            log.follow(stderr)
                .map_err(|error| folders::trouble(&site.folder, error))?;
        }
        Ok(Self { child, log })
    }

    fn becomes_ready(&mut self, site: &Site) -> bool {
        let mut next_word = Instant::now() + Duration::from_secs(5);
        while self.ended().is_none() {
            if self.says_ready(site) {
                return true;
            }
            if Instant::now() > next_word {
                tracing::info!("waiting for Postgres; after a crash it replays its log first");
                next_word += Duration::from_secs(5);
            }
            sleep(GLANCE);
        }
        false
    }

    /// The eighth line of the pid file is the state, for tools like us.
    fn says_ready(&self, site: &Site) -> bool {
        let Ok(text) = fs::read_to_string(site.pid_file()) else {
            return false;
        };
        let ours = text
            .lines()
            .next()
            .is_some_and(|pid| pid == self.child.id().to_string());
        ours && text.lines().nth(7).is_some_and(|state| state.trim() == "ready")
    }

    fn ends_within(&mut self, patience: Duration) -> bool {
        let until = Instant::now() + patience;
        while Instant::now() < until {
            if self.ended().is_some() {
                return true;
            }
            sleep(GLANCE);
        }
        false
    }
}

/// Postgres behind `setpriv`, which asks the kernel to stop it when the thread that started it ends.
fn dying_with_us(site: &Site) -> Command {
    let wish = ["--pdeathsig", "INT"];
    let granted = site
        .account
        .command("setpriv")
        .args(wish)
        .arg("true")
        .output()
        .is_ok_and(|output| output.status.success());
    if !granted {
        tracing::warn!("no `setpriv` here: if this process is killed, Postgres runs on until the next start");
        return site.program("postgres");
    }
    let mut command = site.account.command("setpriv");
    command.args(wish).arg(site.binaries.folder.join("postgres"));
    command
}

/// Nothing here may depend on the configuration file, which an administrator may have edited.
fn settings(site: &Site) -> Vec<String> {
    let durability = if site.durable { "on" } else { "off" };
    let socket = site.socket.to_string_lossy().replace('"', "\"\"");
    [
        ("listen_addresses", ""),
        ("unix_socket_directories", &format!("\"{socket}\"")),
        ("port", &PORT.to_string()),
        ("max_connections", "200"),
        ("fsync", durability),
        ("full_page_writes", durability),
        ("synchronous_commit", "on"),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        ("jit", "off"),
        // Errors of statements carry personal values; whoever sent the statement hears of them.
        ("log_min_messages", "log"),
        ("log_min_error_statement", "panic"),
        ("log_error_verbosity", "terse"),
        ("logging_collector", "off"),
    ]
    .into_iter()
    .flat_map(|(name, value)| ["-c".to_owned(), format!("{name}={value}")])
    .collect()
}
