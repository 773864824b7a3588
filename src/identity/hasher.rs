//! Argon2id in a pool of its own: few threads of low priority and a short queue, so that a storm of sign-ins cannot
//! slow a check-in.

use super::passwords::Password;
use crate::base::{Kind, Refused, Result, codes};
use anyhow::anyhow;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Who waits longer than this many before him is better told to come back.
const QUEUE_PER_THREAD: usize = 48;
/// When to come back: a full queue is worked off in about this time.
const PAUSE: Duration = Duration::from_secs(2);
/// How much lower than the rest of the house the threads stand.
const NICENESS: i32 = 10;
/// No password has this hash: unknown logins are compared with it, at the same price as known ones.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$xPcLAMdAqEZQ8yoJvcT4Lw$gUcLbQq1nTT+GyYv0q3C3w4T3Eo1QkyA8m4sA7pTqUk";

/// The pool. It ends when its last handle is dropped.
#[derive(Clone, Debug)]
pub struct Hasher {
    queue: SyncSender<Job>,
    places: Arc<Semaphore>,
    done: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Job {
    Hash {
        password: Password,
        answer: oneshot::Sender<Result<String>>,
    },
    Verify {
        password: Password,
        hash: Option<String>,
        answer: oneshot::Sender<Result<bool>>,
    },
}

impl Hasher {
    /// Starts half as many threads as there are cores, at least one.
    pub fn start() -> std::io::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = (cores / 2).max(1);
        let (queue, jobs) = sync_channel(threads * QUEUE_PER_THREAD);
        let jobs = Arc::new(Mutex::new(jobs));
        let places = Arc::new(Semaphore::new(threads * (QUEUE_PER_THREAD + 1)));
        let done = Arc::new(AtomicU64::new(0));
        for _ in 0..threads {
            let (jobs, done) = (Arc::clone(&jobs), Arc::clone(&done));
            std::thread::Builder::new()
                .name("argon2".to_owned())
                .spawn(move || work(&jobs, &done))?;
        }
        Ok(Self { queue, places, done })
    }

    /// A place for somebody who comes with a password, taken before anything else is done for them: whom the queue would
    /// turn away must not have cost a look into the database. It is free again when it is dropped.
    pub(super) fn place(&self) -> Result<OwnedSemaphorePermit> {
        Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_full| busy().into())
    }

    /// How many passwords were hashed or compared since the start: what somebody unknown can make the house do.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Hashes a new password.
    pub(super) async fn hash(&self, password: Password) -> Result<String> {
        let (answer, answered) = oneshot::channel();
        self.ask(Job::Hash { password, answer })?;
        answered.await.map_err(|gone| anyhow!(gone))?
    }

    /// Compares a password with a hash, or with nobody's: that takes as long.
    pub(super) async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool> {
        let (answer, answered) = oneshot::channel();
        self.ask(Job::Verify {
            password,
            hash,
            answer,
        })?;
        answered.await.map_err(|gone| anyhow!(gone))?
    }

    fn ask(&self, job: Job) -> Result<()> {
        self.queue.try_send(job).map_err(|unsent| match unsent {
            TrySendError::Full(_) => busy().into(),
            TrySendError::Disconnected(_) => anyhow!("the threads that hash passwords are gone").into(),
        })
    }
}

fn work(jobs: &Mutex<Receiver<Job>>, done: &AtomicU64) {
    // On Linux this is the priority of the thread alone. Where it is not allowed, hashing still works.
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!(%error, "password hashing runs at normal priority");
    }
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(job) = next() {
        // Before its answer goes out, so that whoever has the answer finds it counted.
        done.fetch_add(1, Ordering::Relaxed);
        job.run();
    }
}

impl Job {
    /// Does the work unless its caller has gone.
    fn run(self) {
        match self {
            Self::Hash { answer, .. } if answer.is_closed() => {}
            Self::Verify { answer, .. } if answer.is_closed() => {}
            Self::Hash { password, answer } => {
                answer.send(hash(&password)).ok();
            }
            Self::Verify {
                password,
                hash,
                answer,
            } => {
                let hash = hash.as_deref();
                let fits = verify(&password, hash.unwrap_or(NOBODY)).map(|fits| fits && hash.is_some());
                answer.send(fits).ok();
            }
        }
    }
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| anyhow!(error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String> {
    let hash: PasswordHash = argon2()?
        .hash_password(password.as_bytes())
        .map_err(|error| anyhow!(error).context("a password could not be hashed"))?;
    Ok(hash.to_string())
}

fn verify(password: &str, hash: &str) -> Result<bool> {
    let hash =
        PasswordHash::new(hash).map_err(|error| anyhow!(error).context("a kept hash is unreadable"))?;
    match argon2()?.verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(anyhow!(error).context("a password could not be compared").into()),
    }
}

fn busy() -> Refused {
    Refused::new(
        Kind::Busy,
        codes::BUSY,
        "Đang có rất nhiều người đăng nhập. Xin thử lại sau giây lát.",
        "Very many people are signing in. Please try again in a moment.",
    )
    .retry_after(PAUSE)
}

#[cfg(test)]
mod tests {
    use super::super::passwords;
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hasher = Hasher::start().unwrap();
        let hash = hasher.hash(passwords::normal("mật khẩu dài")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let fits = async |typed, hash| hasher.verify(passwords::normal(typed), hash).await.unwrap();
        assert!(fits("mật khẩu dài", Some(hash.clone())).await);
        assert!(!fits("mật khẩu ngắn", Some(hash)).await);
        assert!(!fits("mật khẩu dài", None).await);
    }

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        let real = hash("x").unwrap();
        let parts = |hash: &str| PasswordHash::new(hash).map(|hash| (hash.params, hash.hash.unwrap().len()));
        assert_eq!(parts(NOBODY), parts(&real));
    }

    #[tokio::test]
    async fn a_full_queue_says_when_to_come_back() {
        let (queue, _jobs) = sync_channel(1);
        let hasher = Hasher {
            queue,
            places: Arc::new(Semaphore::new(1)),
            done: Arc::default(),
        };
        let (answer, _waits) = oneshot::channel();
        hasher
            .ask(Job::Hash {
                password: passwords::normal("first"),
                answer,
            })
            .unwrap();
        let error = hasher.hash(passwords::normal("second")).await.unwrap_err();
        assert_eq!(error.refusal().unwrap().retry_after, Some(PAUSE));
    }

    #[test]
    fn whoever_finds_no_place_is_told_when_to_come_back() {
        let (queue, _jobs) = sync_channel(1);
        let hasher = Hasher {
            queue,
            places: Arc::new(Semaphore::new(1)),
            done: Arc::default(),
        };
        let place = hasher.place().unwrap();
        assert_eq!(
            hasher.place().unwrap_err().refusal().unwrap().retry_after,
            Some(PAUSE)
        );
        drop(place);
        assert!(hasher.place().is_ok());
    }
}
