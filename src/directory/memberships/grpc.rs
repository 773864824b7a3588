//! The calls about memberships.

use super::place::{FormerMemberPlace, LinkPlace, StayPlace};
use super::{edit, ending, links, probation, records, stays, wire};
use crate::access::{Action, Gate};
use crate::base::ids;
use crate::base::pages::Page;
use crate::directory::places::{MemberPlace, OrganizationPlace};
use crate::directory::{self, members};
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::directory::v1 as proto;
use tonic::Request;

/// Where memberships are recorded.
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
impl proto::memberships_server::Memberships for Desk {
    async fn update_member(&self, request: Request<proto::UpdateMemberRequest>) -> Answer<proto::Member> {
        edge::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let change = wire::edit(input.edit.unwrap_or_default(), input.update_mask.as_ref())?;
            let mut visit = enter.to(Action::UpdateMember, MemberPlace(member)).await?;
            edit::apply(&mut visit, member, &change).await?;
            let read = members::read(&mut visit, member, None).await?;
            visit.commit(directory::wire::member(read)).await
        })
        .await
    }

    async fn list_standings(
        &self,
        request: Request<proto::ListStandingsRequest>,
    ) -> Answer<proto::ListStandingsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let as_of = directory::wire::day("asOf", &input.as_of)?;
            let mut visit = enter.to(Action::ReadStandings, FormerMemberPlace(member)).await?;
            let history = records::history(&mut visit, member, as_of).await?;
            Ok(wire::history(history))
        })
        .await
    }

    async fn list_probation(
        &self,
        request: Request<proto::ListProbationRequest>,
    ) -> Answer<proto::ListProbationResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), wire::PROBATION, input.page_size, &input.page_token)?;
            let wanted = probation::Wanted {
                overdue: input.overdue,
                as_of: directory::wire::day("asOf", &input.as_of)?,
            };
            let mut visit = enter.to(Action::ListProbation, place).await?;
            let listed = probation::list(&mut visit, wanted, &page).await?;
            Ok(wire::probation(visit.keys(), listed))
        })
        .await
    }

    async fn start_temporary_stay(
        &self,
        request: Request<proto::StartTemporaryStayRequest>,
    ) -> Answer<proto::TemporaryStay> {
        edge::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let new = wire::new_stay(input)?;
            let mut visit = enter.to(Action::ArrangeStay, MemberPlace(member)).await?;
            let stay = stays::start(&mut visit, member, &new).await?;
            visit.commit(wire::stay(stay)).await
        })
        .await
    }

    async fn receive_temporary_stay(
        &self,
        request: Request<proto::ReceiveTemporaryStayRequest>,
    ) -> Answer<proto::TemporaryStay> {
        edge::write(&self.gate, request, |enter, input| async move {
            let id = ids::parse("stay", &input.stay)?;
            let mut visit = enter.to(Action::ArrangeStay, StayPlace(id)).await?;
            let stay = stays::receive(&mut visit, id).await?;
            visit.commit(wire::stay(stay)).await
        })
        .await
    }

    async fn extend_temporary_stay(
        &self,
        request: Request<proto::ExtendTemporaryStayRequest>,
    ) -> Answer<proto::TemporaryStay> {
        edge::write(&self.gate, request, |enter, input| async move {
            let id = ids::parse("stay", &input.stay)?;
            let to = wire::required("toDate", &input.to_date)?;
            let mut visit = enter.to(Action::ArrangeStay, StayPlace(id)).await?;
            let stay = stays::extend(&mut visit, id, to, &input.decision_number).await?;
            visit.commit(wire::stay(stay)).await
        })
        .await
    }

    async fn end_temporary_stay(
        &self,
        request: Request<proto::EndTemporaryStayRequest>,
    ) -> Answer<proto::TemporaryStay> {
        edge::write(&self.gate, request, |enter, input| async move {
            let id = ids::parse("stay", &input.stay)?;
            let day = directory::wire::day("day", &input.day)?;
            let mut visit = enter.to(Action::ArrangeStay, StayPlace(id)).await?;
            let stay = stays::end(&mut visit, id, day, &input.decision_number).await?;
            visit.commit(wire::stay(stay)).await
        })
        .await
    }

    async fn list_temporary_stays(
        &self,
        request: Request<proto::ListTemporaryStaysRequest>,
    ) -> Answer<proto::ListTemporaryStaysResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let as_of = directory::wire::day("asOf", &input.as_of)?;
            let mut visit = enter.to(Action::ArrangeStay, place).await?;
            let stays = stays::list(&mut visit, as_of).await?;
            Ok(proto::ListTemporaryStaysResponse {
                stays: stays.into_iter().map(wire::stay).collect(),
            })
        })
        .await
    }

    async fn add_residence_link(
        &self,
        request: Request<proto::AddResidenceLinkRequest>,
    ) -> Answer<proto::ResidenceLink> {
        edge::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let new = wire::new_link(input)?;
            let mut visit = enter.to(Action::ArrangeStay, MemberPlace(member)).await?;
            let link = links::add(&mut visit, member, &new).await?;
            visit.commit(wire::link(link)).await
        })
        .await
    }

    async fn end_residence_link(
        &self,
        request: Request<proto::EndResidenceLinkRequest>,
    ) -> Answer<proto::ResidenceLink> {
        edge::write(&self.gate, request, |enter, input| async move {
            let id = ids::parse("link", &input.link)?;
            let day = directory::wire::day("day", &input.day)?;
            let mut visit = enter.to(Action::ArrangeStay, LinkPlace(id)).await?;
            let link = links::end(&mut visit, id, day, &input.decision_number).await?;
            visit.commit(wire::link(link)).await
        })
        .await
    }

    async fn end_membership(
        &self,
        request: Request<proto::EndMembershipRequest>,
    ) -> Answer<proto::MembershipEnd> {
        edge::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let new = wire::new_end(input)?;
            let mut visit = enter.to(Action::EndMembership, MemberPlace(member)).await?;
            let end = ending::end(&mut visit, member, &new).await?;
            visit.commit(wire::end(end)).await
        })
        .await
    }

    async fn undo_end_membership(
        &self,
        request: Request<proto::UndoEndMembershipRequest>,
    ) -> Answer<proto::MembershipEnd> {
        edge::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let mut visit = enter.to(Action::EndMembership, FormerMemberPlace(member)).await?;
            let end = ending::undo(&mut visit, member, &input.reason).await?;
            visit.commit(wire::end(end)).await
        })
        .await
    }
}
