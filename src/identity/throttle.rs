//! Guessing gets slower with every wrong try. Failures are counted, not attempts, and nobody is locked out for good: a
//! device that still holds a refresh token of the member is counted apart, so that a stranger cannot close the door.

use super::store::{self, FailureRow};
use super::{Entrance, Refusal, decide};
use crate::access::doors::Errand;
use crate::base::secrets::Keys;
use crate::base::{Id, Result};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// A pause up to this long is waited out inside the call; only longer ones are told.
const WAITED_OUT: TimeDelta = TimeDelta::seconds(1);

/// What wrong tries are counted against, as a keyed hash.
#[derive(Clone, Debug)]
pub(super) struct Subject([u8; 32]);

/// A try that may be judged, with what was known when it was let in.
#[derive(Debug)]
pub(super) struct Turn {
    subject: Subject,
    wrong: i32,
}

impl Subject {
    /// Whoever tries one login, for one purpose.
    pub(super) fn login(keys: &Keys, purpose: &str, login: &str) -> Self {
        let bare: String = login
            .chars()
            .filter(|character| character.is_alphanumeric())
            .collect();
        Self(keys.mac("failures", &[purpose.as_bytes(), bare.as_bytes()]))
    }

    /// A device that the member is known by.
    pub(super) fn session(keys: &Keys, session: Id) -> Self {
        Self(keys.mac("failures", &[b"session", session.as_bytes()]))
    }
}

impl Entrance {
    /// Waits for the next try's turn, or says when it will be.
    pub(super) async fn turn(&self, subject: Subject) -> Result<Turn> {
        let mut errand = self.porch.begin().await?;
        let now = errand.now();
        let failures = store::failures_of(errand.conn(), &subject.0).await?;
        drop(errand);
        let Some(failures) = failures else {
            return Ok(Turn { subject, wrong: 0 });
        };
        let pause = failures.blocked_until - now;
        if pause > WAITED_OUT {
            return Err(later(pause));
        }
        if let Ok(pause) = pause.to_std() {
            tokio::time::sleep(pause).await;
        }
        Ok(Turn {
            wrong: counted(failures, now),
            subject,
        })
    }
}

impl Turn {
    /// Judges this try alone: if another one failed since it was let in, it counts for nothing, right or wrong. So of
    /// many guesses sent at once one is answered.
    pub(super) async fn judge(&self, errand: &mut Errand) -> Result<()> {
        let now = errand.now();
        let failures = store::lock_failures(errand.conn(), &self.subject.0, now).await?;
        if counted(failures, now) > self.wrong {
            return Err(later(failures.blocked_until - now));
        }
        Ok(())
    }

    /// It was right: what came before is forgotten.
    pub(super) async fn right(&self, errand: &mut Errand) -> Result<()> {
        store::delete_failures(errand.conn(), &self.subject.0).await
    }

    /// It was wrong: the next one waits.
    pub(super) async fn wrong(&self, errand: &mut Errand) -> Result<()> {
        self.wrong_at_least(errand, TimeDelta::zero()).await
    }

    /// It was wrong: the next one waits, and no less than this.
    pub(super) async fn wrong_at_least(&self, errand: &mut Errand, pause: TimeDelta) -> Result<()> {
        let now = errand.now();
        let wrong = self.wrong.saturating_add(1);
        let failures = FailureRow {
            wrong,
            last_at: now,
            blocked_until: decide::closed_until(wrong, now).max(now + pause),
        };
        store::set_failures(errand.conn(), &self.subject.0, failures).await
    }
}

fn counted(failures: FailureRow, now: DateTime<Utc>) -> i32 {
    decide::counted(failures.wrong, failures.last_at, now)
}

fn later(pause: TimeDelta) -> crate::base::Error {
    let pause = pause.to_std().unwrap_or_default().max(Duration::from_secs(1));
    Refusal::TryLater(pause).into()
}
