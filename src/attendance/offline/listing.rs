//! What phones sent about a meeting, for whoever records attendance: with the evidence, and why it waits.

use super::store::{self, Kept, Line};
use super::take_up::missing;
use super::{Doubt, Sort};
use crate::access::Visit;
use crate::attendance::Method;
use crate::attendance::store as words;
use crate::base::{Id, Result};
use crate::meetings::ReasonKind;
use chrono::{DateTime, Utc};

/// An event as it came in.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its id.
    pub event: Id,
    /// What it says.
    pub sort: Sort,
    /// By whose word.
    pub method: Method,
    /// About whom.
    pub member: Option<Id>,
    /// The member's name.
    pub member_name: String,
    /// Who sent it.
    pub sender: Id,
    /// The sender's name.
    pub sender_name: String,
    /// What it takes back.
    pub refers_to: Option<Id>,
    /// Why.
    pub reason: String,
    /// The kind of that reason.
    pub reason_kind: Option<ReasonKind>,
    /// When, by the clock of the phone.
    pub claimed_at: DateTime<Utc>,
    /// By how much that clock was thought to be wrong.
    pub offset_ms: i64,
    /// When its code was shown.
    pub shown_at: Option<DateTime<Utc>>,
    /// The moment at which it stands.
    pub at: DateTime<Utc>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// Why it waits.
    pub doubts: Vec<Doubt>,
    /// It waits still.
    pub waits: bool,
}

/// What came in about a meeting: what waits, or everything.
pub async fn received(visit: &mut Visit, meeting: Id, all: bool) -> Result<Vec<Received>> {
    let now = visit.now();
    let phase = words::hall(visit.conn(), meeting, now)
        .await?
        .map(|hall| hall.phase);
    let lines = store::lines(visit.conn(), meeting).await?;
    let read = |line: Line| {
        let Kept {
            event, sort, method, ..
        } = line.kept;
        let mut doubts = line.kept.doubts.clone();
        if line.kept.is_held {
            doubts.extend(missing(&line.kept, phase, line.is_on_roster));
            doubts.sort_unstable();
        }
        Received {
            event,
            sort,
            method,
            member: line.kept.member,
            member_name: line.member_name,
            sender: line.kept.sender,
            sender_name: line.sender_name,
            refers_to: line.kept.refers_to,
            reason: line.kept.reason,
            reason_kind: line.kept.reason_kind,
            claimed_at: line.kept.claimed_at,
            offset_ms: line.kept.offset_ms,
            shown_at: line.kept.shown_at,
            at: line.kept.at,
            received_at: line.received_at,
            doubts,
            waits: line.waits,
        }
    };
    Ok(lines
        .into_iter()
        .filter(|line| all || line.waits)
        .map(read)
        .collect())
}
