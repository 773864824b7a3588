//! The calls of attendance by hand.

use super::Desk;
use crate::access::Action;
use crate::attendance::{about_words, by_hand, disputes, wire, words};
use crate::base::{ids, text};
use crate::edge;
use crate::edge::calls::Answer;
use crate::meetings::MeetingPlace;
use sotay_proto::attendance::v1::{self as proto, by_hand_server::ByHand};
use sotay_rest::Language;
use tonic::Request;

#[tonic::async_trait]
impl ByHand for Desk {
    async fn record_many_attendances(
        &self,
        request: Request<proto::RecordManyAttendancesRequest>,
    ) -> Answer<proto::RecordManyAttendancesResponse> {
        let language = Language::of(request.metadata().as_ref());
        edge::write(&self.gate, request, move |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let outcomes = by_hand::record_many(&mut visit, meeting, wire::many(&input.rows)).await?;
            visit.commit(wire::outcomes(input.rows, outcomes, language)).await
        })
        .await
    }

    async fn amend_attendance(
        &self,
        request: Request<proto::AmendAttendanceRequest>,
    ) -> Answer<proto::AmendAttendanceResponse> {
        edge::write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let dictated = wire::dictated(&wire::amendment_of(input))?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let row = by_hand::amend(&mut visit, meeting, dictated).await?;
            let attendance = Some(wire::row(row));
            visit.commit(proto::AmendAttendanceResponse { attendance }).await
        })
        .await
    }

    async fn void_attendance_event(
        &self,
        request: Request<proto::VoidAttendanceEventRequest>,
    ) -> Answer<proto::VoidAttendanceEventResponse> {
        edge::write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let event = ids::parse("event", &input.event)?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let row = about_words::void(&mut visit, meeting, event, &text::tidy(&input.reason)).await?;
            let attendance = Some(wire::row(row));
            visit
                .commit(proto::VoidAttendanceEventResponse { attendance })
                .await
        })
        .await
    }

    async fn confirm_attendance_event(
        &self,
        request: Request<proto::ConfirmAttendanceEventRequest>,
    ) -> Answer<proto::ConfirmAttendanceEventResponse> {
        edge::write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let event = ids::parse("event", &input.event)?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let row = about_words::confirm(&mut visit, meeting, event).await?;
            let attendance = Some(wire::row(row));
            visit
                .commit(proto::ConfirmAttendanceEventResponse { attendance })
                .await
        })
        .await
    }

    async fn dispute_attendance_event(
        &self,
        request: Request<proto::DisputeAttendanceEventRequest>,
    ) -> Answer<proto::AttendanceDispute> {
        edge::write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let event = ids::parse("event", &input.event)?;
            let mut visit = enter.to(Action::ReadAttendance, MeetingPlace(meeting)).await?;
            let reason = text::tidy(&input.reason);
            let dispute = disputes::dispute(&mut visit, meeting, event, &reason).await?;
            visit.commit(wire::dispute(dispute)).await
        })
        .await
    }

    async fn uphold_attendance_event(
        &self,
        request: Request<proto::UpholdAttendanceEventRequest>,
    ) -> Answer<proto::AttendanceDispute> {
        edge::write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let event = ids::parse("event", &input.event)?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let reason = text::tidy(&input.reason);
            let dispute = disputes::uphold(&mut visit, meeting, event, &reason).await?;
            visit.commit(wire::dispute(dispute)).await
        })
        .await
    }

    async fn list_attendance_events(
        &self,
        request: Request<proto::ListAttendanceEventsRequest>,
    ) -> Answer<proto::ListAttendanceEventsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let member = (!input.member.is_empty())
                .then(|| ids::parse("member", &input.member))
                .transpose()?;
            let mut visit = enter.to(Action::ReadAttendance, MeetingPlace(meeting)).await?;
            Ok(wire::said(words::said(&mut visit, meeting, member).await?))
        })
        .await
    }
}
