//! The calls of meetings.

mod calling;
mod duties;
mod holding;
mod plans;
mod rules;

use super::{Filter, Meeting, MeetingPlace, wire};
use crate::access::{Action, Gate, Oneself};
use crate::base::pages::{self, Listed, Page};
use crate::base::{ids, secrets::Keys};
use crate::directory::OrganizationPlace;
use crate::edge::calls::{Answer, tagged};
use crate::edge::{read, write};
use sotay_proto::meetings::v1::{self as proto, meetings_server::Meetings};
use tonic::Request;

const OF_ORGANIZATION: &str = "meetings";
const BELOW: &str = "meetings-below";
const OF_MEMBER: &str = "my-meetings";
const REPLIES: &str = "replies";

/// Where the calls of meetings are answered.
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
impl Meetings for Desk {
    async fn call_meeting(&self, request: Request<proto::CallMeetingRequest>) -> Answer<proto::Meeting> {
        let called = write(&self.gate, request, |enter, input| async move {
            let organization = ids::parse("organization", &input.organization)?;
            let mut visit = enter
                .to(Action::CallMeeting, OrganizationPlace(organization))
                .await?;
            let meeting = super::call(&mut visit, wire::draft(input)?).await?;
            visit.commit(meeting.into()).await
        });
        called.await.map(etagged)
    }

    async fn get_meeting(&self, request: Request<proto::GetMeetingRequest>) -> Answer<proto::Meeting> {
        let found = read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::ReadMeeting, MeetingPlace(meeting)).await?;
            Ok(super::read(&mut visit, meeting).await?.into())
        });
        found.await.map(etagged)
    }

    async fn list_meetings(
        &self,
        request: Request<proto::ListMeetingsRequest>,
    ) -> Answer<proto::ListMeetingsResponse> {
        read(&self.gate, request, |enter, input| async move {
            let organization = ids::parse("organization", &input.organization)?;
            let list = if input.subtree { BELOW } else { OF_ORGANIZATION };
            let page = Page::read(enter.keys(), list, input.page_size, &input.page_token)?;
            let filter = Filter {
                from: wire::moment("from", input.from.as_ref())?,
                to: wire::moment("to", input.to.as_ref())?,
                state: wire::state(input.state()),
            };
            let place = OrganizationPlace(organization);
            if input.subtree {
                let mut visit = enter.to(Action::OverseeMeetings, place).await?;
                let listed = super::below(&mut visit, filter, &page).await?;
                return Ok(proto::ListMeetingsResponse {
                    next_page_token: pages::token(visit.keys(), BELOW, listed.next.as_deref()),
                    meetings: listed.rows.into_iter().map(wire::overseen).collect(),
                });
            }
            let mut visit = enter.to(Action::ListMeetings, place).await?;
            let listed = super::list(&mut visit, filter, &page).await?;
            Ok(answer(visit.keys(), OF_ORGANIZATION, listed))
        })
        .await
    }

    async fn list_my_meetings(
        &self,
        request: Request<proto::ListMyMeetingsRequest>,
    ) -> Answer<proto::ListMeetingsResponse> {
        read(&self.gate, request, |enter, input| async move {
            let page = Page::read(enter.keys(), OF_MEMBER, input.page_size, &input.page_token)?;
            let mut visit = enter.to(Action::BeOneself, Oneself).await?;
            let listed = super::mine(&mut visit, &page).await?;
            Ok(answer(visit.keys(), OF_MEMBER, listed))
        })
        .await
    }

    async fn update_meeting(&self, request: Request<proto::UpdateMeetingRequest>) -> Answer<proto::Meeting> {
        let updated = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let edit = wire::edit(input.edit.unwrap_or_default(), input.update_mask.as_ref())?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = super::edit(&mut visit, meeting, edit).await?;
            visit.commit(meeting.into()).await
        });
        updated.await.map(etagged)
    }

    async fn replace_agenda(&self, request: Request<proto::ReplaceAgendaRequest>) -> Answer<proto::Meeting> {
        let replaced = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = super::replace_agenda(&mut visit, meeting, wire::agenda(input.agenda)).await?;
            visit.commit(meeting.into()).await
        });
        replaced.await.map(etagged)
    }

    async fn issue_meeting(&self, request: Request<proto::IssueMeetingRequest>) -> Answer<proto::Meeting> {
        let issued = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = super::issue(&mut visit, meeting).await?;
            visit.commit(meeting.into()).await
        });
        issued.await.map(etagged)
    }

    async fn open_meeting(&self, request: Request<proto::OpenMeetingRequest>) -> Answer<proto::Meeting> {
        let opened = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let began = wire::moment("startTime", input.start_time.as_ref())?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = super::open(&mut visit, meeting, began).await?;
            visit.commit(meeting.into()).await
        });
        opened.await.map(etagged)
    }

    async fn close_meeting(&self, request: Request<proto::CloseMeetingRequest>) -> Answer<proto::Meeting> {
        let closed = write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let ended = wire::moment("endTime", input.end_time.as_ref())?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let meeting = super::close(&mut visit, meeting, ended).await?;
            visit.commit(meeting.into()).await
        });
        closed.await.map(etagged)
    }

    async fn reply_to_meeting(&self, request: Request<proto::ReplyToMeetingRequest>) -> Answer<proto::Reply> {
        write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let said = wire::said(input)?;
            let mut visit = enter.to(Action::ReplyToMeeting, MeetingPlace(meeting)).await?;
            let reply = super::reply(&mut visit, meeting, said).await?;
            visit.commit(reply.into()).await
        })
        .await
    }

    async fn list_replies(
        &self,
        request: Request<proto::ListRepliesRequest>,
    ) -> Answer<proto::ListRepliesResponse> {
        read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let page = Page::read(enter.keys(), REPLIES, input.page_size, &input.page_token)?;
            let mut visit = enter.to(Action::ListReplies, MeetingPlace(meeting)).await?;
            let which = wire::which(input.which());
            let replies = super::replies(&mut visit, meeting, which, &page).await?;
            let next = pages::token(visit.keys(), REPLIES, replies.page.next.as_deref());
            Ok(wire::replies(replies, next))
        })
        .await
    }
}

fn etagged(response: tonic::Response<proto::Meeting>) -> tonic::Response<proto::Meeting> {
    tagged(response, |meeting| &meeting.etag)
}

fn answer(keys: &Keys, list: &str, listed: Listed<Meeting>) -> proto::ListMeetingsResponse {
    proto::ListMeetingsResponse {
        next_page_token: pages::token(keys, list, listed.next.as_deref()),
        meetings: listed.rows.into_iter().map(Into::into).collect(),
    }
}
