//! Substitutes: somebody holds the post of a secretary who is away, for a time.

use super::Refusal;
use crate::access::{Role, Visit};
use crate::base::{Id, Result};
use crate::directory::grants::{self, Appointment};
use crate::directory::{Grant, store};
use chrono::NaiveDate;

/// Who stands in for whom.
#[derive(Clone, Debug)]
pub struct Substitution {
    /// Who stands in.
    pub member: Id,
    /// The secretary who is away.
    pub for_member: Id,
    /// First day; today when absent.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: NaiveDate,
    /// The decision it rests on.
    pub decision_number: String,
}

/// Lets a member stand in for the secretary of the visited organisation: who may appoint a secretary may do this.
pub(super) async fn name(visit: &mut Visit, substitution: Substitution) -> Result<Grant> {
    let organization = visit.organization()?;
    let from = substitution.from.unwrap_or_else(|| visit.today());
    let away = (substitution.for_member, organization);
    let is_other = substitution.member != substitution.for_member;
    if !is_other || !store::grants::is_secretary(visit.conn(), away, from).await? {
        return Err(Refusal::NobodyToStandFor.into());
    }
    let appointment = Appointment {
        member: substitution.member,
        role: Role::Secretary,
        from: Some(from),
        to: Some(substitution.to),
        decision_number: substitution.decision_number,
    };
    grants::appoint(visit, appointment, Some(substitution.for_member)).await
}
