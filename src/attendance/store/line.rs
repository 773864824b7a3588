//! One line of what is known: a meeting, a member on its roster and a word about the member, each of which may be missing.

use super::{Entry, Phase};
use crate::attendance::decide::Frame;
use crate::attendance::{Disposition, Kind, Method, Word};
use crate::base::{Id, Result};
use crate::directory::Rostered;
use crate::directory::words::{Activity, Class, Relation};
use crate::meetings::ReasonKind;
use chrono::{DateTime, Utc};

/// Columns of `say.sql`, `say_many.sql` and `rows.sql`.
pub(super) struct Line {
    /// Of many that were asked for, which.
    pub(super) number: i64,
    pub(super) phase: String,
    pub(super) late_after: DateTime<Utc>,
    pub(super) member: Option<Id>,
    pub(super) class: Option<String>,
    pub(super) activity: Option<String>,
    pub(super) relation: Option<String>,
    pub(super) name: Option<String>,
    pub(super) speaker: Option<String>,
    pub(super) written: bool,
    pub(super) event: Option<Id>,
    pub(super) about: Option<Id>,
    pub(super) kind: Option<String>,
    pub(super) method: Option<String>,
    pub(super) late: Option<bool>,
    pub(super) disposition: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) reason_kind: Option<String>,
    pub(super) refers_to: Option<Id>,
    pub(super) left_at: Option<DateTime<Utc>>,
    pub(super) is_amendment: Option<bool>,
    pub(super) actor: Option<Id>,
    pub(super) actor_name: Option<String>,
    pub(super) occurred_at: Option<DateTime<Utc>>,
}

impl Line {
    pub(super) fn phase(&self) -> Phase {
        Phase::read(&self.phase)
    }

    pub(super) fn frame(&self) -> Frame {
        Frame {
            late_after: self.late_after,
            closed: matches!(self.phase(), Phase::Closed | Phase::Sealed),
        }
    }

    /// The member's line of the roster, still without words.
    pub(super) fn entry(&self) -> Result<Option<Entry>> {
        let (Some(member), Some(class), Some(activity), Some(relation)) =
            (self.member, &self.class, &self.activity, &self.relation)
        else {
            return Ok(None);
        };
        Ok(Some(Entry {
            standing: Rostered {
                member,
                class: Class::read(class)?,
                activity: Activity::read(activity)?,
                relation: Relation::read(relation)?,
            },
            name: self.name.clone().unwrap_or_default(),
            words: Vec::new(),
            granted: None,
        }))
    }

    pub(super) fn word(&self) -> Result<Option<Word>> {
        let (Some(event), Some(kind), Some(method), Some(disposition), Some(actor), Some(occurred_at)) = (
            self.event,
            &self.kind,
            &self.method,
            &self.disposition,
            self.actor,
            self.occurred_at,
        ) else {
            return Ok(None);
        };
        Ok(Some(Word {
            event,
            kind: Kind::read(kind)?,
            method: Method::read(method)?,
            late: self.late,
            disposition: Disposition::read(disposition)?,
            reason: self.reason.clone().unwrap_or_default(),
            reason_kind: self.reason_kind.as_deref().map(ReasonKind::read).transpose()?,
            refers_to: self.refers_to,
            left_at: self.left_at,
            is_amendment: self.is_amendment.unwrap_or_default(),
            actor,
            actor_name: self.actor_name.clone().unwrap_or_default(),
            occurred_at,
        }))
    }
}

impl Phase {
    pub(super) fn read(word: &str) -> Self {
        match word {
            "OPEN" => Self::Open,
            "CLOSED" => Self::Closed,
            "SEALED" => Self::Sealed,
            _ => Self::Shut,
        }
    }
}
