//! The calls about findings.

use super::{count, dismiss, list, wire};
use crate::access::{Action, Gate};
use crate::base::ids;
use crate::base::pages::Page;
use crate::directory::places::OrganizationPlace;
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::directory::v1 as proto;
use tonic::Request;

/// Where findings are worked off.
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
impl proto::findings_server::Findings for Desk {
    async fn list_findings(
        &self,
        request: Request<proto::ListFindingsRequest>,
    ) -> Answer<proto::ListFindingsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), wire::FINDINGS, input.page_size, &input.page_token)?;
            let mut visit = enter.to(Action::WorkOffFindings, place).await?;
            let listed = list::list(&mut visit, wire::wanted(&input), &page).await?;
            Ok(wire::findings(visit.keys(), listed))
        })
        .await
    }

    async fn count_findings(
        &self,
        request: Request<proto::CountFindingsRequest>,
    ) -> Answer<proto::CountFindingsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let mut visit = enter.to(Action::CountFindings, place).await?;
            Ok(wire::counts(count::count(&mut visit).await?))
        })
        .await
    }

    async fn dismiss_finding(
        &self,
        request: Request<proto::DismissFindingRequest>,
    ) -> Answer<proto::Finding> {
        edge::write(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let finding = ids::parse("finding", &input.finding)?;
            let mut visit = enter.to(Action::WorkOffFindings, place).await?;
            let dismissed = dismiss::dismiss(&mut visit, finding, &input.reason).await?;
            visit.commit(wire::finding(dismissed)).await
        })
        .await
    }
}
