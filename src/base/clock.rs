//! The only place that asks what time it is.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The moment [`Clock::steady`] counts from.
static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Tells the time: the machine's, or in tests one that stands still until it is told to move.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    standing: Option<Arc<Mutex<DateTime<Utc>>>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `at`.
    pub fn standing(at: DateTime<Utc>) -> Self {
        Self {
            standing: Some(Arc::new(Mutex::new(at))),
        }
    }

    /// Now, cut to the microseconds that Postgres keeps: what was written reads back equal.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.standing {
            Some(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
            None => machine_time(),
        };
        now.trunc_subsecs(6)
    }

    /// Time since a moment that stays the same, which never goes back: for limits, where a machine whose clock is set
    /// back an hour must not keep people waiting for an hour.
    pub fn steady(&self) -> Duration {
        match &self.standing {
            Some(_) => (self.now() - DateTime::UNIX_EPOCH).to_std().unwrap_or_default(),
            None => STARTED.elapsed(),
        }
    }

    /// Moves a standing clock; the machine's clock does not listen.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(at) = &self.standing {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at += by;
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the machine's clock"
)]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}
