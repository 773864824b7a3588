//! The call about who was in the room at a moment.

use super::Desk;
use crate::access::Action;
use crate::attendance::{presence, wire};
use crate::base::{Error, Refused, Text, Violation, ids};
use crate::edge;
use crate::edge::calls::Answer;
use crate::meetings::MeetingPlace;
use sotay_proto::attendance::v1::{self as proto, presence_server::Presence};
use tonic::Request;

#[tonic::async_trait]
impl Presence for Desk {
    async fn get_presence(
        &self,
        request: Request<proto::GetPresenceRequest>,
    ) -> Answer<proto::GetPresenceResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let at = input
                .at_time
                .map(|at| at.time().ok_or_else(|| Error::from(no_moment())))
                .transpose()?;
            let mut visit = enter.to(Action::ReadAttendance, MeetingPlace(meeting)).await?;
            Ok(wire::presence(presence(&mut visit, meeting, at).await?))
        })
        .await
    }
}

fn no_moment() -> Refused {
    Refused::invalid(vec![Violation::new(
        "atTime",
        Text::new("Thời điểm không hợp lệ.", "Not a moment in time."),
    )])
}
