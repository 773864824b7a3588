//! Watches the rate of wrong activation codes, over all logins. While it rings, whoever typed a wrong code waits longer
//! for the next try; a first try, and so everybody who types the code as it stands on the slip, passes at once. It slows
//! those who try many codes and locks nobody out. Each instance watches what it sees.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::{Arc, Mutex, PoisonError};

/// So many wrong codes within a minute, and more wrong than right: a roll-out day has many of both.
const MANY: u32 = 60;
/// How long it rings after the last such minute.
const RINGS: TimeDelta = TimeDelta::minutes(10);
/// What a wrong code costs its login meanwhile.
const PAUSE: TimeDelta = TimeDelta::minutes(1);

/// The watch; clones watch together.
#[derive(Clone, Debug, Default)]
pub(super) struct Alarm(Arc<Mutex<Watch>>);

/// The present minute, and until when it rings.
#[derive(Debug, Default)]
struct Watch {
    minute: i64,
    right: u32,
    wrong: u32,
    rings_until: Option<DateTime<Utc>>,
}

impl Alarm {
    /// A code was right.
    pub(super) fn right(&self, now: DateTime<Utc>) {
        self.with(|watch| {
            watch.turn_to(now);
            watch.right = watch.right.saturating_add(1);
        });
    }

    /// A code was wrong. Says how long the next try at the same login waits at least.
    pub(super) fn wrong(&self, now: DateTime<Utc>) -> TimeDelta {
        metrics::counter!("sotay_wrong_codes_total").increment(1);
        self.with(|watch| watch.wrong(now))
    }

    fn with<A>(&self, look: impl FnOnce(&mut Watch) -> A) -> A {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Watch {
    fn turn_to(&mut self, now: DateTime<Utc>) {
        let minute = now.timestamp().div_euclid(60);
        if minute != self.minute {
            (self.minute, self.right, self.wrong) = (minute, 0, 0);
        }
    }

    fn wrong(&mut self, now: DateTime<Utc>) -> TimeDelta {
        self.turn_to(now);
        self.wrong = self.wrong.saturating_add(1);
        let rang = self.rings_until.is_some_and(|until| now < until);
        if self.wrong >= MANY && self.wrong > self.right {
            self.rings_until = Some(now + RINGS);
            if !rang {
                tracing::warn!(
                    wrong = self.wrong,
                    right = self.right,
                    "very many wrong activation codes"
                );
            }
            return PAUSE;
        }
        if rang { PAUSE } else { TimeDelta::zero() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        "2023-12-03T05:00:00Z".parse().unwrap()
    }

    #[test]
    fn it_rings_at_many_wrong_codes_and_grows_quiet() {
        let alarm = Alarm::default();
        for _ in 1..MANY {
            assert_eq!(alarm.wrong(noon()), TimeDelta::zero());
        }
        assert_eq!(alarm.wrong(noon()), PAUSE);
        assert_eq!(alarm.wrong(noon() + TimeDelta::minutes(9)), PAUSE);
        assert_eq!(alarm.wrong(noon() + TimeDelta::minutes(10)), TimeDelta::zero());
    }

    #[test]
    fn many_spread_over_minutes_or_beside_as_many_right_ones_do_not_ring() {
        let (slow, busy) = (Alarm::default(), Alarm::default());
        for second in 0..600 {
            assert_eq!(
                slow.wrong(noon() + TimeDelta::seconds(second * 2)),
                TimeDelta::zero()
            );
        }
        for _ in 0..600 {
            busy.right(noon());
            assert_eq!(busy.wrong(noon()), TimeDelta::zero());
        }
    }
}
