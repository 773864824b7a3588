//! The code the room shows: meeting, step and a signature under a seed of the meeting's own. Pure: whoever holds the
//! seed can show codes and judge them.

use crate::base::secrets::{Keys, same};
use crate::base::{Id, typed};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};

/// A code is replaced after this many seconds.
pub const STEP_SECONDS: i32 = 10;
/// Steps behind and ahead of now that count as now: a slow reader, and instances whose clocks differ.
const FRESH: std::ops::RangeInclusive<i64> = -1..=2;
/// Steps behind now that count as now.
pub const FRESH_BEHIND: i32 = 2;
/// Steps ahead of now that count as now.
pub const FRESH_AHEAD: i32 = 1;
/// Steps behind now in which a code is old, but genuine.
pub const OLD_BEHIND: i32 = 60;
/// Steps behind now in which a code is old, but genuine.
const OLD: std::ops::RangeInclusive<i64> = 3..=60;
const MAC_LENGTH: usize = 16;
const SHORT_LENGTH: usize = 8;

/// What one room shows.
#[derive(Clone, Debug)]
pub struct Venue {
    meeting: Id,
    seed: Keys,
}

/// The code of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// For the link in the QR.
    pub code: String,
    /// For typing.
    pub short_code: String,
    /// When the next code replaces it.
    pub valid_until: DateTime<Utc>,
}

/// What a code proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Shown just now: whoever brings it has seen the screen.
    Fresh,
    /// Shown within the last ten minutes: it may have been passed on.
    Old,
    /// Forged, of another meeting, too old, or no code at all.
    Refused,
}

/// What a code claims, before anything is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Claim {
    Scanned {
        meeting: Id,
        step: i64,
        mac: [u8; MAC_LENGTH],
    },
    Typed(String),
}

/// The meeting a scanned code claims to be of; nothing is believed yet.
pub fn meeting_of(code: &str) -> Option<Id> {
    match Claim::read(code)? {
        Claim::Scanned { meeting, .. } => Some(meeting),
        Claim::Typed(_) => None,
    }
}

impl Venue {
    /// The room of a meeting. Its seed says nothing about the keys of the house or about another meeting's seed.
    pub fn new(keys: &Keys, meeting: Id) -> Self {
        Self {
            meeting,
            seed: Keys::new(seed(keys, meeting)),
        }
    }

    /// The room of a meeting, for whoever holds its seed.
    pub fn of_seed(meeting: Id, seed: [u8; 32]) -> Self {
        Self {
            meeting,
            seed: Keys::new(seed),
        }
    }

    /// When a genuine code was shown, however long ago. A short code does not say: the steps around a moment are tried.
    pub fn shown_at(&self, code: &str, around: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let step = match Claim::read(code)? {
            Claim::Scanned { meeting, step, mac } => {
                (meeting == self.meeting && same(&mac, &self.mac(step))).then_some(step)?
            }
            Claim::Typed(short) => {
                let near = step_of(around);
                let mut tried = near - OLD.end()..=near + OLD.end();
                tried.find(|step| same(short.as_bytes(), self.short(*step).as_bytes()))?
            }
        };
        DateTime::from_timestamp(step.checked_mul(i64::from(STEP_SECONDS))?, 0)
    }

    /// What the room shows now.
    pub fn show(&self, now: DateTime<Utc>) -> Shown {
        let step = step_of(now);
        let code = [
            self.meeting.as_bytes().as_slice(),
            &step.to_be_bytes(),
            &self.mac(step),
        ];
        let next = (step + 1) * i64::from(STEP_SECONDS);
        Shown {
            code: URL_SAFE_NO_PAD.encode(code.concat()),
            short_code: self.short(step),
            valid_until: DateTime::from_timestamp(next, 0).unwrap_or(now),
        }
    }

    /// What a scanned or typed code proves now.
    pub fn judge(&self, now: DateTime<Utc>, code: &str) -> Verdict {
        let now = step_of(now);
        match Claim::read(code) {
            Some(Claim::Scanned { meeting, step, mac }) if meeting == self.meeting => {
                self.prove(age(now.saturating_sub(step)), step, &mac)
            }
            Some(Claim::Typed(short)) => self.find(now, &short),
            Some(Claim::Scanned { .. }) | None => Verdict::Refused,
        }
    }

    /// Meeting and step are no secret, and what they refuse needs no signature to be refused.
    fn prove(&self, claimed: Verdict, step: i64, mac: &[u8; MAC_LENGTH]) -> Verdict {
        if claimed != Verdict::Refused && same(mac, &self.mac(step)) {
            claimed
        } else {
            Verdict::Refused
        }
    }

    /// A short code does not say its step: each that could count is tried, and none is skipped after a hit, so that
    /// the time tells nothing.
    fn find(&self, now: i64, short: &str) -> Verdict {
        let mut found = Verdict::Refused;
        for behind in (*FRESH.start()..=*OLD.end()).rev() {
            if same(short.as_bytes(), self.short(now - behind).as_bytes()) {
                found = age(behind);
            }
        }
        found
    }

    fn mac(&self, step: i64) -> [u8; MAC_LENGTH] {
        leading(self.seed.mac("venue code", &[&step.to_be_bytes()]))
    }

    fn short(&self, step: i64) -> String {
        let mac = leading(self.seed.mac("venue short code", &[&step.to_be_bytes()]));
        typed::spell(mac, SHORT_LENGTH)
    }
}

impl Claim {
    /// Reads a code, or the whole link in which a phone found it.
    fn read(code: &str) -> Option<Self> {
        let code = code.trim();
        let last = code.rsplit_once('/').map_or(code, |(_, last)| last);
        Self::scanned(last).or_else(|| typed::read(last, SHORT_LENGTH).map(Self::Typed))
    }

    fn scanned(code: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(code).ok()?;
        let (meeting, rest) = bytes.split_first_chunk::<16>()?;
        let (step, mac) = rest.split_first_chunk::<8>()?;
        Some(Self::Scanned {
            meeting: Id::from_bytes(*meeting),
            step: i64::from_be_bytes(*step),
            mac: mac.try_into().ok()?,
        })
    }
}

/// The seed of a meeting's code. It says nothing about the keys of the house or about another meeting's seed.
pub fn seed(keys: &Keys, meeting: Id) -> [u8; 32] {
    keys.mac("venue seed", &[meeting.as_bytes()])
}

fn step_of(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(i64::from(STEP_SECONDS))
}

fn age(steps_behind: i64) -> Verdict {
    if FRESH.contains(&steps_behind) {
        Verdict::Fresh
    } else if OLD.contains(&steps_behind) {
        Verdict::Old
    } else {
        Verdict::Refused
    }
}

fn leading(mac: [u8; 32]) -> [u8; MAC_LENGTH] {
    mac.first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
