//! Knows whose an access token is, from memory alone, and keeps that memory fresh.

use super::access_tokens::{self, Known};
use super::ring::Ring;
use super::{keys, store};
use crate::access::Caller;
use crate::access::doors::Worker;
use crate::access::revocations::Revoked;
use crate::base::{Clock, Id, Refused, Result};
use crate::edge::Recognise;
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Tokens remembered at most; each is some two hundred bytes.
const REMEMBERED: u64 = 100_000;
/// Longer than any token lives: what expired is forgotten without being asked for.
const FORGOTTEN_AFTER: Duration = Duration::from_mins(45);
/// Pairs noted at most between two ticks; beyond that the refresh itself will tell.
const NOTED: usize = 100_000;

/// One per instance, shared by all who ask.
#[derive(Clone, Debug)]
pub struct Recogniser(Arc<Memory>);

#[derive(Debug)]
struct Memory {
    clock: Clock,
    ring: Ring,
    revoked: Revoked,
    /// Tokens that were verified, by their digest.
    verified: Cache<[u8; 32], Known>,
    /// Sessions whose newest access token was seen, not yet written down.
    seen: Mutex<HashMap<Id, i64>>,
}

impl Recogniser {
    /// An empty memory; [`Recogniser::tick`] fills it.
    pub fn new(clock: Clock) -> Self {
        Self(Arc::new(Memory {
            clock,
            ring: Ring::default(),
            revoked: Revoked::default(),
            verified: Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(FORGOTTEN_AFTER)
                .build(),
            seen: Mutex::default(),
        }))
    }

    /// Reads revocations and keys, writes down what was seen. The app calls it each second, and once before it serves.
    pub async fn tick(&self, worker: &Worker) -> Result<()> {
        self.note_seen(worker).await?;
        let now = self.0.clock.now();
        let mut look = worker.look().await?;
        self.0.revoked.refresh(&mut look, now).await?;
        keys::load(&mut look, worker.keys(), &self.0.ring, now).await?;
        drop(look);
        if keys::is_due(&self.0.ring.all(), now) {
            let mut errand = worker.begin().await?;
            keys::ensure(&mut errand).await?;
            keys::load(errand.conn(), worker.keys(), &self.0.ring, now).await?;
            errand.commit(()).await?;
        }
        Ok(())
    }

    /// The keys in force.
    pub(super) fn ring(&self) -> &Ring {
        &self.0.ring
    }

    /// Whether the access token of a session's pair was seen here and is not written down yet.
    pub(super) fn saw(&self, session: Id, counter: i64) -> bool {
        self.seen().get(&session) == Some(&counter)
    }

    /// Entries stay until they are committed: a refresh in between must not miss them.
    async fn note_seen(&self, worker: &Worker) -> Result<()> {
        let (sessions, counters): (Vec<Id>, Vec<i64>) = self
            .seen()
            .iter()
            .map(|(session, counter)| (*session, *counter))
            .unzip();
        if sessions.is_empty() {
            return Ok(());
        }
        let mut errand = worker.begin().await?;
        store::mark_successors_seen(errand.conn(), &sessions, &counters).await?;
        errand.commit(()).await?;
        let mut seen = self.seen();
        for (session, counter) in sessions.iter().zip(counters) {
            if seen.get(session) == Some(&counter) {
                seen.remove(session);
            }
        }
        Ok(())
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<Id, i64>> {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A first pair has no predecessor that could come back.
    fn note(&self, known: &Known) {
        let mut seen = self.seen();
        if known.counter > 1 && seen.len() < NOTED {
            seen.insert(known.caller.session, known.counter);
        }
    }

    fn known(&self, bearer: &str) -> Option<Known> {
        let digest: [u8; 32] = Sha256::digest(bearer).into();
        if let Some(known) = self.0.verified.get(&digest) {
            return Some(known);
        }
        let known = access_tokens::verify(&self.0.ring, bearer, self.0.clock.now())?;
        self.note(&known);
        self.0.verified.insert(digest, known.clone());
        Some(known)
    }
}

impl Recognise for Recogniser {
    /// One answer for every token that is not good: what is wrong with it helps only whoever forged it.
    fn recognise(&self, bearer: &str) -> Result<Caller, Refused> {
        let known = self.known(bearer).ok_or_else(Refused::sign_in_required)?;
        let alive = self.0.clock.now() < known.expires_at
            && self.0.ring.holds(&known.kid)
            && !self.0.revoked.holds(&known.caller);
        alive
            .then_some(known.caller)
            .ok_or_else(Refused::sign_in_required)
    }
}
