//! Who is here: counts for everybody who may read the meeting, rows as far as the policy lets one see.

use super::store;
use super::{Counts, Row, decide};
use crate::access::{Action, Visit, policy};
use crate::base::{Id, Result};

/// The attendance of a meeting as the caller may see it.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Of the whole roster, whoever asks: as sealed, before sealing as known.
    pub counts: Counts,
    /// With what was amended after sealing.
    pub amended_counts: Option<Counts>,
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
    let entries = store::entries(visit.conn(), meeting, None).await?;
    let rows: Vec<Row> = entries
        .into_iter()
        .map(|(frame, entry)| entry.row(frame))
        .collect();
    let left_early = rows.iter().filter(|row| row.left_at.is_some()).count();
    let sealed = decide::count(rows.iter().map(|row| row.state));
    let amended = rows
        .iter()
        .any(|row| row.amended.is_some())
        .then(|| decide::count(rows.iter().map(Row::state_by_now)));
    Ok(Listing {
        counts: Counts {
            left_early: i32::try_from(left_early).unwrap_or(i32::MAX),
            ..sealed
        },
        amended_counts: amended,
        rows: rows.into_iter().filter_map(|row| sight.of(row)).collect(),
    })
}

impl Sight {
    /// The row as the caller sees it; one's own always and whole.
    fn of(self, mut row: Row) -> Option<Row> {
        if row.standing.member == self.caller {
            return Some(row);
        }
        if !self.sees_reasons {
            let amendment = row.amended.as_mut().map(|amended| &mut amended.word);
            for word in row.word.iter_mut().chain(amendment) {
                word.reason.clear();
                word.reason_kind = None;
            }
        }
        self.sees_rows.then_some(row)
    }
}
