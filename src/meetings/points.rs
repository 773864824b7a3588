//! The points of an agenda.

use super::reading::{line, unknown};
use crate::base::{Id, Result, text};
use chrono::{DateTime, Utc};

/// One point of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgendaItem {
    /// What it is about.
    pub title: String,
    /// Who presents it; may be empty.
    pub presenter: String,
    /// How long it should take; zero where nobody said.
    pub minutes_planned: i32,
    /// Where its papers are, as a text or a link; may be empty.
    pub papers: String,
    /// Since when these papers stand there.
    pub papers_at: Option<DateTime<Utc>>,
    /// What became of it, once that was said.
    pub settled: Option<Settlement>,
    /// The meeting that left it unfinished.
    pub carried_from: Option<Id>,
}

/// What became of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// Finished.
    Done,
    /// The next meeting takes it up.
    CarriedOver,
}

impl Settlement {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "DONE",
            Self::CarriedOver => "CARRIED_OVER",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        [Self::Done, Self::CarriedOver]
            .into_iter()
            .find(|settlement| settlement.name() == name)
            .ok_or_else(|| unknown("settlement", name))
    }
}

/// An agenda as it is kept: one normal form, and every point has a title.
pub(super) fn tidied(agenda: Vec<AgendaItem>) -> Result<Vec<AgendaItem>> {
    let tidy = |(index, item): (usize, AgendaItem)| {
        Ok(AgendaItem {
            title: line(&format!("agenda[{index}].title"), &item.title)?,
            presenter: text::tidy(&item.presenter),
            papers: text::tidy(&item.papers),
            ..item
        })
    };
    agenda.into_iter().enumerate().map(tidy).collect()
}

/// An agenda that takes the place of another: papers that stood there are as old as they were, and a point goes on to
/// tell which meeting left it unfinished.
pub(super) fn following(
    before: &[AgendaItem],
    agenda: Vec<AgendaItem>,
    now: DateTime<Utc>,
) -> Vec<AgendaItem> {
    let follow = |item: AgendaItem| {
        let same = before.iter().find(|known| known.title == item.title);
        let papers_at = match same {
            _ if item.papers.is_empty() => None,
            Some(known) if known.papers == item.papers => known.papers_at,
            _ => Some(now),
        };
        AgendaItem {
            papers_at,
            carried_from: item.carried_from.or(same.and_then(|known| known.carried_from)),
            ..item
        }
    };
    agenda.into_iter().map(follow).collect()
}

/// The agenda of the next meeting: first what this one left unfinished, with its papers, then the points as they were.
pub(super) fn next(meeting: Id, agenda: Vec<AgendaItem>) -> Vec<AgendaItem> {
    let (unfinished, rest): (Vec<_>, Vec<_>) = agenda
        .into_iter()
        .partition(|item| item.settled == Some(Settlement::CarriedOver));
    let unfinished = unfinished.into_iter().map(|item| AgendaItem {
        settled: None,
        carried_from: Some(meeting),
        ..item
    });
    let rest = rest.into_iter().map(|item| AgendaItem {
        title: item.title,
        presenter: item.presenter,
        minutes_planned: item.minutes_planned,
        ..AgendaItem::default()
    });
    unfinished.chain(rest).collect()
}
