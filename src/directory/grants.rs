//! Roles: who holds which where, granted and ended by those the policy names.

use super::organizations::must_live;
use super::store::{grants, organizations};
use super::types::Grant;
use super::{Refusal, decide};
use crate::access::grants::NewGrant;
use crate::access::{Role, Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result, ids};
use crate::{access, db};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A role to be granted on the visited organisation.
#[derive(Clone, Debug)]
pub struct Appointment {
    /// Who gets it.
    pub member: Id,
    /// Which role.
    pub role: Role,
    /// First day; today when absent.
    pub from: Option<NaiveDate>,
    /// Last day; open when absent.
    pub to: Option<NaiveDate>,
    /// The decision it rests on.
    pub decision_number: String,
}

/// The grants a member holds on a day, for `me`.
pub async fn of_member(conn: &mut PgConnection, member: Id, day: NaiveDate) -> Result<Vec<Grant>> {
    grants::of_member(conn, member, day).await
}

/// Lists the grants on the visited organisation that held on a day, or without one those that hold today or begin later;
/// or all there ever were.
pub async fn list(
    visit: &mut Visit,
    (as_of, history): (Option<NaiveDate>, bool),
    page: &Page,
) -> Result<Listed<Grant>> {
    let wanted = grants::Wanted {
        day: as_of.unwrap_or_else(|| visit.today()),
        later: as_of.is_none(),
        history,
    };
    let organization = visit.organization()?;
    let rows = grants::on_organization(visit.conn(), organization, wanted, page).await?;
    Ok(page.cut(rows, |grant| {
        vec![
            crate::base::text::given_name(&grant.member_name).to_owned(),
            grant.member_name.clone(),
            grant.id.to_string(),
        ]
    }))
}

/// Grants a role on the visited organisation.
pub async fn grant(visit: &mut Visit, appointment: Appointment) -> Result<Grant> {
    appoint(visit, appointment, None).await
}

/// Grants a role, perhaps to who stands in for somebody.
pub(super) async fn appoint(
    visit: &mut Visit,
    appointment: Appointment,
    substitute_for: Option<Id>,
) -> Result<Grant> {
    let (organization, today, now) = (visit.organization()?, visit.today(), visit.now());
    may_grant(visit, appointment.role)?;
    let kind = organizations::kind_of(visit.conn(), organization)
        .await?
        .ok_or_else(Refused::not_found)?;
    must_live(visit.conn(), organization, appointment.from.unwrap_or(today)).await?;
    if !decide::has_role(kind, appointment.role) {
        return Err(Refusal::RoleDoesNotFit.into());
    }
    let from = appointment.from.unwrap_or(today);
    decide::in_order(from, appointment.to)?;
    let people = (visit.caller().member, appointment.member);
    if !grants::is_within_reach(visit.conn(), people, organization, today).await? {
        return Err(Refusal::UnknownMember.into());
    }
    let new = NewGrant {
        id: ids::new(visit.clock()),
        member: appointment.member,
        organization,
        role: appointment.role,
        from,
        to: appointment.to,
        decision_number: appointment.decision_number,
        granted_by: Some(people.0),
        substitute_for,
    };
    let written = access::grants::insert(visit.conn(), &new, now).await;
    db::on_constraint(written, "grants_once", || Refusal::GrantOverlaps)?;
    read(visit, new.id).await
}

/// Ends the visited grant: today is the first day without it. One that ended before stays as it was.
pub async fn end(visit: &mut Visit, grant: Id, reason: &str) -> Result<Grant> {
    let today = visit.today();
    let held = read(visit, grant).await?;
    may_grant(visit, held.role)?;
    let ended = access::grants::Ended {
        day: today,
        by: Some(visit.caller().member),
        at: visit.now(),
        reason,
    };
    if !access::grants::end(visit.conn(), grant, &ended).await? {
        return Ok(held);
    }
    Ok(Grant {
        to: today.pred_opt(),
        end_reason: reason.to_owned(),
        ..held
    })
}

fn may_grant(visit: &Visit, role: Role) -> Result<()> {
    if visit
        .standings()
        .iter()
        .any(|standing| policy::may_grant(*standing, role))
    {
        Ok(())
    } else {
        Err(Refusal::RoleNotYours.into())
    }
}

async fn read(visit: &mut Visit, grant: Id) -> Result<Grant> {
    grants::read(visit.conn(), grant)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}
