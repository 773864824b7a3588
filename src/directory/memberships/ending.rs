//! The end of a membership, and taking back one that was recorded wrongly. Nothing is deleted.

use super::deciders::{self, Competence};
use super::ends::{End, EndKind, NewEnd};
use super::overtaken;
use super::records;
use super::refusals::Refusal;
use super::store;
use super::types::{Entry, What};
use crate::access::Visit;
use crate::access::closing::{self, Closing};
use crate::base::{Id, Result, ids};
use crate::db;
use crate::directory::{self, organizations, transfers};
use crate::jobs::{self, Fact};

/// Ends the visited member's membership: whatever is open on that day closes, roles too; who stands higher ends the
/// account when told.
pub(super) async fn end(visit: &mut Visit, member: Id, new: &NewEnd) -> Result<End> {
    let (branch, today, now) = (visit.organization()?, visit.today(), visit.now());
    if new.day > today {
        return Err(Refusal::DayAhead.into());
    }
    if new.kind != EndKind::Died && new.decision_number.is_empty() {
        return Err(Refusal::EndNeedsDecision.into());
    }
    store::lock_member(visit.conn(), member).await?;
    let decider = deciders::read(visit, branch, Competence::Line, &new.decided_by).await?;
    let entry = Entry {
        member,
        what: What::MembershipEnded,
        day: new.day,
        decision_number: &new.decision_number,
        decider,
        note: new.kind.name(),
    };
    let record = records::write(visit, &entry).await?;
    let ending = ids::new(visit.clock());
    store::endings::insert(visit.conn(), (ending, record), (member, new.kind), new.day).await?;
    store::endings::close_spans(visit.conn(), (ending, member), new.day).await?;
    if store::endings::begins_later(visit.conn(), member, new.day).await? {
        return Err(directory::Refusal::StandingOverlaps.into());
    }
    let closed = Closing {
        ending,
        member,
        day: new.day,
        by: visit.caller().member,
        reason: new.kind.name(),
    };
    closing::end_all(visit.conn(), &closed, now).await?;
    transfers::drop_open(visit.conn(), member).await?;
    store::endings::mark_member(visit.conn(), member, Some(new.day)).await?;
    jobs::tell(visit.conn(), Fact::MembershipEnded, member).await?;
    Ok(End {
        member,
        kind: new.kind,
        day: new.day,
        undone: false,
    })
}

/// Takes back the end of the visited member's membership, with all that it closed.
pub(super) async fn undo(visit: &mut Visit, member: Id, reason: &str) -> Result<End> {
    store::lock_member(visit.conn(), member).await?;
    let (ending, end) = store::endings::in_force(visit.conn(), member)
        .await?
        .ok_or(Refusal::NotEnded)?;
    let branch = visit.organization()?;
    let decider = deciders::read(visit, branch, Competence::Line, "").await?;
    let entry = Entry {
        member,
        what: What::EndUndone,
        day: end.day,
        decision_number: "",
        decider,
        note: reason,
    };
    let record = records::write(visit, &entry).await?;
    store::endings::reopen_spans(visit.conn(), (ending, member)).await?;
    let restored = closing::restore(visit.conn(), ending).await;
    if db::broke(&restored, "grants_before_end") {
        return Err(organizations::Refusal::OrganizationEnded.into());
    }
    db::on_constraint(restored, "grants_once", || directory::Refusal::GrantOverlaps)?;
    store::endings::undo(visit.conn(), ending, record).await?;
    overtaken::catch_up(visit, member, "").await?;
    store::endings::mark_member(visit.conn(), member, None).await?;
    Ok(End { undone: true, ..end })
}
