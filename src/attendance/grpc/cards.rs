//! The calls of the member's own card.

use super::Desk;
use crate::access::Action;
use crate::attendance::{cards, wire};
use crate::base::ids;
use crate::directory::MemberPlace;
use crate::edge;
use crate::edge::calls::Answer;
use crate::meetings::MeetingPlace;
use sotay_proto::attendance::v1::{self as proto, cards_server::Cards};
use tonic::Request;

#[tonic::async_trait]
impl Cards for Desk {
    async fn issue_member_card(
        &self,
        request: Request<proto::IssueMemberCardRequest>,
    ) -> Answer<proto::MemberCard> {
        edge::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let mut visit = enter.to(Action::IssueMemberCard, MemberPlace(member)).await?;
            let card = cards::issue(&mut visit, member).await?;
            visit.commit(wire::card(card)?).await
        })
        .await
    }

    async fn revoke_member_card(
        &self,
        request: Request<proto::RevokeMemberCardRequest>,
    ) -> Answer<proto::RevokeMemberCardResponse> {
        edge::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let mut visit = enter.to(Action::IssueMemberCard, MemberPlace(member)).await?;
            let revoked = cards::revoke(&mut visit, member).await?;
            visit.commit(proto::RevokeMemberCardResponse { revoked }).await
        })
        .await
    }

    async fn scan_member_card(
        &self,
        request: Request<proto::ScanMemberCardRequest>,
    ) -> Answer<proto::CheckInResponse> {
        edge::write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let event = ids::parse("eventId", &input.event_id)?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let done = cards::scan(&mut visit, meeting, &input.code, event).await?;
            visit.commit(wire::checked_in(done)).await
        })
        .await
    }
}
