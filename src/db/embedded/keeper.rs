//! The permanent thread that starts Postgres, looks after it and stops it.
//!
//! It has to be one thread from start to end: the kernel's word about a parent's death follows the thread that started
//! the child, not its process.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::lock::FolderLock;
use super::postmaster::Postmaster;
use super::site::Site;
use super::{Options, Unready, folders, initdb};

const GLANCE: Duration = Duration::from_millis(50);
const BREATH: Duration = Duration::from_millis(500);

/// What the owner of the server may ask for.
#[derive(Debug)]
pub(super) enum Order {
    /// Stop, and say when it is done.
    Stop(oneshot::Sender<()>),
}

/// Why the thread may go home.
struct Dismissed(Option<oneshot::Sender<()>>);

/// Starts the thread; the report comes when Postgres is ready or cannot be.
pub(super) fn spawn(
    options: Options,
    orders: Receiver<Order>,
    report: oneshot::Sender<Result<Site, Unready>>,
) -> Result<(), Unready> {
    let folder = options.folder.clone();
    thread::Builder::new()
        .name("postgres-keeper".to_owned())
        .spawn(move || run(&options, &orders, report))
        .map(drop)
        .map_err(|error| folders::trouble(&folder, error))
}

fn run(options: &Options, orders: &Receiver<Order>, report: oneshot::Sender<Result<Site, Unready>>) {
    let (lock, site, postmaster) = match open(options) {
        Ok(opened) => opened,
        Err(error) => {
            // Nobody listening means nobody wants the server any more.
            drop(report.send(Err(error)));
            return;
        }
    };
    drop(report.send(Ok(site.clone())));
    let Dismissed(waiting) = keep(postmaster, &site, orders);
    site.leave_socket_folder();
    drop(lock);
    if waiting.is_some_and(|done| done.send(()).is_err()) {
        tracing::debug!("nobody waited for Postgres to stop");
    }
}

fn open(options: &Options) -> Result<(FolderLock, Site, Postmaster), Unready> {
    let folder = folders::make(&options.folder)?;
    let lock = FolderLock::take(&folder)?;
    let site = Site::settle(options, &folder)?;
    initdb::initialise(&site)?;
    let began = Instant::now();
    let postmaster = Postmaster::start(&site)?;
    tracing::info!(
        version = site.binaries.major,
        folder = %site.folder.display(),
        milliseconds = began.elapsed().as_millis(),
        "Postgres is ready"
    );
    Ok((lock, site, postmaster))
}

fn keep(mut postmaster: Postmaster, site: &Site, orders: &Receiver<Order>) -> Dismissed {
    loop {
        if let Some(dismissed) = wait(orders, GLANCE) {
            tracing::info!("stopping Postgres");
            postmaster.stop();
            return dismissed;
        }
        if let Some(status) = postmaster.ended() {
            tracing::error!(%status, "Postgres died; starting it again");
            postmaster = match revive(site, orders) {
                Ok(revived) => revived,
                Err(dismissed) => return dismissed,
            };
        }
    }
}

/// Tries until it works or nobody wants it any more.
fn revive(site: &Site, orders: &Receiver<Order>) -> Result<Postmaster, Dismissed> {
    loop {
        match Postmaster::start(site) {
            Ok(postmaster) => {
                tracing::info!("Postgres is back");
                return Ok(postmaster);
            }
            Err(error) => tracing::error!(%error, "Postgres does not come back yet"),
        }
        if let Some(dismissed) = wait(orders, BREATH) {
            return Err(dismissed);
        }
    }
}

fn wait(orders: &Receiver<Order>, patience: Duration) -> Option<Dismissed> {
    match orders.recv_timeout(patience) {
        Ok(Order::Stop(done)) => Some(Dismissed(Some(done))),
        Err(RecvTimeoutError::Disconnected) => Some(Dismissed(None)),
        Err(RecvTimeoutError::Timeout) => None,
    }
}
