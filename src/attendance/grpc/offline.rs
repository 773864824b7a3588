//! The calls of rooms without signal.

use super::Desk;
use crate::access::{Action, Oneself};
use crate::attendance::offline;
use crate::base::ids;
use crate::edge;
use crate::edge::calls::Answer;
use crate::meetings::MeetingPlace;
use sotay_proto::attendance::v1::{self as proto, offline_server::Offline};
use sotay_rest::Language;
use std::sync::Arc;
use tonic::Request;

#[tonic::async_trait]
impl Offline for Desk {
    async fn upload_check_ins(
        &self,
        request: Request<proto::UploadCheckInsRequest>,
    ) -> Answer<proto::UploadCheckInsResponse> {
        let language = Language::of(request.metadata().as_ref());
        let strange = Arc::clone(&self.strange_events);
        edge::write(&self.gate, request, move |enter, input| async move {
            let sent: Vec<_> = input.events.iter().map(offline::sent).collect();
            let mut visit = enter.to(Action::BeOneself, Oneself).await?;
            let told = offline::upload(&mut visit, &strange, &sent).await?;
            visit.commit(offline::results(input.events, told, language)).await
        })
        .await
    }

    async fn list_uploads(
        &self,
        request: Request<proto::ListUploadsRequest>,
    ) -> Answer<proto::ListUploadsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            Ok(offline::listing(
                offline::received(&mut visit, meeting, input.all).await?,
            ))
        })
        .await
    }

    async fn get_meeting_kit(
        &self,
        request: Request<proto::GetMeetingKitRequest>,
    ) -> Answer<proto::MeetingKit> {
        let public_url = Arc::clone(&self.public_url);
        // Who took it along is kept, so this reading writes.
        edge::write(&self.gate, request, move |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            let kit = offline::pack(&mut visit, meeting).await?;
            visit.commit(offline::kit(kit, &public_url)).await
        })
        .await
    }
}
