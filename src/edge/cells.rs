//! What a throttle remembers: for each key the moment at which its count will have run down.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::nanos::Nanos;
use governor::state::StateStore;

use crate::base::Clock;

/// Keys one throttle remembers, some ten megabytes.
pub(super) const MOST_KEYS: usize = 100_000;
/// Looking for room walks over all keys, so while there is none it is not done for every stranger.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Time since the throttle was made, by the house's clock.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    clock: Clock,
    born: Duration,
}

impl Pace {
    pub(super) fn starting_now(clock: &Clock) -> Self {
        Self {
            clock: clock.clone(),
            born: clock.steady(),
        }
    }
}

impl governor::clock::Clock for Pace {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.clock.steady().saturating_sub(self.born)
    }
}

/// One question about a key.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Ask<K> {
    /// May it, and count it if so.
    Count(K),
    /// Might it.
    Look(K),
}

impl<K> Ask<K> {
    pub(super) fn key(&self) -> &K {
        match self {
            Self::Count(key) | Self::Look(key) => key,
        }
    }
}

/// The memory itself, shared between a throttle and its limiter.
pub(super) struct Cells<K>(Arc<Mutex<Known<K>>>);

struct Known<K> {
    run_down: HashMap<K, Nanos>,
    look_again: Duration,
}

impl<K> Clone for Cells<K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K> Default for Cells<K> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Known {
            run_down: HashMap::new(),
            look_again: Duration::ZERO,
        })))
    }
}

impl<K: Eq + Hash> Cells<K> {
    /// Whether the key is known or may still be remembered. A key whose count has run down is as good as new and is
    /// forgotten when room is needed.
    pub(super) fn has_room_for(&self, key: &K, now: Duration) -> bool {
        let mut known = self.known();
        if known.run_down.len() < MOST_KEYS || known.run_down.contains_key(key) {
            return true;
        }
        if now < known.look_again {
            return false;
        }
        known.look_again = now + LOOK_AGAIN;
        let now = Nanos::from(now);
        known.run_down.retain(|_, run_down| *run_down > now);
        known.run_down.len() < MOST_KEYS
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.known().run_down.len()
    }

    fn known(&self) -> MutexGuard<'_, Known<K>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Clone + Eq + Hash> StateStore for Cells<K> {
    type Key = Ask<K>;

    fn measure_and_replace<T, F, E>(&self, ask: &Ask<K>, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut known = self.known();
        let (answer, run_down) = measure(known.run_down.get(ask.key()).copied())?;
        if let Ask::Count(key) = ask {
            known.run_down.insert(key.clone(), run_down);
        }
        Ok(answer)
    }
}
