//! What an event from a phone without signal is worth: by whose word it is, at which moment it stands, and why it waits.
//! Pure: whatever else has come in, an event is judged alike.

use super::{Doubt, Sent, Sort};
use crate::attendance::{Disposition, Method};
use crate::base::Id;
use chrono::{DateTime, TimeDelta, Utc};

/// What comes in later than this after it happened waits.
pub const UPLOAD_HOURS: i64 = 72;
/// Clocks may differ by this much.
const SLACK: TimeDelta = TimeDelta::minutes(2);
/// A code may have been scanned so long after it was shown.
const CODE_LIVES: TimeDelta = TimeDelta::minutes(10);

/// What the sender is to the meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// May check in.
    pub attends: bool,
    /// May record attendance.
    pub records: bool,
    /// May open and close.
    pub runs: bool,
}

/// What is known around an event when it comes in.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// Who sends it.
    pub sender: Id,
    /// What the sender is to the meeting.
    pub rights: Rights,
    /// When the code was shown, if it is genuine.
    pub shown_at: Option<DateTime<Utc>>,
    /// Between which moments the meeting can be, by its plan.
    pub span: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// When it comes in.
    pub now: DateTime<Utc>,
}

/// What an event is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// About whom; nobody for what is about the meeting or another event.
    pub about: Option<Id>,
    /// By whose word.
    pub method: Method,
    /// The moment at which it stands: not before its code was shown.
    pub at: DateTime<Utc>,
    /// Why it waits; none for what counts.
    pub doubts: Vec<Doubt>,
}

impl Judged {
    /// Whether it counts.
    pub const fn disposition(&self) -> Disposition {
        if self.doubts.is_empty() {
            Disposition::Recorded
        } else {
            Disposition::Pending
        }
    }
}

/// Judges an event.
pub fn judge(sent: &Sent, around: &Around) -> Judged {
    let about = sent
        .sort
        .is_about_somebody()
        .then(|| sent.member.unwrap_or(around.sender));
    let method = method(sent, around);
    let mut doubts = Vec::new();
    match method {
        Method::BySecretary => {}
        Method::Offline => doubts.extend(of_the_code(sent, around)),
        Method::Assisted | Method::VenueCode | Method::ByReply | Method::Paper | Method::Card => {
            doubts.push(Doubt::SaidByAnother);
        }
    }
    doubts.extend(of_the_sender(sent, around));
    doubts.extend(of_the_time(sent, around));
    doubts.sort_unstable();
    Judged {
        about,
        method,
        at: sent
            .corrected_at
            .min(around.now)
            .max(around.shown_at.unwrap_or(DateTime::<Utc>::MIN_UTC)),
        doubts,
    }
}

/// Who records attendance speaks as such, save about the own arrival when nobody is named: that is scanned as everybody's.
fn method(sent: &Sent, around: &Around) -> Method {
    let is_own = matches!(sent.sort, Sort::Enter | Sort::Leave)
        && sent.member.is_none_or(|member| member == around.sender);
    let speaks_as_officer = match sent.sort {
        Sort::Open | Sort::Close => around.rights.runs,
        Sort::Enter | Sort::Leave => around.rights.records && sent.member.is_some(),
        Sort::Excuse | Sort::Absent | Sort::Void => around.rights.records,
    };
    match (speaks_as_officer, is_own) {
        (true, _) => Method::BySecretary,
        (false, true) => Method::Offline,
        (false, false) => Method::Assisted,
    }
}

fn of_the_sender(sent: &Sent, around: &Around) -> Option<Doubt> {
    let rights = around.rights;
    if !rights.attends && !rights.records && !rights.runs {
        return Some(Doubt::PlaceUnknown);
    }
    let may_say = match sent.sort {
        Sort::Enter | Sort::Leave => true,
        Sort::Excuse | Sort::Absent | Sort::Void => rights.records,
        Sort::Open | Sort::Close => rights.runs,
    };
    (!may_say).then_some(Doubt::NotAnOfficer)
}

/// A code proves when it was shown, and so that nobody scanned it before; who leaves scans none.
fn of_the_code(sent: &Sent, around: &Around) -> Vec<Doubt> {
    let mut doubts = vec![Doubt::OnlyNotBefore];
    match around.shown_at {
        Some(shown) if sent.corrected_at < shown - SLACK => doubts.push(Doubt::BeforeCode),
        Some(shown) if sent.corrected_at > shown + CODE_LIVES => doubts.push(Doubt::LongAfterCode),
        None if !sent.code.is_empty() => doubts.push(Doubt::CodeWrong),
        None if sent.sort == Sort::Enter => doubts.push(Doubt::NoCode),
        Some(_) | None => {}
    }
    doubts
}

/// When something is taken back makes no difference, so that is not asked.
fn of_the_time(sent: &Sent, around: &Around) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if sent.sort == Sort::Void {
        return doubts;
    }
    let at = sent.corrected_at;
    if at > around.now + SLACK {
        doubts.push(Doubt::ClockAhead);
    }
    if around.now - at > TimeDelta::hours(UPLOAD_HOURS) {
        doubts.push(Doubt::Late);
    }
    if sent.sort != Sort::Excuse && around.span.is_some_and(|(from, to)| at < from || at > to) {
        doubts.push(Doubt::OutOfTime);
    }
    doubts
}

#[cfg(test)]
mod tests;
