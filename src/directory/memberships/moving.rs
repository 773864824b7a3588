//! A home moves: what belongs to the old branch ends there, and the member is at home in the new one.

use super::stays;
use super::store;
use super::types::What;
use crate::access::{Visit, grants};
use crate::base::{Id, Result};
use crate::directory;
use crate::directory::words::Relation;

/// A move of somebody's home.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Move<'a> {
    pub(in crate::directory) member: Id,
    pub(in crate::directory) from: Id,
    pub(in crate::directory) to: Id,
    pub(in crate::directory) decision_number: &'a str,
}

/// Moves a home today: stays elsewhere and posts in the old branch end, the old membership too, the new one begins.
pub(in crate::directory) async fn move_home(visit: &mut Visit, moved: &Move<'_>) -> Result<()> {
    let (today, now, by) = (visit.today(), visit.now(), visit.caller().member);
    store::lock_member(visit.conn(), moved.member).await?;
    stays::check_host(visit, moved.to, moved.from).await?;
    let home = directory::store::memberships::home_of(visit.conn(), moved.member, today).await?;
    if home != Some(moved.from) {
        return Err(directory::Refusal::StandingOverlaps.into());
    }
    let note = (moved.member, What::Transferred);
    let record = stays::note(visit, note, today, moved.decision_number).await?;
    directory::store::moves::end_stays(visit.conn(), &[moved.member], today).await?;
    store::end_home(visit.conn(), (moved.member, moved.from), today).await?;
    let whom = (moved.member, moved.to, Relation::Home);
    stays::open(visit, whom, (today, None), (record, None)).await?;
    let ended = grants::Ended {
        day: today,
        by: Some(by),
        at: now,
        reason: "TRANSFERRED",
    };
    grants::end_on(visit.conn(), (moved.member, moved.from), &ended).await
}
