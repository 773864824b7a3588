//! The calls of the sheet on paper.

use super::Desk;
use crate::access::Action;
use crate::attendance::{paper, wire};
use crate::base::ids;
use crate::edge;
use crate::edge::calls::Answer;
use crate::meetings::MeetingPlace;
use sotay_proto::attendance::v1::{self as proto, paper_server::Paper};
use sotay_rest::Language;
use tonic::Request;

#[tonic::async_trait]
impl Paper for Desk {
    async fn print_attendance_sheet(
        &self,
        request: Request<proto::PrintAttendanceSheetRequest>,
    ) -> Answer<proto::AttendanceSheet> {
        edge::read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            Ok(wire::sheet(paper::print(&mut visit, meeting).await?))
        })
        .await
    }

    async fn key_in_sheet(
        &self,
        request: Request<proto::KeyInSheetRequest>,
    ) -> Answer<proto::KeyInSheetResponse> {
        let language = Language::of(request.metadata().as_ref());
        edge::write(&self.gate, request, move |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let rows = input.rows.iter().map(wire::keyed).collect();
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let outcomes = paper::key_in(&mut visit, meeting, rows).await?;
            visit.commit(wire::keyed_in(input.rows, outcomes, language)).await
        })
        .await
    }
}
