//! Who is here: counts for everybody who may read the meeting, rows as far as the policy lets one see.

use super::store;
use super::{Base, Counts, Header, Rate, Row, State, decide, sums};
use crate::access::{Action, Visit, policy};
use crate::base::{Id, Result};
use crate::directory::Rostered;
use crate::meetings::holding::{self, Capacity, LateAddition};
use crate::regulations::{self, Rule};
use sqlx::PgConnection;

/// The attendance of a meeting as the caller may see it.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Of the whole roster, whoever asks: as sealed, before sealing as known.
    pub counts: Counts,
    /// With what was amended after sealing.
    pub amended_counts: Option<Counts>,
    /// The header of the minutes, as known by now.
    pub header: Header,
    /// Who was there without being called, by capacity.
    pub guests: Vec<(Capacity, i32)>,
    /// The rate, as known by now.
    pub rate: Rate,
    /// Who was put on the roster after it froze; for who sees rows.
    pub late_additions: Vec<LateAddition>,
    /// By given name.
    pub rows: Vec<Row>,
}

/// What a caller sees of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    caller: Id,
    sees_rows: bool,
    sees_reasons: bool,
}

/// Lists the attendance of a meeting.
pub async fn list(visit: &mut Visit, meeting: Id) -> Result<Listing> {
    let sight = Sight::of_caller(visit);
    listed(visit.conn(), meeting, sight).await
}

/// The attendance of a meeting as somebody may see it.
pub(super) async fn listed(conn: &mut PgConnection, meeting: Id, sight: Sight) -> Result<Listing> {
    let guests = holding::guests_by_capacity(conn, meeting).await?;
    let late_additions = holding::late_additions(conn, meeting).await?;
    let day = store::day_of(conn, meeting).await?;
    let rule = regulations::number(conn, Rule::RateBase, day).await?;
    let base = Base::read(rule.value)?;
    let entries = store::entries(conn, meeting, None).await?;
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
    let by_now: Vec<(Rostered, State)> = rows
        .iter()
        .map(|row| (row.standing, row.state_by_now()))
        .collect();
    let (numerator, denominator) = sums::rate(base, by_now.iter().copied());
    Ok(Listing {
        counts: Counts {
            left_early: i32::try_from(left_early).unwrap_or(i32::MAX),
            guests: guests.iter().map(|(_, guests)| guests).sum(),
            ..sealed
        },
        amended_counts: amended,
        header: sums::header(by_now.iter().copied()),
        guests,
        rate: Rate {
            numerator,
            denominator,
            base,
            source: rule.source,
        },
        late_additions: if sight.sees_rows {
            late_additions
        } else {
            Vec::new()
        },
        rows: rows.into_iter().filter_map(|row| sight.of(row)).collect(),
    })
}

impl Sight {
    /// Nothing is held back: for what is shown to nobody as it is.
    pub(super) const EVERYTHING: Self = Self {
        caller: Id::nil(),
        sees_rows: true,
        sees_reasons: true,
    };

    pub(super) fn of_caller(visit: &Visit) -> Self {
        Self {
            caller: visit.caller().member,
            sees_rows: visit.passes(policy::sees_rows),
            sees_reasons: visit.may(Action::RecordAttendance),
        }
    }

    /// The row as the caller sees it; one's own always and whole.
    pub(super) fn of(self, mut row: Row) -> Option<Row> {
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
