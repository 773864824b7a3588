//! The calls of attendance.

mod by_hand;
mod cards;
mod forecast;
mod offline;
mod paper;
mod presence;
mod watching;

use super::watch::Hub;
use super::{Lane, Served, check_in, list, record, show, wire};
use crate::access::{Action, Gate, doors};
use crate::base::{Id, Result, ids};
use crate::edge::calls::Answer;
use crate::edge::{self, Throttle};
use crate::meetings::MeetingPlace;

use sotay_proto::attendance::v1 as proto;
use sotay_rest::Language;
use std::sync::Arc;
use std::time::Duration;
use tonic::{Request, Response};

/// Wrong codes a session may bring at once, and the pause after which one more is borne.
const WRONG_CODES: (u32, Duration) = (10, Duration::from_secs(2));

/// Events of meetings that are not the caller's that are kept at once, and the pause after which one more is.
const STRANGE_EVENTS: (u32, Duration) = (200, Duration::from_mins(1));

/// Where attendance is called.
#[derive(Clone, Debug)]
pub struct Desk {
    gate: Gate,
    public_url: Arc<str>,
    wrong_codes: Arc<Throttle<Id>>,
    lane: Arc<Lane>,
    strange_events: Arc<Throttle<Id>>,
    hub: Hub,
}

impl Desk {
    /// A desk behind a gate. Links in the QR begin with `public_url`, the address that phones reach.
    pub fn new(gate: Gate, public_url: &str) -> Self {
        let (burst, pause) = WRONG_CODES;
        let wrong_codes = Throttle::new(burst, pause).open_when_full().at(&gate.clock);
        let (burst, pause) = STRANGE_EVENTS;
        let strange_events = Throttle::new(burst, pause).at(&gate.clock);
        Self {
            lane: Arc::new(Lane::open(doors::Lane::new(&gate))),
            gate,
            public_url: public_url.trim_end_matches('/').into(),
            wrong_codes: Arc::new(wrong_codes),
            strange_events: Arc::new(strange_events),
            hub: Hub::default(),
        }
    }

    /// Looks at what is watched here; the app calls it each second.
    pub async fn look(&self, door: &doors::Worker) -> Result<()> {
        self.hub.look(door).await
    }

    /// What the lane answers; nothing where the gate has to judge, or to keep the answer under a key.
    async fn by_lane(
        &self,
        request: &Request<proto::CheckInRequest>,
    ) -> Result<Option<proto::CheckInResponse>> {
        let Some(caller) = edge::calls::bare(request) else {
            return Ok(None);
        };
        let Ok(arrival) = wire::arrival(request.get_ref().clone()) else {
            return Ok(None);
        };
        if self.wrong_codes.look(&caller.session).is_err() {
            return Ok(None);
        }
        Ok(match self.lane.check_in(caller, &arrival).await? {
            Served::Done(outcome, row) => Some(wire::checked_in((outcome, *row))),
            Served::Elsewhere => None,
        })
    }
}

#[tonic::async_trait]
impl proto::attendance_server::Attendance for Desk {
    async fn get_venue_code(&self, request: Request<proto::GetVenueCodeRequest>) -> Answer<proto::VenueCode> {
        edge::read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::ShowVenueCode, MeetingPlace(meeting)).await?;
            let shown = show(&mut visit, meeting).await?;
            wire::venue_code(shown, &self.public_url)
        })
        .await
    }

    async fn check_in(&self, request: Request<proto::CheckInRequest>) -> Answer<proto::CheckInResponse> {
        if let Some(answer) = self.by_lane(&request).await.map_err(edge::calls::status)? {
            return Ok(Response::new(answer));
        }
        let wrong_codes = Arc::clone(&self.wrong_codes);
        edge::write(&self.gate, request, |enter, input| async move {
            let arrival = wire::arrival(input)?;
            let mut visit = enter.to(Action::CheckIn, MeetingPlace(arrival.meeting)).await?;
            let done = check_in(&mut visit, &wrong_codes, &arrival).await?;
            visit.commit(wire::checked_in(done)).await
        })
        .await
    }

    async fn record_attendance(
        &self,
        request: Request<proto::RecordAttendanceRequest>,
    ) -> Answer<proto::RecordAttendanceResponse> {
        edge::write(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let dictated = wire::dictated(&wire::dictation_of(input))?;
            let mut visit = enter.to(Action::RecordAttendance, MeetingPlace(meeting)).await?;
            let row = record(&mut visit, meeting, dictated).await?;
            let answer = proto::RecordAttendanceResponse {
                attendance: Some(wire::row(row)),
            };
            visit.commit(answer).await
        })
        .await
    }

    async fn list_attendance(
        &self,
        request: Request<proto::ListAttendanceRequest>,
    ) -> Answer<proto::ListAttendanceResponse> {
        let language = Language::of(request.metadata().as_ref());
        edge::read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::ReadAttendance, MeetingPlace(meeting)).await?;
            Ok(wire::listing(list(&mut visit, meeting).await?, language))
        })
        .await
    }
}
