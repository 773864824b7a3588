//! The porch with what is needed there: the way in for those who are not signed in yet.

use super::alarm::Alarm;
use super::{Hasher, Recogniser};
use crate::access::doors::Porch;
use crate::base::Id;
use crate::edge::Throttle;
use std::sync::Arc;
use std::time::Duration;

/// How often a session may ask for the present pair again: many at once, then one now and then.
const AGAIN: (u32, Duration) = (6, Duration::from_secs(30));

/// Where members activate, sign in and refresh; each has a file of its own.
#[derive(Clone, Debug)]
pub struct Entrance {
    pub(super) porch: Porch,
    pub(super) recogniser: Recogniser,
    pub(super) hasher: Hasher,
    pub(super) again: Arc<Throttle<Id>>,
    pub(super) alarm: Alarm,
}

impl Entrance {
    /// An entrance beside a gate.
    pub fn new(porch: Porch, recogniser: Recogniser, hasher: Hasher) -> Self {
        let (burst, per) = AGAIN;
        Self {
            again: Arc::new(Throttle::new(burst, per).open_when_full().at(porch.clock())),
            alarm: Alarm::default(),
            porch,
            recogniser,
            hasher,
        }
    }
}
