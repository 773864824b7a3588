//! Residence links (213): a member and the branch where he lives. No membership there, no vote, on no roster.

use super::refusals::Refusal;
use super::stays;
use super::store;
use super::types::{Link, NewLink, What};
use crate::access::Visit;
use crate::base::{Id, Refused, Result};
use crate::directory;
use crate::directory::words::Relation;
use chrono::NaiveDate;

/// Links the visited member to a branch.
pub(super) async fn add(visit: &mut Visit, member: Id, new: &NewLink) -> Result<Link> {
    let home = visit.organization()?;
    let from = new.from.unwrap_or_else(|| visit.today());
    stays::check_host(visit, new.organization, home).await?;
    store::lock_member(visit.conn(), member).await?;
    if store::links::overlaps(visit.conn(), (member, new.organization), from).await? {
        return Err(directory::Refusal::StandingOverlaps.into());
    }
    let record = stays::note(visit, (member, What::LinkAdded), from, &new.decision_number).await?;
    let whom = (member, new.organization, Relation::ResidenceLink);
    stays::open(visit, whom, (from, None), (record, None)).await?;
    store::links::latest(visit.conn(), (member, new.organization), from)
        .await?
        .ok_or_else(|| Refusal::UnknownHost.into())
}

/// Ends the visited link: `day` is the first without it.
pub(super) async fn end(
    visit: &mut Visit,
    id: Id,
    day: Option<NaiveDate>,
    decision_number: &str,
) -> Result<Link> {
    let day = day.unwrap_or_else(|| visit.today());
    let link = store::links::read(visit.conn(), id)
        .await?
        .ok_or_else(Refused::not_found)?;
    if link.from.is_some_and(|from| day <= from) {
        return Err(directory::Refusal::DatesReversed.into());
    }
    if link.to.is_some_and(|to| to < day) {
        return Err(directory::Refusal::StandingOverlaps.into());
    }
    stays::note(visit, (link.member, What::LinkEnded), day, decision_number).await?;
    store::links::end(visit.conn(), id, day).await?;
    store::links::read(visit.conn(), id)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}
