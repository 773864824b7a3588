//! The calls that reshape the tree.

use super::{Dependents, OrganizationPlace, Reorganized, wire};
use crate::access::{Action, Committed, Gate, Visit};
use crate::base::pages::Page;
use crate::base::{Result, ids};
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::directory::v1 as proto;
use sotay_proto::directory::v1::reorganization_server::Reorganization;
use tonic::Request;

/// Where organisations are reshaped.
#[derive(Clone, Debug)]
pub struct Desk {
    gate: Gate,
    dependents: Dependents,
}

impl Desk {
    /// A desk behind a gate.
    pub fn new(gate: Gate, dependents: Dependents) -> Self {
        Self { gate, dependents }
    }
}

#[tonic::async_trait]
impl Reorganization for Desk {
    async fn rename_organization(
        &self,
        request: Request<proto::RenameOrganizationRequest>,
    ) -> Answer<proto::Reorganized> {
        let dependents = self.dependents;
        edge::write(&self.gate, request, move |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let naming = wire::naming(&input);
            let order = wire::order(&input.from_date, input.decision_number)?;
            let mut visit = enter.to(Action::ReshapeOrganization, place).await?;
            let done = super::rename(&mut visit, dependents, naming, &order).await?;
            answer(visit, done, input.dry_run).await
        })
        .await
    }

    async fn move_organization(
        &self,
        request: Request<proto::MoveOrganizationRequest>,
    ) -> Answer<proto::Reorganized> {
        let dependents = self.dependents;
        edge::write(&self.gate, request, move |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let parent = ids::parse("parent", &input.parent)?;
            let order = wire::order(&input.from_date, input.decision_number)?;
            let mut visit = enter.to(Action::ReshapeOrganization, place).await?;
            let done = super::shift(&mut visit, dependents, parent, &order).await?;
            answer(visit, done, input.dry_run).await
        })
        .await
    }

    async fn merge_organizations(
        &self,
        request: Request<proto::MergeOrganizationsRequest>,
    ) -> Answer<proto::Reorganized> {
        let dependents = self.dependents;
        edge::write(&self.gate, request, move |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let merger = wire::merger(&input)?;
            let order = wire::order(&input.from_date, input.decision_number)?;
            let action = match merger.into {
                Some(_) => Action::CreateOrganization,
                None => Action::ReshapeOrganization,
            };
            let mut visit = enter.to(action, place).await?;
            let done = super::merge(&mut visit, dependents, merger, &order).await?;
            answer(visit, done, input.dry_run).await
        })
        .await
    }

    async fn split_organization(
        &self,
        request: Request<proto::SplitOrganizationRequest>,
    ) -> Answer<proto::Reorganized> {
        let dependents = self.dependents;
        edge::write(&self.gate, request, move |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let splitting = wire::splitting(&input)?;
            let order = wire::order(&input.from_date, input.decision_number)?;
            let mut visit = enter.to(Action::ReshapeOrganization, place).await?;
            let done = super::split(&mut visit, dependents, splitting, &order).await?;
            answer(visit, done, input.dry_run).await
        })
        .await
    }

    async fn dissolve_organization(
        &self,
        request: Request<proto::DissolveOrganizationRequest>,
    ) -> Answer<proto::Reorganized> {
        let dependents = self.dependents;
        edge::write(&self.gate, request, move |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let dissolution = wire::dissolution(&input)?;
            let order = wire::order(&input.from_date, input.decision_number)?;
            let mut visit = enter.to(Action::ReshapeOrganization, place).await?;
            let done = super::dissolve(&mut visit, dependents, dissolution, &order).await?;
            answer(visit, done, input.dry_run).await
        })
        .await
    }

    async fn list_organization_events(
        &self,
        request: Request<proto::ListOrganizationEventsRequest>,
    ) -> Answer<proto::ListOrganizationEventsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), wire::EVENTS, input.page_size, &input.page_token)?;
            let mut visit = enter.to(Action::ReadOrganization, place).await?;
            let listed = super::events(&mut visit, &page).await?;
            Ok(wire::events(visit.keys(), listed))
        })
        .await
    }
}

/// Commits, or says what would have been done and undoes it.
async fn answer(visit: Visit, done: Reorganized, dry_run: bool) -> Result<Committed<proto::Reorganized>> {
    let answer = wire::reorganized(done, dry_run);
    if dry_run {
        visit.rehearse(answer).await
    } else {
        visit.commit(answer).await
    }
}
