//! The end of a membership, and taking back one that was recorded wrongly. Nothing is deleted.

use super::deciders::{self, Competence};
use super::records::{self, Entry};
use super::refusals::Refusal;
use super::store;
use super::types::What;
use crate::access::Visit;
use crate::access::closing::{self, Closing};
use crate::base::{Id, Result, ids};
use crate::db;
use crate::directory::{self, transfers};
use crate::jobs::{self, Fact};
use chrono::NaiveDate;

/// How a membership ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndKind {
    /// Từ trần.
    Died,
    /// Xóa tên.
    Removed,
    /// Khai trừ.
    Expelled,
    /// Xin ra khỏi Đảng.
    Left,
}

impl EndKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 4] = [Self::Died, Self::Removed, Self::Expelled, Self::Left];

    /// As stored and as written in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Died => "DIED",
            Self::Removed => "REMOVED",
            Self::Expelled => "EXPELLED",
            Self::Left => "LEFT",
        }
    }
}

/// An end to be recorded.
#[derive(Clone, Debug)]
pub struct NewEnd {
    /// How.
    pub kind: EndKind,
    /// The first day on which the member is none.
    pub day: NaiveDate,
    /// The decision; a death needs none.
    pub decision_number: String,
    /// Who decided: an organisation's id or a name; empty for the committee that keeps the files.
    pub decided_by: String,
}

/// An end as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Whose.
    pub member: Id,
    /// How.
    pub kind: EndKind,
    /// The first day on which the member is none.
    pub day: NaiveDate,
    /// Taken back since.
    pub undone: bool,
}

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
    if store::endings::begins_later(visit.conn(), member, new.day).await? {
        return Err(directory::Refusal::StandingOverlaps.into());
    }
    store::endings::close_spans(visit.conn(), (ending, member), new.day).await?;
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
    db::on_constraint(restored, "grants_once", || directory::Refusal::GrantOverlaps)?;
    store::endings::undo(visit.conn(), ending, record).await?;
    store::endings::mark_member(visit.conn(), member, None).await?;
    Ok(End { undone: true, ..end })
}
