//! The calls about what branches owe.

use super::Desk;
use crate::access::Action;
use crate::base::ids;
use crate::base::pages::{self, Page};
use crate::directory::OrganizationPlace;
use crate::edge::calls::Answer;
use crate::edge::read;
use crate::meetings::{duties, wire};
use sotay_proto::meetings::v1::{self as proto, duties_server::Duties};
use tonic::Request;

const DUTIES: &str = "duties";

#[tonic::async_trait]
impl Duties for Desk {
    async fn list_duties(
        &self,
        request: Request<proto::ListDutiesRequest>,
    ) -> Answer<proto::ListDutiesResponse> {
        read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), DUTIES, input.page_size, &input.page_token)?;
            let (month, regular) = (wire::month(&input.month)?, wire::standing(input.regular()));
            let mut visit = enter.to(Action::OverseeMeetings, place).await?;
            let found = duties::duties(&mut visit, month, regular, &page).await?;
            let next = pages::token(visit.keys(), DUTIES, found.page.next.as_deref());
            Ok(wire::duties(found, next))
        })
        .await
    }
}
