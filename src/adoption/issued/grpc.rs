//! The calls about issued reports.

use super::wire;
use crate::access::Action;
use crate::adoption::{Desk, wire as days};
use crate::base::ids;
use crate::base::pages::Page;
use crate::directory::OrganizationPlace;
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::adoption::v1 as proto;
use sotay_rest::Language;
use tonic::Request;

#[tonic::async_trait]
impl proto::reports_server::Reports for Desk {
    async fn issue_report(&self, request: Request<proto::IssueReportRequest>) -> Answer<proto::IssuedReport> {
        edge::write(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let as_of = days::optional_day("asOf", &input.as_of)?;
            let mut visit = enter.to(Action::IssueReport, place).await?;
            let issued = super::issue(&mut visit, as_of, input.note.trim()).await?;
            visit.commit(wire::issued(issued)).await
        })
        .await
    }

    async fn list_reports(
        &self,
        request: Request<proto::ListReportsRequest>,
    ) -> Answer<proto::ListReportsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), wire::REPORTS, input.page_size, &input.page_token)?;
            let mut visit = enter.to(Action::ReadAdoption, place).await?;
            let listed = super::list(&mut visit, &page).await?;
            Ok(wire::list(visit.keys(), listed))
        })
        .await
    }

    async fn get_report(
        &self,
        request: Request<proto::GetReportRequest>,
    ) -> Answer<proto::GetReportResponse> {
        let language = Language::of(request.metadata().as_ref());
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let report = ids::parse("report", &input.report)?;
            let mut visit = enter.to(Action::ReadAdoption, place).await?;
            let compared = super::compare(&mut visit, report).await?;
            Ok(wire::compared(compared, language))
        })
        .await
    }
}
