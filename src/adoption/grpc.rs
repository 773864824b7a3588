//! The calls of adoption.

use super::{children, report, series, wire};
use crate::access::{Action, Gate};
use crate::base::ids;
use crate::directory::OrganizationPlace;
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::adoption::v1 as proto;
use sotay_rest::Language;
use tonic::Request;

/// Where adoption is called.
#[derive(Clone, Debug)]
pub struct Desk {
    pub(super) gate: Gate,
}

impl Desk {
    /// A desk behind a gate.
    pub fn new(gate: Gate) -> Self {
        Self { gate }
    }
}

#[tonic::async_trait]
impl proto::adoption_server::Adoption for Desk {
    async fn get_adoption(
        &self,
        request: Request<proto::GetAdoptionRequest>,
    ) -> Answer<proto::AdoptionReport> {
        let language = Language::of(request.metadata().as_ref());
        edge::read(&self.gate, request, |enter, input| async move {
            let organization = ids::parse("organization", &input.organization)?;
            let as_of = wire::optional_day("asOf", &input.as_of)?;
            let mut visit = enter
                .to(Action::ReadAdoption, OrganizationPlace(organization))
                .await?;
            Ok(wire::report(report(&mut visit, as_of).await?, language))
        })
        .await
    }

    async fn list_child_adoption(
        &self,
        request: Request<proto::ListChildAdoptionRequest>,
    ) -> Answer<proto::ListChildAdoptionResponse> {
        let language = Language::of(request.metadata().as_ref());
        edge::read(&self.gate, request, |enter, input| async move {
            let organization = ids::parse("organization", &input.organization)?;
            let as_of = wire::optional_day("asOf", &input.as_of)?;
            let mut visit = enter
                .to(Action::ReadAdoption, OrganizationPlace(organization))
                .await?;
            let reports = children(&mut visit, as_of).await?;
            Ok(proto::ListChildAdoptionResponse {
                children: wire::reports(reports, language),
            })
        })
        .await
    }

    async fn list_adoption_series(
        &self,
        request: Request<proto::ListAdoptionSeriesRequest>,
    ) -> Answer<proto::ListAdoptionSeriesResponse> {
        let language = Language::of(request.metadata().as_ref());
        edge::read(&self.gate, request, |enter, input| async move {
            let organization = ids::parse("organization", &input.organization)?;
            let (from, to) = (wire::day("from", &input.from)?, wire::day("to", &input.to)?);
            let mut visit = enter
                .to(Action::ReadAdoption, OrganizationPlace(organization))
                .await?;
            let reports = series(&mut visit, from, to).await?;
            Ok(proto::ListAdoptionSeriesResponse {
                months: wire::reports(reports, language),
            })
        })
        .await
    }
}
