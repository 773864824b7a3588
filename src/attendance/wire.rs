//! Attendance between the contract and the house, once for both transports.

use super::{Arrival, Counts, Dictated, Kind, Listing, Method, Outcome, Row, Shown, State, qr, venue};
use crate::base::{Refused, Result, Text, Violation, ids, text};
use crate::directory::Rostered;
use sotay_proto::attendance::v1 as proto;
use sotay_proto::directory::v1::{Standing, member, membership};

/// What the room shows, with the link that a camera without the app opens.
pub(super) fn venue_code(shown: Shown, public_url: &str) -> Result<proto::VenueCode> {
    let url = format!("{public_url}/c/{}", shown.code);
    Ok(proto::VenueCode {
        svg: qr::svg(&url)?,
        code: shown.code,
        short_code: shown.short_code,
        url,
        valid_until: Some(shown.valid_until.into()),
        step_seconds: venue::STEP_SECONDS,
    })
}

/// Reads a check-in.
pub(super) fn arrival(request: proto::CheckInRequest) -> Result<Arrival> {
    Ok(Arrival {
        meeting: ids::parse("meeting", &request.meeting)?,
        event: ids::parse("eventId", &request.event_id)?,
        code: request.code,
    })
}

/// Reads the secretary's word.
pub(super) fn dictated(request: &proto::RecordAttendanceRequest) -> Result<Dictated> {
    let (kind, late) = said(request.state())?;
    Ok(Dictated {
        event: ids::parse("eventId", &request.event_id)?,
        member: ids::parse("member", &request.member)?,
        kind,
        late,
        reason: text::tidy(&request.reason),
    })
}

/// What a check-in came to.
pub(super) fn checked_in((outcome, row): (Outcome, Row)) -> proto::CheckInResponse {
    let outcome = match outcome {
        Outcome::Recorded => proto::check_in_response::Outcome::Recorded,
        Outcome::AlreadyPresent => proto::check_in_response::Outcome::AlreadyPresent,
        Outcome::Pending => proto::check_in_response::Outcome::Pending,
    };
    proto::CheckInResponse {
        outcome: outcome.into(),
        attendance: Some(self::row(row)),
    }
}

/// Counts and rows of a meeting.
pub(super) fn listing(listing: Listing) -> proto::ListAttendanceResponse {
    proto::ListAttendanceResponse {
        counts: Some(counts(listing.counts)),
        rows: listing.rows.into_iter().map(row).collect(),
    }
}

/// One member's row.
pub(super) fn row(row: Row) -> proto::Row {
    let mut wire = proto::Row {
        member: row.standing.member.to_string(),
        name: row.name,
        standing: Some(standing(row.standing)),
        state: state(row.state).into(),
        ..proto::Row::default()
    };
    if let Some(word) = row.word {
        wire.method = method(word.method).into();
        wire.time = Some(word.occurred_at.into());
        wire.by = word.actor.to_string();
        wire.by_name = word.actor_name;
        wire.reason = word.reason;
    }
    wire
}

/// The states that a secretary may give, as a word.
fn said(state: proto::row::State) -> Result<(Kind, Option<bool>)> {
    use proto::row::State as Wire;
    match state {
        Wire::Present => Ok((Kind::Enter, Some(false))),
        Wire::Late => Ok((Kind::Enter, Some(true))),
        Wire::AbsentExcused => Ok((Kind::Excuse, None)),
        Wire::Absent => Ok((Kind::Absent, None)),
        Wire::Unspecified | Wire::Expected | Wire::Exempt | Wire::TemporarilyOut | Wire::Pending => {
            Err(Refused::invalid(vec![Violation::new(
                "state",
                Text::new(
                    "Chỉ ghi được PRESENT, LATE, ABSENT_EXCUSED hoặc ABSENT.",
                    "Must be PRESENT, LATE, ABSENT_EXCUSED or ABSENT.",
                ),
            )])
            .into())
        }
    }
}

fn counts(counts: Counts) -> proto::Counts {
    proto::Counts {
        expected: counts.expected,
        present: counts.present,
        late: counts.late,
        absent_excused: counts.absent_excused,
        absent: counts.absent,
        exempt: counts.exempt,
        temporarily_out: counts.temporarily_out,
        pending: counts.pending,
        // Guests stand on no roster, and nobody can be entered as one yet.
        guests: 0,
    }
}

fn standing(rostered: Rostered) -> Standing {
    let class = member::Class::from_str_name(rostered.class.name());
    let activity = member::Activity::from_str_name(rostered.activity.name());
    let relation = membership::Relation::from_str_name(rostered.relation.name());
    Standing {
        class: class.unwrap_or_default().into(),
        activity: activity.unwrap_or_default().into(),
        relation: relation.unwrap_or_default().into(),
    }
}

const fn state(state: State) -> proto::row::State {
    match state {
        State::Expected => proto::row::State::Expected,
        State::Present => proto::row::State::Present,
        State::Late => proto::row::State::Late,
        State::AbsentExcused => proto::row::State::AbsentExcused,
        State::Absent => proto::row::State::Absent,
        State::Exempt => proto::row::State::Exempt,
        State::TemporarilyOut => proto::row::State::TemporarilyOut,
        State::Pending => proto::row::State::Pending,
    }
}

const fn method(method: Method) -> proto::row::Method {
    match method {
        Method::VenueCode => proto::row::Method::VenueCode,
        Method::BySecretary => proto::row::Method::BySecretary,
    }
}
