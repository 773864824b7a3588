//! Open transfers follow the branches on their sides: whoever carries on takes the side over, and a transfer that has
//! nothing left to do ends by itself, with the reason.

use super::decide::{State, Step};
use super::store::{self, Turn};
use crate::base::{Clock, Id, Result, ids, vietnam};
use crate::directory::organizations::Reshaping;
use crate::directory::types::{Followed, Matter, Outcome};
use sqlx::PgConnection;

/// What becomes of an open transfer when the branches on its sides were reshaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// Nothing changes for it.
    Stays,
    /// Others stand on its sides.
    GoesOn { from: Id, to: Id },
    /// The member is at home in what the other side has become.
    Arrived,
    /// No branch carries on for the side it goes to.
    NowhereToGo,
}

impl Course {
    /// The state it ends in, when it does.
    const fn state(self) -> Option<State> {
        match self {
            Self::Stays | Self::GoesOn { .. } => None,
            Self::Arrived => Some(State::Completed),
            Self::NowhereToGo => Some(State::Withdrawn),
        }
    }

    /// The step that says so, as stored.
    const fn step(self) -> &'static str {
        match self {
            Self::Stays | Self::GoesOn { .. } => "FOLLOW",
            Self::Arrived => Step::Complete.name(),
            Self::NowhereToGo => Step::Withdraw.name(),
        }
    }

    /// What the member is told; nothing when nothing changes.
    const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Stays => None,
            Self::GoesOn { .. } => Some(Outcome::GoesOn),
            Self::Arrived => Some(Outcome::Arrived),
            Self::NowhereToGo => Some(Outcome::Ended),
        }
    }
}

/// Lets the open transfers around a reorganisation follow it, and says whose did. Told twice it does nothing more.
pub(in crate::directory) async fn follow(
    conn: &mut PgConnection,
    clock: &Clock,
    event: &Reshaping,
) -> Result<Vec<Followed>> {
    let today = vietnam::day_of(clock.now());
    let (mut turns, mut followed) = (Vec::new(), Vec::new());
    for open in store::open_around(conn, &event.touched, today).await? {
        let course = course(open.sides, open.from, open.to);
        let Some(outcome) = course.outcome() else {
            continue;
        };
        let (from, to) = match course {
            Course::GoesOn { from, to } => (from, to),
            Course::Stays | Course::Arrived | Course::NowhereToGo => open.sides,
        };
        turns.push(Turn {
            id: open.id,
            step: ids::new(clock),
            from,
            to,
            state: course.state().map(|state| state.name().to_owned()),
            name: course.step(),
            note: format!(
                "{} → {} ({})",
                open.from_name, open.to_name, event.decision_number
            ),
        });
        followed.push(Followed {
            member: open.member,
            matter: Matter::Transfer,
            outcome,
            from: open.from_name,
            to: open.to_name,
            decision_number: event.decision_number.clone(),
        });
    }
    store::turn(conn, &turns, event.recorded_by, clock.now()).await?;
    Ok(followed)
}

/// How many transfers that wait for a step have one of these organisations on a side.
pub async fn open_at(conn: &mut PgConnection, organizations: &[Id]) -> Result<i64> {
    store::count_open_at(conn, organizations).await
}

/// The course of a transfer with these sides: where the member is at home now, and the branch that the other side became.
fn course(sides: (Id, Id), from: Id, to: Option<Id>) -> Course {
    match to {
        None => Course::NowhereToGo,
        Some(to) if to == from => Course::Arrived,
        Some(to) if (from, to) == sides => Course::Stays,
        Some(to) => Course::GoesOn { from, to },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transfer_goes_where_its_branches_go() {
        let [a, b, c] = [1, 2, 3].map(Id::from_u128);
        assert_eq!(course((a, b), a, Some(b)), Course::Stays);
        assert_eq!(course((a, b), c, Some(b)), Course::GoesOn { from: c, to: b });
        assert_eq!(course((a, b), a, Some(c)), Course::GoesOn { from: a, to: c });
        assert_eq!(course((a, b), c, Some(c)), Course::Arrived);
        assert_eq!(course((a, b), a, None), Course::NowhereToGo);
    }
}
