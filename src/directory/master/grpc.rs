//! The calls about differences.

use super::{DifferencePlace, store, wire};
use crate::access::{Action, Gate};
use crate::base::ids;
use crate::base::pages::Page;
use crate::directory::places::OrganizationPlace;
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::directory::v1 as proto;
use tonic::Request;

/// Where differences are settled.
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
impl proto::master_server::Master for Desk {
    async fn list_differences(
        &self,
        request: Request<proto::ListDifferencesRequest>,
    ) -> Answer<proto::ListDifferencesResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(
                enter.keys(),
                wire::DIFFERENCES,
                input.page_size,
                &input.page_token,
            )?;
            let mut visit = enter.to(Action::SettleDifferences, place).await?;
            let listed = super::list(&mut visit, &page).await?;
            let syncs = store::last_syncs(visit.conn()).await?;
            Ok(wire::differences(visit.keys(), listed, syncs))
        })
        .await
    }

    async fn settle_difference(
        &self,
        request: Request<proto::SettleDifferenceRequest>,
    ) -> Answer<proto::Difference> {
        edge::write(&self.gate, request, |enter, input| async move {
            let difference = ids::parse("difference", &input.difference)?;
            let side = wire::side(&input)?;
            let place = DifferencePlace(difference);
            let mut visit = enter.to(Action::SettleDifferences, place).await?;
            let settled = super::settle(&mut visit, difference, side).await?;
            visit.commit(wire::difference(settled)).await
        })
        .await
    }
}
