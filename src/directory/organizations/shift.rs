//! Another parent from a day on; everything below goes along.

use super::reshape::Reshape;
use super::types::{EventKind, MovedOrganization, PartRole, Reorganized};
use super::{Dependents, Order, OrganizationPlace, Refusal};
use crate::access::{Action, Visit};
use crate::base::{Id, Result};
use crate::directory::store::{holding, organizations, reshaping};
use crate::directory::{Refusal as DirectoryRefusal, decide};

/// Moves the visited organisation under another parent.
pub async fn shift(
    visit: &mut Visit,
    dependents: Dependents,
    parent: Id,
    order: &Order,
) -> Result<Reorganized> {
    let organization = visit.organization()?;
    visit
        .reach(Action::CreateOrganization, OrganizationPlace(parent))
        .await?;
    let mut reshape = Reshape::begin(visit, order, EventKind::Moved).await?;
    let child = reshape.living(organization).await?;
    let above = reshape.living(parent).await?;
    let old = reshape.parent_of(organization).await?;
    if old == Some(parent) {
        return Err(Refusal::NothingToChange.into());
    }
    if holding::hung_after(reshape.visit.conn(), organization, order.day).await? {
        return Err(Refusal::LaterChange.into());
    }
    if organization == parent {
        return Err(Refusal::Circle.into());
    }
    if !decide::fits_under(child.kind, above.kind) {
        return Err(DirectoryRefusal::KindDoesNotFit.into());
    }
    let cut = reshape.cut();
    reshaping::hang(reshape.visit.conn(), (organization, parent), cut).await?;
    let name = organizations::read(reshape.visit.conn(), organization, order.day).await?;
    reshape.note(PartRole::Subject, organization);
    reshape.note(PartRole::NewParent, parent);
    if let Some(old) = old {
        reshape.note(PartRole::OldParent, old);
        reshape.note_moved(MovedOrganization {
            organization,
            name: name.map(|read| read.name).unwrap_or_default(),
            from: old,
            to: parent,
        });
    }
    reshape.conclude(dependents).await
}
