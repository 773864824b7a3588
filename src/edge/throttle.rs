//! How often somebody may do something: counted per key, in bounded memory, alike on both wires.

use std::fmt;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::{Quota, RateLimiter};
use sotay_rest::{Kind, Refused, codes};

use super::cells::{Ask, Cells, Pace};
use crate::base::Clock;

/// Lets each key do something `burst` times at once and then once in every `per`.
pub struct Throttle<K: Clone + Eq + Hash> {
    limiter: RateLimiter<Ask<K>, Cells<K>, Pace, NoOpMiddleware<Duration>>,
    cells: Cells<K>,
    quota: Quota,
    open_when_full: bool,
}

impl<K: Clone + Eq + Hash> Throttle<K> {
    /// Its memory holds a bounded number of keys; when it is full, new keys are refused, unless
    /// [`Self::open_when_full`] says otherwise.
    pub fn new(burst: u32, per: Duration) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(per).unwrap_or(Quota::per_second(NonZeroU32::MAX));
        Self::built(quota.allow_burst(burst), &Clock::system(), false)
    }

    /// Lets new keys through uncounted when its memory is full: for reads and check-ins, where a flood of strangers
    /// must not keep members out.
    #[must_use]
    pub fn open_when_full(self) -> Self {
        Self {
            open_when_full: true,
            ..self
        }
    }

    /// Goes by the house's clock, which tests hold still. It starts counting anew.
    #[must_use]
    pub fn at(self, clock: &Clock) -> Self {
        Self::built(self.quota, clock, self.open_when_full)
    }

    /// Counts one, or says when to try again.
    pub fn check(&self, key: &K) -> Result<(), Refused> {
        self.ask(&Ask::Count(key.clone()))
    }

    /// Says whether [`Self::check`] would allow one more, and counts nothing. Where only failures count: look before,
    /// check after a failure.
    pub fn look(&self, key: &K) -> Result<(), Refused> {
        self.ask(&Ask::Look(key.clone()))
    }

    fn built(quota: Quota, clock: &Clock, open_when_full: bool) -> Self {
        let cells = Cells::default();
        Self {
            limiter: RateLimiter::new(quota, cells.clone(), Pace::starting_now(clock)),
            cells,
            quota,
            open_when_full,
        }
    }

    fn ask(&self, ask: &Ask<K>) -> Result<(), Refused> {
        let now = self.limiter.clock().now();
        if !self.cells.has_room_for(ask.key(), now) {
            return if self.open_when_full {
                Ok(())
            } else {
                Err(too_many(self.quota.replenish_interval()))
            };
        }
        self.limiter
            .check_key(ask)
            .map_err(|until| too_many(until.wait_time_from(now)))
    }
}

impl<K: Clone + Eq + Hash> fmt::Debug for Throttle<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Throttle")
            .field("quota", &self.quota)
            .finish_non_exhaustive()
    }
}

fn too_many(pause: Duration) -> Refused {
    Refused::new(
        Kind::TooMany,
        codes::TOO_MANY_REQUESTS,
        "Thao tác quá nhiều lần. Xin chờ một lát rồi thử lại.",
        "Too many requests. Please wait a moment and try again.",
    )
    .retry_after(pause)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;
    use crate::edge::cells::MOST_KEYS;

    fn standing() -> Clock {
        Clock::standing(DateTime::UNIX_EPOCH)
    }

    #[test]
    fn a_burst_is_allowed_and_then_one_at_a_time() {
        let clock = standing();
        let throttle = Throttle::new(2, Duration::from_secs(20)).at(&clock);
        assert!(throttle.check(&"lan").is_ok());
        assert!(throttle.check(&"lan").is_ok());
        let refused = throttle.check(&"lan").unwrap_err();
        assert_eq!(
            (refused.kind, refused.retry_after),
            (Kind::TooMany, Some(Duration::from_secs(20)))
        );
        assert!(throttle.check(&"minh").is_ok(), "another key is counted apart");

        clock.advance(TimeDelta::seconds(20));
        assert!(throttle.check(&"lan").is_ok());
        assert!(throttle.check(&"lan").is_err());
    }

    #[test]
    fn looking_counts_nothing() {
        let throttle = Throttle::new(1, Duration::from_secs(1)).at(&standing());
        for _ in 0..5 {
            assert!(throttle.look(&"lan").is_ok());
        }
        assert!(throttle.check(&"lan").is_ok());
        assert!(throttle.look(&"lan").is_err());
    }

    #[test]
    fn memory_is_bounded_and_strangers_are_forgotten_first() {
        let clock = standing();
        let closed = Throttle::new(3, Duration::from_secs(1)).at(&clock);
        let open = Throttle::new(3, Duration::from_secs(1))
            .open_when_full()
            .at(&clock);
        for throttle in [&closed, &open] {
            for key in 0..MOST_KEYS {
                throttle.check(&key).unwrap();
            }
        }
        assert!(closed.check(&MOST_KEYS).is_err());
        assert!(open.check(&MOST_KEYS).is_ok());
        assert!(closed.check(&0).is_ok(), "who is known is still counted");

        clock.advance(TimeDelta::milliseconds(1100));
        assert!(closed.check(&MOST_KEYS).is_ok(), "what has run down makes room");
        assert_eq!(
            closed.cells.len(),
            2,
            "only the new key and the one that was there twice"
        );
    }
}
