//! Who is here: counts for everybody who may read the meeting, rows as far as the policy lets one see.

use super::store;
use super::{Counts, Row, decide};
use crate::access::{Action, Visit, policy};
use crate::base::{Id, Result};

/// The attendance of a meeting as the caller may see it.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Of the whole roster, whoever asks.
    pub counts: Counts,
    /// By given name.
    pub rows: Vec<Row>,
}

/// What a caller sees of others.
#[derive(Clone, Copy, Debug)]
struct Sight {
    caller: Id,
    sees_rows: bool,
    sees_reasons: bool,
}

/// Lists the attendance of a meeting.
pub async fn list(visit: &mut Visit, meeting: Id) -> Result<Listing> {
    let sight = Sight {
        caller: visit.caller().member,
        sees_rows: visit.passes(policy::sees_rows),
        sees_reasons: visit.may(Action::RecordAttendance),
    };
    let entries = store::entries(visit.conn(), meeting).await?;
    let rows: Vec<Row> = entries
        .into_iter()
        .map(|(frame, entry)| entry.row(frame))
        .collect();
    Ok(Listing {
        counts: decide::count(rows.iter().map(|row| row.state)),
        rows: rows.into_iter().filter_map(|row| sight.of(row)).collect(),
    })
}

impl Sight {
    /// The row as the caller sees it; one's own always and whole.
    fn of(self, mut row: Row) -> Option<Row> {
        if row.standing.member == self.caller {
            return Some(row);
        }
        if !self.sees_reasons
            && let Some(word) = &mut row.word
        {
            word.reason.clear();
        }
        self.sees_rows.then_some(row)
    }
}
