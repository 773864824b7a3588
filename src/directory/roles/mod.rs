//! Roles that a spreadsheet proposes: "Chức vụ" grants nothing, it makes a list that who may grant confirms or not. And
//! substitutes.

mod decide;
mod grpc;
mod place;
mod refusals;
mod store;
mod substitutes;
mod wire;

pub use decide::titled;
pub use grpc::Desk;
pub use place::ProposalPlace;
pub use refusals::Refusal;
pub use substitutes::Substitution;

use super::grants::{self, Appointment};
use super::organizations::Succession;
use super::types::Grant;
use crate::access::{Role, Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Clock, Id, Refused, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// What a line of a spreadsheet says a member is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Who.
    pub member: Id,
    /// On which organisation.
    pub organization: Id,
    /// As the spreadsheet writes it; see [`titled`].
    pub title: String,
    /// The role it means, when it is on the closed list.
    pub role: Option<Role>,
    /// The import it comes from.
    pub source: Id,
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for a decision.
    Waiting,
    /// The grant was made.
    Confirmed,
    /// Nothing was granted.
    Dismissed,
}

/// A proposal as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Its id.
    pub id: Id,
    /// What was proposed.
    pub proposal: Proposal,
    /// The member's name.
    pub member_name: String,
    /// The organisation's name today.
    pub organization_name: String,
    /// What became of it.
    pub state: State,
    /// When it was proposed.
    pub created_at: DateTime<Utc>,
}

/// How a proposal is confirmed.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// The role to grant; the proposed one when absent.
    pub role: Option<Role>,
    /// First day; today when absent.
    pub from: Option<NaiveDate>,
    /// Last day; open when absent.
    pub to: Option<NaiveDate>,
    /// The decision it rests on.
    pub decision_number: String,
}

/// Puts roles on the list to confirm and says how many are new there. What waits already, was dismissed before or is
/// held today does not come again.
pub async fn propose(conn: &mut PgConnection, clock: &Clock, proposals: &[Proposal]) -> Result<u64> {
    store::insert(conn, clock, proposals).await
}

/// What waits on an organisation that ended goes to whoever carries on; where nobody does, or the same waits there
/// already, it is dismissed.
pub(super) async fn follow(
    conn: &mut PgConnection,
    ended: &[Succession],
    decision_number: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    for Succession { ended, heir, .. } in ended {
        store::hand_over(conn, (*ended, *heir)).await?;
        store::dismiss_left(
            conn,
            *ended,
            &format!("Tổ chức được sắp xếp lại ({decision_number})"),
            now,
        )
        .await?;
    }
    Ok(())
}

/// Lists what waits on the visited organisation, and below it for whoever keeps or administers that.
pub async fn list(visit: &mut Visit, page: &Page) -> Result<Listed<Proposed>> {
    let (organization, today) = (visit.organization()?, visit.today());
    let below = visit.passes(policy::lists_below);
    let rows = store::waiting(visit.conn(), (organization, below), today, page).await?;
    Ok(page.cut(rows, |row| vec![row.id.to_string()]))
}

/// Makes the grant of the visited proposal, under the rules of every grant.
pub async fn confirm(visit: &mut Visit, proposal: Id, confirmation: Confirmation) -> Result<Grant> {
    let proposed = waiting(visit, proposal).await?;
    let role = confirmation
        .role
        .or(proposed.proposal.role)
        .ok_or(Refusal::ProposalNeedsRole)?;
    let appointment = Appointment {
        member: proposed.proposal.member,
        role,
        from: confirmation.from,
        to: confirmation.to,
        decision_number: confirmation.decision_number,
    };
    let granted = grants::grant(visit, appointment).await?;
    let decision = store::Decision {
        proposal,
        by: visit.caller().member,
        at: visit.now(),
        granted: Some(granted.id),
        reason: "",
    };
    store::decide(visit.conn(), &decision).await?;
    Ok(granted)
}

/// Grants nothing.
pub async fn dismiss(visit: &mut Visit, proposal: Id, reason: &str) -> Result<Proposed> {
    let proposed = waiting(visit, proposal).await?;
    let decision = store::Decision {
        proposal,
        by: visit.caller().member,
        at: visit.now(),
        granted: None,
        reason,
    };
    store::decide(visit.conn(), &decision).await?;
    Ok(Proposed {
        state: State::Dismissed,
        ..proposed
    })
}

/// The visited proposal, which nobody else decides meanwhile.
async fn waiting(visit: &mut Visit, proposal: Id) -> Result<Proposed> {
    let today = visit.today();
    let proposed = store::lock(visit.conn(), proposal, today)
        .await?
        .ok_or_else(Refused::not_found)?;
    match proposed.state {
        State::Waiting => Ok(proposed),
        State::Confirmed | State::Dismissed => Err(Refusal::ProposalDecided.into()),
    }
}
