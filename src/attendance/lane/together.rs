//! Many check-ins in one transaction, each answered by itself.

use super::gathering::Waiting;
use crate::access::doors;
use crate::attendance::check_in::{allowed, concluded, disposition};
use crate::attendance::store::{self, Heard, Saying};
use crate::attendance::{Outcome, Refusal, Row, Verdict};
use crate::base::{Error, Id, Kind, Result};
use chrono::{DateTime, Utc};

/// A member before the room's code, which was judged already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scan {
    /// Where.
    pub meeting: Id,
    /// Who.
    pub member: Id,
    /// Minted on the phone.
    pub event: Id,
    /// What the code proved.
    pub verdict: Verdict,
    /// When.
    pub now: DateTime<Utc>,
}

/// What came of a check-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Served {
    /// The member is there, was there, or waits for the secretary.
    Done(Outcome, Box<Row>),
    /// The roster does not say enough: the gate judges, as it does everywhere.
    Elsewhere,
}

type Batch = Vec<Waiting<Scan, Result<Served>>>;

/// Works a batch off. In order of meetings and members, so that two batches wait for each other one way only; a member
/// who comes twice is in it once, and the gate hears the rest.
pub(super) async fn work_off(door: doors::Lane, mut batch: Batch) {
    batch.sort_by_key(|waiting| (waiting.job.meeting, waiting.job.member));
    let mut once: Batch = Vec::with_capacity(batch.len());
    for waiting in batch {
        let is_again = once.last().is_some_and(|last| {
            (last.job.meeting, last.job.member) == (waiting.job.meeting, waiting.job.member)
        });
        if is_again {
            waiting.answer(Ok(Served::Elsewhere));
        } else {
            once.push(waiting);
        }
    }
    by_halves(&door, once).await;
}

/// Where the whole cannot be committed, its halves are tried apart, until who spoils it stands alone.
async fn by_halves(door: &doors::Lane, batch: Batch) {
    let mut left = vec![batch];
    while let Some(mut part) = left.pop() {
        let scans: Vec<Scan> = part.iter().map(|waiting| waiting.job).collect();
        match at_one_go(door, &scans).await {
            Ok(answers) => {
                for (waiting, answer) in part.into_iter().zip(answers) {
                    waiting.answer(answer);
                }
            }
            Err(error) if part.len() > 1 && is_of_one(&error) => {
                let second = part.split_off(part.len() / 2);
                left.extend([second, part]);
            }
            Err(error) => tell_all(part, error),
        }
    }
}

/// Whether one of the batch may have spoilt it for the others; where the database is away or slow, it did not.
fn is_of_one(error: &Error) -> bool {
    match error {
        Error::Refused(refused) => refused.kind == Kind::InFlight,
        Error::Broken(_) => true,
        Error::Replay(_) => false,
    }
}

/// What is broken is told to one and logged once; the others hear that they may come again.
fn tell_all(part: Batch, error: Error) {
    let refused = error.refusal().cloned();
    let mut error = Some(error);
    for waiting in part {
        let told = refused.clone().map(Error::from).or_else(|| error.take());
        waiting.answer(Err(told.unwrap_or_else(|| sotay_rest::Refused::broken().into())));
    }
}

/// One transaction: all or nothing of it is committed, and only what is committed is answered. Who is not on the roster
/// of a meeting that was issued is left to the gate.
pub async fn at_one_go(door: &doors::Lane, scans: &[Scan]) -> Result<Vec<Result<Served>>> {
    let mut errand = door.begin().await?;
    let sayings: Vec<_> = scans
        .iter()
        .map(|scan| (scan.saying(), disposition(scan.verdict)))
        .collect();
    let heard = store::say_many(errand.conn(), &sayings).await?;
    let mut answers = Vec::with_capacity(scans.len());
    let mut unsaid = Vec::new();
    for (place, (scan, heard)) in scans.iter().zip(heard).enumerate() {
        let answer = match heard {
            None => Ok(Served::Elsewhere),
            Some(heard) => match allowed(&heard, scan.event, scan.verdict) {
                Err(refusal) => Err(refusal),
                Ok(()) if heard.is_written || heard.word(scan.event).is_some() => scan.concluded(heard),
                Ok(()) => {
                    unsaid.push((place, *scan));
                    Ok(Served::Elsewhere)
                }
            },
        };
        answers.push(answer);
    }
    if !unsaid.is_empty() {
        let sayings: Vec<_> = unsaid.iter().map(|(_, scan)| (scan.saying(), None)).collect();
        let heard = store::say_many(errand.conn(), &sayings).await?;
        for ((place, scan), heard) in unsaid.into_iter().zip(heard) {
            if let (Some(answer), Some(heard)) = (answers.get_mut(place), heard) {
                *answer = scan.said_before(heard);
            }
        }
    }
    Ok(errand.commit(answers).await?.answer())
}

impl Scan {
    fn saying(&self) -> Saying {
        Saying {
            meeting: self.meeting,
            about: self.member,
            by: self.member,
            event: self.event,
            now: self.now,
        }
    }

    /// Another check-in of the member stood in the way, perhaps one that was committed this very moment. Whom the
    /// secretary has called absent since asks her to look again, at the gate.
    fn said_before(self, heard: Heard) -> Result<Served> {
        if heard.is_event_taken {
            return Err(Refusal::EventTaken.into());
        }
        if self.verdict == Verdict::Old || heard.is_there() || heard.word(self.event).is_some() {
            return self.concluded(heard);
        }
        Ok(Served::Elsewhere)
    }

    fn concluded(self, heard: Heard) -> Result<Served> {
        let (outcome, row) = concluded(heard, self.event)?;
        Ok(Served::Done(outcome, Box::new(row)))
    }
}
