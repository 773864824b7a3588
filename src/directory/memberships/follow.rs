//! Stays elsewhere follow the branches they are between; one whose branches became one, or whose host nobody carries on,
//! is over.

use super::store;
use crate::base::{Clock, Id, Result, vietnam};
use crate::directory::organizations::Reshaping;
use crate::directory::types::{Followed, Matter, Outcome};
use sqlx::PgConnection;

/// What becomes of a stay elsewhere when its branches were reshaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// Nothing changes for it.
    Stays,
    /// It is between other branches.
    GoesOn,
    /// Its two branches have become one.
    Arrived,
    /// No branch carries on for the host.
    HostGone,
}

/// Lets the stays around a reorganisation follow it, and says whose did. Told twice it does nothing more.
pub(in crate::directory) async fn follow(
    conn: &mut PgConnection,
    clock: &Clock,
    (event, reshaping): (Id, &Reshaping),
) -> Result<Vec<Followed>> {
    let today = vietnam::day_of(clock.now());
    let days = (reshaping.day, today);
    let (mut going, mut over, mut followed) = (Vec::new(), Vec::new(), Vec::new());
    for stay in store::turns::lasting_around(conn, &reshaping.touched, days).await? {
        let outcome = match course(stay.sides, (stay.home, stay.host)) {
            Course::Stays => continue,
            Course::GoesOn => {
                going.push((stay.id, stay.home, stay.host));
                Outcome::GoesOn
            }
            Course::Arrived => {
                over.push(stay.id);
                Outcome::Arrived
            }
            Course::HostGone => {
                over.push(stay.id);
                Outcome::Ended
            }
        };
        followed.push(Followed {
            member: stay.member,
            matter: Matter::Stay,
            outcome,
            from: stay.home_name,
            to: stay.host_name,
            decision_number: reshaping.decision_number.clone(),
        });
    }
    store::turns::go_on(conn, &going).await?;
    store::turns::end(conn, &over, (event, reshaping.day)).await?;
    Ok(followed)
}

/// The course of a stay with these branches, which are those now. A host that is none of ours has no id.
fn course(written: (Id, Option<Id>), now: (Id, Option<Id>)) -> Course {
    match (written, now) {
        ((_, Some(_)), (_, None)) => Course::HostGone,
        (_, (home, Some(host))) if home == host => Course::Arrived,
        (written, now) if written == now => Course::Stays,
        _ => Course::GoesOn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stay_goes_where_its_branches_go() {
        let [a, b, c] = [1, 2, 3].map(Id::from_u128);
        assert_eq!(course((a, Some(b)), (a, Some(b))), Course::Stays);
        assert_eq!(course((a, Some(b)), (a, Some(c))), Course::GoesOn);
        assert_eq!(course((a, None), (c, None)), Course::GoesOn);
        assert_eq!(course((a, Some(b)), (b, Some(b))), Course::Arrived);
        assert_eq!(course((a, Some(b)), (a, None)), Course::HostGone);
    }
}
