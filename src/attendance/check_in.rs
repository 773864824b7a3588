//! The venue shows, the member proves. Being on the frozen roster is the permission.

use super::store::{self, Heard, Phase, Saying};
use super::{Disposition, Kind, Method, Outcome, Refusal, Row, Venue, Verdict, Word, decide};
use crate::access::Visit;
use crate::base::{Error, Id, Refused, Result};
use crate::edge::Throttle;
use anyhow::Context;

/// A member before the room's code.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Where.
    pub meeting: Id,
    /// What was scanned or typed.
    pub code: String,
    /// Minted on the phone: sending twice counts once.
    pub event: Id,
}

/// Checks the caller in. The same event comes to the same, also when the meeting has been closed since.
pub async fn check_in(
    visit: &mut Visit,
    wrong_codes: &Throttle<Id>,
    arrival: &Arrival,
) -> Result<(Outcome, Row)> {
    let verdict = judge(visit, wrong_codes, arrival)?;
    let saying = Saying {
        meeting: arrival.meeting,
        about: visit.caller().member,
        by: visit.caller().member,
        event: arrival.event,
        now: visit.now(),
    };
    let word = disposition(verdict).map(|disposition| arrived(&saying, disposition));
    let mut heard = store::say(visit.conn(), saying, word.as_ref()).await?;
    allowed(&heard, arrival.event, verdict)?;
    if !heard.is_written && heard.word(arrival.event).is_none() {
        heard = said_before(visit, saying, verdict).await?;
    }
    concluded(heard, arrival.event)
}

/// Looks at the code. Wrong ones are counted before anything else is done, so that nobody can try many at once.
fn judge(visit: &Visit, wrong_codes: &Throttle<Id>, arrival: &Arrival) -> Result<Verdict> {
    let session = visit.caller().session;
    wrong_codes.look(&session).map_err(try_later)?;
    let verdict = Venue::new(visit.keys(), arrival.meeting).judge(visit.now(), &arrival.code);
    if verdict == Verdict::Refused {
        wrong_codes.check(&session).map_err(try_later)?;
    }
    Ok(verdict)
}

/// Why the word may not be said. A word that was said before is answered again, whatever its code is worth by now.
pub(super) fn allowed(heard: &Heard, event: Id, verdict: Verdict) -> Result<()> {
    if heard.is_event_taken {
        return Err(Refusal::EventTaken.into());
    }
    if let Some(word) = heard.word(event) {
        return match word.method {
            Method::VenueCode | Method::Offline => Ok(()),
            Method::BySecretary | Method::ByReply | Method::Assisted | Method::Paper | Method::Card => {
                Err(Refusal::EventTaken.into())
            }
        };
    }
    if heard.phase != Phase::Open {
        return Err(Refusal::NotOpen.into());
    }
    if heard.entry.is_none() {
        return Err(Refusal::NotOnRoster.into());
    }
    if verdict == Verdict::Refused {
        return Err(Refusal::CodeRefused.into());
    }
    Ok(())
}

/// Another check-in of the same member stands in the way, perhaps one that was committed this very moment: what is
/// known is read once more. Who is not there by the secretary's word that followed it, asks her to look again.
async fn said_before(visit: &mut Visit, saying: Saying, verdict: Verdict) -> Result<Heard> {
    let heard = store::say(visit.conn(), saying, None).await?;
    if heard.is_event_taken {
        return Err(Refusal::EventTaken.into());
    }
    if verdict == Verdict::Old || heard.is_there() || heard.word(saying.event).is_some() {
        return Ok(heard);
    }
    let asking = arrived(&saying, Disposition::Pending);
    let asked = store::say(visit.conn(), saying, Some(&asking)).await?;
    if asked.is_written {
        return Ok(asked);
    }
    store::say(visit.conn(), saying, None).await
}

pub(super) fn concluded(heard: Heard, event: Id) -> Result<(Outcome, Row)> {
    let is_there = heard.is_there();
    let entry = heard.entry.context("a member who checked in is on the roster")?;
    let outcome = match entry.words.iter().find(|word| word.event == event) {
        Some(word) => decide::outcome(word, &entry.words),
        None if is_there => Outcome::AlreadyPresent,
        None => Outcome::Pending,
    };
    Ok((outcome, entry.row(heard.frame)))
}

pub(super) const fn disposition(verdict: Verdict) -> Option<Disposition> {
    match verdict {
        Verdict::Fresh => Some(Disposition::Recorded),
        Verdict::Old => Some(Disposition::Pending),
        Verdict::Refused => None,
    }
}

pub(super) fn arrived(saying: &Saying, disposition: Disposition) -> Word {
    Word {
        event: saying.event,
        kind: Kind::Enter,
        method: Method::VenueCode,
        late: None,
        disposition,
        reason: String::new(),
        reason_kind: None,
        refers_to: None,
        left_at: None,
        is_amendment: false,
        actor: saying.by,
        actor_name: String::new(),
        occurred_at: saying.now,
    }
}

/// The throttle's refusal in the words of the room; the pause is the throttle's.
fn try_later(throttled: Refused) -> Error {
    let ours = Refusal::TryLater.refused();
    Refused {
        code: ours.code,
        text: ours.text,
        ..throttled
    }
    .into()
}

impl Heard {
    /// A word about the member by its id.
    pub(super) fn word(&self, event: Id) -> Option<&Word> {
        let entry = self.entry.as_ref()?;
        entry.words.iter().find(|word| word.event == event)
    }

    pub(super) fn is_there(&self) -> bool {
        self.entry
            .as_ref()
            .is_some_and(|entry| decide::is_there(&entry.words))
    }
}
