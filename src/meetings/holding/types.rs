//! What is kept of how a meeting was held.

use crate::base::{Error, Id, Result};
use crate::directory::Rostered;
use anyhow::anyhow;
use chrono::{DateTime, Utc};

/// An opening or a closing, or what came instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnKind {
    /// Opened in the room.
    Opened,
    /// Closed in the room.
    Closed,
    /// Nobody closed it.
    ClosedByItself,
    /// Opened again.
    Reopened,
    /// Held without us and written down later.
    RecordedAfterwards,
}

/// One of these, with who did it, when and why.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What happened.
    pub kind: TurnKind,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// By whom; nobody, when it happened by itself.
    pub by: Option<Id>,
    /// The name of who did it.
    pub by_name: String,
    /// Why; empty where nobody has to say.
    pub reason: String,
    /// The beginning that held from then on.
    pub began: DateTime<Utc>,
    /// The end that held from then on.
    pub ended: Option<DateTime<Utc>>,
}

/// A member who was put on the roster after it froze.
#[derive(Clone, Debug)]
pub struct LateAddition {
    /// Who, with which standing.
    pub standing: Rostered,
    /// The name.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Id,
}

impl TurnKind {
    const ALL: [Self; 5] = [
        Self::Opened,
        Self::Closed,
        Self::ClosedByItself,
        Self::Reopened,
        Self::RecordedAfterwards,
    ];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opened => "OPENED",
            Self::Closed => "CLOSED",
            Self::ClosedByItself => "CLOSED_BY_ITSELF",
            Self::Reopened => "REOPENED",
            Self::RecordedAfterwards => "RECORDED_AFTERWARDS",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| Error::Broken(anyhow!("no turn of a meeting is called {name}")))
    }
}
