//! What attendance speaks of.

use crate::base::{Error, Id, Result};
use crate::directory::Rostered;
use crate::meetings::ReasonKind;
use anyhow::anyhow;
use chrono::{DateTime, Utc};

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The member came.
    Enter,
    /// The member left before the end; so the member had come.
    Leave,
    /// The member is excused.
    Excuse,
    /// The member did not come.
    Absent,
    /// Another word is taken back.
    Void,
    /// A word that waits counts.
    Confirm,
}

/// How it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The member's own phone and the code of the room.
    VenueCode,
    /// The secretary's word.
    BySecretary,
    /// The member asked to stay away, and the chair granted it. Nobody says it at the meeting.
    ByReply,
    /// The member's own phone without signal, sent in later.
    Offline,
    /// Another member's phone.
    Assisted,
    /// A signed paper sheet, keyed in.
    Paper,
    /// The member's own card, scanned by whoever records attendance.
    Card,
}

/// Whether a word counts, or waits for the secretary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// It counts.
    Recorded,
    /// It waits.
    Pending,
}

/// One thing that was said about a member; never changed, only followed by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Minted where it was said.
    pub event: Id,
    /// What it says.
    pub kind: Kind,
    /// How it is known.
    pub method: Method,
    /// The secretary's word about lateness; otherwise the time decides.
    pub late: Option<bool>,
    /// Whether it counts.
    pub disposition: Disposition,
    /// Why the member is not there, or why the word was said.
    pub reason: String,
    /// The kind of that reason, for who is excused.
    pub reason_kind: Option<ReasonKind>,
    /// The word that this one takes back or confirms.
    pub refers_to: Option<Id>,
    /// When the member left, for who left early.
    pub left_at: Option<DateTime<Utc>>,
    /// Said after sealing: it stands beside the sealed result.
    pub is_amendment: bool,
    /// Who said it: the member or the secretary.
    pub actor: Id,
    /// The name of who said it.
    pub actor_name: String,
    /// When the member came, or the word was given.
    pub occurred_at: DateTime<Utc>,
}

/// Where a member stands in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nothing known yet, the meeting is not closed.
    Expected,
    /// In time.
    Present,
    /// After the planned start and the grace; counts as attended.
    Late,
    /// Absent with a reason.
    AbsentExcused,
    /// Absent.
    Absent,
    /// Need not come, and did not.
    Exempt,
    /// Stays at another branch, and did not come.
    TemporarilyOut,
    /// Waits for the secretary.
    Pending,
}

/// What a check-in came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The member is there now.
    Recorded,
    /// The member was there before.
    AlreadyPresent,
    /// The secretary has to confirm.
    Pending,
}

/// One member's attendance of one meeting, as far as the asker may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The member with the standing that opening froze.
    pub standing: Rostered,
    /// The member's name.
    pub name: String,
    /// Where the member stands.
    pub state: State,
    /// The word it rests on; none while nothing was said.
    pub word: Option<Word>,
    /// When the member left, for who left early.
    pub left_at: Option<DateTime<Utc>>,
    /// What is known by now, where it was amended after sealing.
    pub amended: Option<Amended>,
}

/// What amendments say of a member. It stands beside the sealed result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amended {
    /// Where the member stands by now.
    pub state: State,
    /// The last amendment: who, when, why.
    pub word: Word,
}

impl Row {
    /// Where the member stands with what was amended after sealing.
    pub fn state_by_now(&self) -> State {
        self.amended.as_ref().map_or(self.state, |amended| amended.state)
    }
}

/// The secretary's word, as it comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dictated {
    /// Minted by the secretary's device.
    pub event: Id,
    /// About whom.
    pub member: Id,
    /// What it says.
    pub kind: Kind,
    /// From where it is known: from who speaks, or from paper.
    pub method: Method,
    /// Came late.
    pub late: Option<bool>,
    /// Why the member is not there, or why it is amended.
    pub reason: String,
    /// The kind of that reason.
    pub reason_kind: Option<ReasonKind>,
    /// When the member left.
    pub left_at: Option<DateTime<Utc>>,
}

impl Kind {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enter => "ENTER",
            Self::Leave => "LEAVE",
            Self::Excuse => "EXCUSE",
            Self::Absent => "ABSENT",
            Self::Void => "VOID",
            Self::Confirm => "CONFIRM",
        }
    }

    /// Reads a stored word.
    pub fn read(word: &str) -> Result<Self> {
        let all = [
            Self::Enter,
            Self::Leave,
            Self::Excuse,
            Self::Absent,
            Self::Void,
            Self::Confirm,
        ];
        read(all, Self::name, word)
    }
}

impl Method {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::VenueCode => "VENUE_CODE",
            Self::BySecretary => "BY_SECRETARY",
            Self::ByReply => "BY_REPLY",
            Self::Offline => "OFFLINE",
            Self::Assisted => "ASSISTED",
            Self::Paper => "PAPER",
            Self::Card => "CARD",
        }
    }

    /// Reads a stored word.
    pub fn read(word: &str) -> Result<Self> {
        let all = [
            Self::VenueCode,
            Self::BySecretary,
            Self::Offline,
            Self::Assisted,
            Self::Paper,
            Self::Card,
        ];
        read(all, Self::name, word)
    }
}

impl Disposition {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recorded => "RECORDED",
            Self::Pending => "PENDING",
        }
    }

    /// Reads a stored word.
    pub fn read(word: &str) -> Result<Self> {
        read([Self::Recorded, Self::Pending], Self::name, word)
    }
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The word stands.
    Upheld,
    /// The word was taken back.
    Voided,
}

/// A dispute about one word.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// The word.
    pub event: Id,
    /// Why the member says so.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The answer, once there is one.
    pub answer: Option<Answer>,
}

/// What was answered, by whom and with which words.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What.
    pub answered: Answered,
    /// The words.
    pub reason: String,
    /// By whom.
    pub by: Id,
    /// The name.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Answered {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Upheld => "UPHELD",
            Self::Voided => "VOIDED",
        }
    }

    /// Reads a stored word.
    pub(super) fn read(name: &str) -> Result<Self> {
        [Self::Upheld, Self::Voided]
            .into_iter()
            .find(|answered| answered.name() == name)
            .ok_or_else(|| Error::Broken(anyhow!("no dispute is answered {name}")))
    }
}

fn read<T: Copy, const N: usize>(all: [T; N], name: fn(T) -> &'static str, word: &str) -> Result<T> {
    all.into_iter()
        .find(|known| name(*known) == word)
        .ok_or_else(|| Error::Broken(anyhow!("{word} is no word of attendance")))
}
