//! An organisation ends; what it still holds goes where the decision says.

use super::merge::fit_under;
use super::reshape::Reshape;
use super::split::nothing_left;
use super::types::{EventKind, PartRole, Reorganized};
use super::{Dependents, Order, OrganizationPlace, Refusal};
use crate::access::{Action, Visit};
use crate::base::{Id, Result};
use crate::directory::Refusal as DirectoryRefusal;
use crate::directory::store::following::Following;
use crate::directory::store::holding;

/// Where the rest of an organisation goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dissolution {
    /// Its direct children.
    pub children_to: Option<Id>,
    /// Its members.
    pub members_to: Option<Id>,
}

/// Dissolves the visited organisation.
pub async fn dissolve(
    visit: &mut Visit,
    dependents: Dependents,
    dissolution: Dissolution,
    order: &Order,
) -> Result<Reorganized> {
    let organization = visit.organization()?;
    let Dissolution {
        children_to,
        members_to,
    } = dissolution;
    for (receiver, action) in [
        (children_to, Action::CreateOrganization),
        (members_to, Action::ReshapeOrganization),
    ] {
        if let Some(receiver) = receiver {
            visit.reach(action, OrganizationPlace(receiver)).await?;
        }
    }
    if [children_to, members_to].contains(&Some(organization)) {
        return Err(Refusal::Circle.into());
    }
    let mut reshape = Reshape::begin(visit, order, EventKind::Dissolved).await?;
    let held = reshape.changeable(organization).await?;
    let mut heirs = Vec::new();
    if let Some(to) = members_to {
        let receiver = reshape.living(to).await?;
        if receiver.kind != held.kind {
            return Err(DirectoryRefusal::KindDoesNotFit.into());
        }
        let following = Following {
            from: organization,
            to,
            members: None,
        };
        reshape.follow(following).await?;
        heirs.push(to);
    }
    if let Some(to) = children_to {
        let receiver = reshape.living(to).await?;
        let children = holding::children(reshape.visit.conn(), organization, order.day).await?;
        fit_under(&children, receiver.kind)?;
        let children: Vec<Id> = children.into_iter().map(|(child, _)| child).collect();
        reshape.rehang(&children, organization, to).await?;
        if !heirs.contains(&to) {
            heirs.push(to);
        }
    }
    nothing_left(&mut reshape, organization).await?;
    reshape.note(PartRole::Subject, organization);
    for heir in &heirs {
        reshape.note(PartRole::Successor, *heir);
    }
    reshape.end(organization, heirs).await?;
    reshape.conclude(dependents).await
}
