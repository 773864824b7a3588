//! The lane: check-ins of the same moment are committed together, each answered by itself and only then. Whatever needs
//! more than the roster to be judged is left to the gate.

mod gathering;
mod together;

pub use gathering::Width;
pub use together::{Scan, Served, at_one_go};

use super::{Arrival, Refusal, Venue, Verdict};
use crate::access::Caller;
use crate::access::doors;
use crate::base::Result;
use anyhow::anyhow;
use gathering::{Gathering, Turned, Waiting};
use std::time::Duration;

/// How wide the lane is: while one batch waits for the disk the next is written, and nobody waits longer than phones do.
const WIDTH: Width = Width {
    batches: 2,
    most: 512,
    waiting: 4_096,
};

/// When a phone that was turned away comes again.
const PAUSE: Duration = Duration::from_secs(1);

/// One lane an instance.
#[derive(Debug)]
pub struct Lane {
    door: doors::Lane,
    gathering: Gathering<Scan, Result<Served>>,
}

impl Lane {
    /// Opens the lane behind its door.
    pub fn open(door: doors::Lane) -> Self {
        Self::as_wide_as(WIDTH, door)
    }

    /// A lane of another width.
    pub fn as_wide_as(width: Width, door: doors::Lane) -> Self {
        let work = {
            let door = door.clone();
            move |batch| together::work_off(door.clone(), batch)
        };
        Self {
            door,
            gathering: Gathering::start(width, work),
        }
    }

    /// Checks a member in with a code that the room has shown; any other is left to the gate, which counts it.
    pub async fn check_in(&self, caller: &Caller, arrival: &Arrival) -> Result<Served> {
        let now = self.door.clock().now();
        let verdict = Venue::new(self.door.keys(), arrival.meeting).judge(now, &arrival.code);
        if verdict == Verdict::Refused {
            return Ok(Served::Elsewhere);
        }
        let scan = Scan {
            meeting: arrival.meeting,
            member: caller.member,
            event: arrival.event,
            verdict,
            now,
        };
        match self.gathering.bring(scan).await {
            Ok(answered) => answered,
            Err(Turned::Full) => Err(Refusal::Crowded.refused().retry_after(PAUSE).into()),
            Err(Turned::Lost) => Err(anyhow!("a batch of check-ins stopped").into()),
        }
    }

    /// Checks several members in as one batch, and answers in their order.
    pub async fn check_in_together(&self, scans: Vec<Scan>) -> Vec<Result<Served>> {
        let (batch, answers): (Vec<_>, Vec<_>) = scans.into_iter().map(Waiting::new).unzip();
        together::work_off(self.door.clone(), batch).await;
        let mut all = Vec::new();
        for answer in answers {
            let lost = |_dropped| Err(anyhow!("a check-in was not answered").into());
            all.push(answer.await.unwrap_or_else(lost));
        }
        all
    }
}
