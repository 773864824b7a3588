//! The calls of the room.

use super::{Desk, etagged};
use crate::access::Action;
use crate::base::ids;
use crate::edge::calls::Answer;
use crate::edge::{read, write};
use crate::meetings::{MeetingPlace, holding};
use sotay_proto::meetings::v1::{self as proto, holding_server::Holding};
use tonic::Request;

#[tonic::async_trait]
impl Holding for Desk {
    async fn reopen_meeting(&self, request: Request<proto::ReopenMeetingRequest>) -> Answer<proto::Meeting> {
        let reopened = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = holding::reopen(&mut visit, meeting, &input.reason).await?;
            visit.commit(meeting.into()).await
        });
        reopened.await.map(etagged)
    }

    async fn record_meeting_afterwards(
        &self,
        request: Request<proto::RecordMeetingAfterwardsRequest>,
    ) -> Answer<proto::Meeting> {
        let recorded = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let held = holding::wire::afterwards(input)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = holding::record_afterwards(&mut visit, meeting, held).await?;
            visit.commit(meeting.into()).await
        });
        recorded.await.map(etagged)
    }

    async fn add_to_roster(
        &self,
        request: Request<proto::AddToRosterRequest>,
    ) -> Answer<proto::LateAddition> {
        write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let member = ids::parse("member", &input.member)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let added = holding::add_to_roster(&mut visit, meeting, member, &input.reason).await?;
            visit.commit(added.into()).await
        })
        .await
    }

    async fn add_guest(&self, request: Request<proto::AddGuestRequest>) -> Answer<proto::Guest> {
        write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let guest = holding::wire::new_guest(input)?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let guest = holding::add_guest(&mut visit, meeting, guest).await?;
            visit.commit(guest.into()).await
        })
        .await
    }

    async fn remove_guest(&self, request: Request<proto::RemoveGuestRequest>) -> Answer<proto::Guest> {
        write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let guest = ids::parse("guest", &input.guest)?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let guest = holding::remove_guest(&mut visit, meeting, guest, &input.reason).await?;
            visit.commit(guest.into()).await
        })
        .await
    }

    async fn list_guests(
        &self,
        request: Request<proto::ListGuestsRequest>,
    ) -> Answer<proto::ListGuestsResponse> {
        read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::ReadAttendance, MeetingPlace(meeting)).await?;
            let guests = holding::guests(&mut visit, meeting).await?;
            Ok(proto::ListGuestsResponse {
                guests: guests.into_iter().map(Into::into).collect(),
            })
        })
        .await
    }

    async fn list_meeting_turns(
        &self,
        request: Request<proto::ListMeetingTurnsRequest>,
    ) -> Answer<proto::ListMeetingTurnsResponse> {
        read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::ReadMeeting, MeetingPlace(meeting)).await?;
            let turns = holding::history(&mut visit, meeting).await?;
            Ok(proto::ListMeetingTurnsResponse {
                turns: turns.into_iter().map(Into::into).collect(),
            })
        })
        .await
    }
}
