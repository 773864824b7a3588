//! The service in a process of its own, as in use: what it holds in memory is its own, and the load is not.

use sotay::access::Gate;
use sotay::app::{House, Manner};
use sotay::base::Clock;
use sotay::base::secrets::Keys;
use sotay::db::{Db, DbConfig, Durability};
use sotay::edge::{self, Limits};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Tells this program to be the service of the database it names.
pub(crate) const SERVE: &str = "SOTAY_BENCH_SERVE";

/// A running service.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Service {
    pub(crate) fn start(url: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .env(SERVE, url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut told = BufReader::new(child.stdout.take().unwrap());
        told.read_line(&mut line).unwrap();
        let address = line.trim().parse().unwrap();
        Self { address, child }
    }

    /// What the service holds in memory, in mebibytes.
    pub(crate) fn rss_mib(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It serves for as long as somebody holds the other end.
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }
}

/// Serves until the other end of the standard input is closed.
pub(crate) async fn serve(url: String, keys: Keys) {
    let config = DbConfig {
        url,
        role: None,
        connections: None,
        durability: Durability::Demanded,
    };
    let gate = Gate::new(Db::connect(&config).await.unwrap(), Clock::system(), keys);
    let manner = Manner {
        public_url: "http://localhost".to_owned(),
        minimum_app_version: "1.0.0".to_owned(),
    };
    let house = House::open(gate, &manner).await.unwrap();
    let limits = Limits::default().fitted();
    let stop = CancellationToken::new();
    let router = house.front(limits.clone(), Vec::new(), stop.clone()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    tokio::spawn(async move { edge::serve(listener, router, &limits, &stop).await });
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            // In the storm a connection may be long in coming; the next second looks again.
            if let Err(error) = house.tick().await {
                eprintln!("no look this second: {error:?}");
            }
        }
    });
    let end = || std::io::stdin().lines().count();
    tokio::task::spawn_blocking(end).await.unwrap();
}
