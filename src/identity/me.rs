//! Who the caller is, where, with which roles, and what that allows.

use super::store;
use crate::access::{Action, Located, Place, Role, Standing, Visit, policy};
use crate::base::{Id, Refused, Result};
use crate::directory::words::Relation;
use crate::directory::{self, Grant, Member, Membership, OrganizationPlace, grants, members};

/// What the app needs to know at start.
#[derive(Debug)]
pub struct Me {
    /// The caller's own file.
    pub member: Member,
    /// Where the caller belongs.
    pub memberships: Vec<Membership>,
    /// Which roles the caller holds today.
    pub grants: Vec<Grant>,
    /// What the caller may do, where.
    pub can: Vec<(Action, Id)>,
}

/// Reads the caller.
pub async fn me(visit: &mut Visit) -> Result<Me> {
    let (member, today, keys) = (visit.caller().member, visit.today(), visit.keys().clone());
    let memberships = directory::memberships_of(visit.conn(), member, today).await?;
    let grants = grants::of_member(visit.conn(), member, today).await?;
    let mut can = Vec::new();
    for organization in places(&memberships, &grants) {
        let standings = standings(visit, organization).await?;
        let allowed = |action: &Action| {
            standings
                .iter()
                .any(|standing| policy::allows(*standing, *action))
        };
        can.extend(
            Action::ALL
                .into_iter()
                .filter(allowed)
                .map(|action| (action, organization)),
        );
    }
    Ok(Me {
        member: members::oneself(visit.conn(), &keys, member, today)
            .await?
            .ok_or_else(Refused::not_found)?,
        memberships,
        grants,
        can,
    })
}

/// Each organisation the caller sits in or holds a role on, once, branches first.
fn places(memberships: &[Membership], grants: &[Grant]) -> Vec<Id> {
    let sits = memberships
        .iter()
        .filter(|membership| matches!(membership.relation, Relation::Home | Relation::TemporarilyIn))
        .map(|membership| membership.organization);
    let mut places = Vec::new();
    for place in sits.chain(grants.iter().map(|grant| grant.organization)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// What the caller is to an organisation, as the gate sees it.
async fn standings(visit: &mut Visit, organization: Id) -> Result<Vec<Standing>> {
    let (caller, today) = (visit.caller().clone(), visit.today());
    let located = OrganizationPlace(organization)
        .locate(visit.conn(), &caller, today)
        .await?;
    let Some(Located { ties, .. }) = located else {
        return Ok(Vec::new());
    };
    let reach = store::reach_of(visit.conn(), caller.member, organization, today).await?;
    let by_role = reach.iter().flat_map(|reach| {
        let role: Role = reach.role;
        let held = if reach.here {
            Standing::Here(role)
        } else {
            Standing::Above(role)
        };
        std::iter::once(held).chain(reach.keeper.then_some(Standing::Keeper))
    });
    Ok(ties.standings().chain(by_role).collect())
}
