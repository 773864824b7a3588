//! Attendance between the contract and the house, once for both transports.

mod by_hand;
mod paper;
mod presence;
mod sums;
mod watching;

pub(super) use by_hand::{
    amendment_of, dictated, dictation_of, dispute, many, outcomes, read_reason_kind, said,
};
pub(super) use paper::{keyed, keyed_in, sheet};
pub(super) use presence::presence;
pub(super) use watching::scene;

use super::{Amended, Arrival, Counts, Listing, Method, Outcome, Row, Shown, State, cards, qr, venue};
use crate::base::{Result, ids};
use crate::meetings::ReasonKind;
use sotay_proto::attendance::v1 as proto;
use sotay_rest::Language;

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

/// A card, with the QR to print.
pub(super) fn card(card: cards::Card) -> Result<proto::MemberCard> {
    Ok(proto::MemberCard {
        svg: qr::svg(&card.code)?,
        member: card.member.to_string(),
        name: card.name,
        code: card.code,
        issue_time: Some(card.issued_at.into()),
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
pub(super) fn listing(listing: Listing, language: Language) -> proto::ListAttendanceResponse {
    proto::ListAttendanceResponse {
        counts: Some(counts(listing.counts)),
        rows: listing.rows.into_iter().map(row).collect(),
        amended_counts: listing.amended_counts.map(counts),
        header: Some(sums::header(&listing.header, &listing.guests)),
        rate: Some(sums::rate(listing.rate, language)),
        late_additions: listing.late_additions.into_iter().map(Into::into).collect(),
    }
}

/// One member's row.
pub(super) fn row(row: Row) -> proto::Row {
    let mut wire = proto::Row {
        member: row.standing.member.to_string(),
        name: row.name,
        standing: Some(row.standing.into()),
        state: state(row.state).into(),
        left_time: row.left_at.map(Into::into),
        amendment: row.amended.map(amendment),
        ..proto::Row::default()
    };
    if let Some(word) = row.word {
        wire.method = method(word.method).into();
        wire.time = Some(word.occurred_at.into());
        wire.by = word.actor.to_string();
        wire.by_name = word.actor_name;
        wire.reason = word.reason;
        wire.reason_kind = reason_kind(word.reason_kind).into();
        if word.method != Method::ByReply {
            wire.event = word.event.to_string();
        }
    }
    wire
}

fn amendment(amended: Amended) -> proto::Amendment {
    proto::Amendment {
        state: state(amended.state).into(),
        event: amended.word.event.to_string(),
        reason: amended.word.reason,
        time: Some(amended.word.occurred_at.into()),
        by: amended.word.actor.to_string(),
        by_name: amended.word.actor_name,
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
        left_early: counts.left_early,
        guests: counts.guests,
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

pub(super) const fn reason_kind(kind: Option<ReasonKind>) -> proto::row::ReasonKind {
    match kind {
        None => proto::row::ReasonKind::Unspecified,
        Some(ReasonKind::Illness) => proto::row::ReasonKind::Illness,
        Some(ReasonKind::Work) => proto::row::ReasonKind::Work,
        Some(ReasonKind::Away) => proto::row::ReasonKind::Away,
        Some(ReasonKind::Family) => proto::row::ReasonKind::Family,
        Some(ReasonKind::Study) => proto::row::ReasonKind::Study,
        Some(ReasonKind::Other) => proto::row::ReasonKind::Other,
    }
}

const fn method(method: Method) -> proto::row::Method {
    match method {
        Method::VenueCode => proto::row::Method::VenueCode,
        Method::BySecretary => proto::row::Method::BySecretary,
        Method::ByReply => proto::row::Method::ByReply,
        Method::Offline => proto::row::Method::Offline,
        Method::Assisted => proto::row::Method::Assisted,
        Method::Paper => proto::row::Method::Paper,
        Method::Card => proto::row::Method::Card,
    }
}
