//! The calls about proposed roles and substitutes.

use super::{ProposalPlace, wire};
use crate::access::{Action, Gate};
use crate::base::ids;
use crate::base::pages::Page;
use crate::directory::places::OrganizationPlace;
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::directory::v1 as proto;
use tonic::Request;

/// Where roles are decided on.
#[derive(Clone, Debug)]
pub struct Desk {
    gate: Gate,
}

impl Desk {
    /// A desk behind a gate.
    pub fn new(gate: Gate) -> Self {
        Self { gate }
    }
}

#[tonic::async_trait]
impl proto::roles_server::Roles for Desk {
    async fn list_role_proposals(
        &self,
        request: Request<proto::ListRoleProposalsRequest>,
    ) -> Answer<proto::ListRoleProposalsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), wire::PROPOSALS, input.page_size, &input.page_token)?;
            let mut visit = enter.to(Action::GrantRole, place).await?;
            let listed = super::list(&mut visit, &page).await?;
            Ok(wire::proposals(visit.keys(), listed))
        })
        .await
    }

    async fn confirm_role_proposal(
        &self,
        request: Request<proto::ConfirmRoleProposalRequest>,
    ) -> Answer<proto::Grant> {
        edge::write(&self.gate, request, |enter, input| async move {
            let proposal = ids::parse("proposal", &input.proposal)?;
            let confirmation = wire::confirmation(input)?;
            let mut visit = enter.to(Action::GrantRole, ProposalPlace(proposal)).await?;
            let granted = super::confirm(&mut visit, proposal, confirmation).await?;
            visit.commit(crate::directory::wire::grant(granted)).await
        })
        .await
    }

    async fn name_substitute(&self, request: Request<proto::NameSubstituteRequest>) -> Answer<proto::Grant> {
        edge::write(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let substitution = wire::substitution(input)?;
            let mut visit = enter.to(Action::GrantRole, place).await?;
            let granted = super::substitutes::name(&mut visit, substitution).await?;
            visit.commit(crate::directory::wire::grant(granted)).await
        })
        .await
    }

    async fn dismiss_role_proposal(
        &self,
        request: Request<proto::DismissRoleProposalRequest>,
    ) -> Answer<proto::RoleProposal> {
        edge::write(&self.gate, request, |enter, input| async move {
            let proposal = ids::parse("proposal", &input.proposal)?;
            let mut visit = enter.to(Action::GrantRole, ProposalPlace(proposal)).await?;
            let dismissed = super::dismiss(&mut visit, proposal, &input.reason).await?;
            visit.commit(wire::proposal(dismissed)).await
        })
        .await
    }
}
