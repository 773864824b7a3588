//! The calls about the people of a meeting.

use super::{Desk, etagged};
use crate::access::Action;
use crate::base::ids;
use crate::edge::calls::Answer;
use crate::edge::write;
use crate::meetings::{self, MeetingPlace, wire};
use sotay_proto::meetings::v1::{self as proto, calling_server::Calling};
use tonic::Request;

#[tonic::async_trait]
impl Calling for Desk {
    async fn name_chairs(&self, request: Request<proto::NameChairsRequest>) -> Answer<proto::Meeting> {
        let named = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let chairs = wire::members("chairs", &input.chairs)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = meetings::name_chairs(&mut visit, meeting, chairs).await?;
            visit.commit(meeting.into()).await
        });
        named.await.map(etagged)
    }

    async fn name_minutes_taker(
        &self,
        request: Request<proto::NameMinutesTakerRequest>,
    ) -> Answer<proto::Meeting> {
        let named = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let member = wire::member("member", &input.member)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = meetings::name_minutes_taker(&mut visit, meeting, member).await?;
            visit.commit(meeting.into()).await
        });
        named.await.map(etagged)
    }

    async fn name_members(&self, request: Request<proto::NameMembersRequest>) -> Answer<proto::Meeting> {
        let named = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let members = wire::members("members", &input.members)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = meetings::name_members(&mut visit, meeting, members).await?;
            visit.commit(meeting.into()).await
        });
        named.await.map(etagged)
    }

    async fn decide_reply(&self, request: Request<proto::DecideReplyRequest>) -> Answer<proto::Reply> {
        write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let member = ids::parse("member", &input.member)?;
            let decision = wire::decision(input.decision())?;
            let mut visit = enter.to(Action::DecideReply, MeetingPlace(meeting)).await?;
            let reply = meetings::decide(&mut visit, (meeting, member), decision, &input.reason).await?;
            visit.commit(reply.into()).await
        })
        .await
    }
}
