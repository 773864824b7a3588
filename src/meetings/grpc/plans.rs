//! The calls that change a plan, or take it up again.

use super::{Desk, etagged};
use crate::access::Action;
use crate::base::ids;
use crate::edge::calls::Answer;
use crate::edge::write;
use crate::meetings::{self, MeetingPlace, plans, wire};
use sotay_proto::meetings::v1::{self as proto, plans_server::Plans};
use tonic::Request;

#[tonic::async_trait]
impl Plans for Desk {
    async fn postpone_meeting(
        &self,
        request: Request<proto::PostponeMeetingRequest>,
    ) -> Answer<proto::Meeting> {
        let postponed = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let postponement = wire::postponement(input)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = plans::postpone(&mut visit, meeting, postponement).await?;
            visit.commit(meeting.into()).await
        });
        postponed.await.map(etagged)
    }

    async fn cancel_meeting(&self, request: Request<proto::CancelMeetingRequest>) -> Answer<proto::Meeting> {
        let cancelled = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = plans::cancel(&mut visit, meeting, &input.reason).await?;
            visit.commit(meeting.into()).await
        });
        cancelled.await.map(etagged)
    }

    async fn settle_agenda_item(
        &self,
        request: Request<proto::SettleAgendaItemRequest>,
    ) -> Answer<proto::Meeting> {
        let settled = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let settlement = wire::settlement(input.settlement())?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = meetings::settle(&mut visit, (meeting, input.position), settlement).await?;
            visit.commit(meeting.into()).await
        });
        settled.await.map(etagged)
    }

    async fn copy_meeting(&self, request: Request<proto::CopyMeetingRequest>) -> Answer<proto::Meeting> {
        let copied = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let starts_at = wire::required("startTime", input.start_time.as_ref())?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = plans::copy(&mut visit, meeting, starts_at).await?;
            visit.commit(meeting.into()).await
        });
        copied.await.map(etagged)
    }
}
