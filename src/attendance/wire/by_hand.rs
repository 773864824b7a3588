//! The secretary's words on the wire.

use super::{method, reason_kind, row};
use crate::attendance::{Answered, Dictated, Disposition, Dispute, Kind, Method, Refusal, Row, Said};
use crate::base::{Refused, Result, Text, Violation, ids, text};
use crate::meetings::ReasonKind;
use sotay_proto::attendance::v1::{self as proto, attendance_dispute, attendance_event, dictation_outcome};
use sotay_rest::Language;

/// Characters of a reason that are kept.
const LONGEST_REASON: usize = 500;

/// One word as a row of many.
pub(in crate::attendance) fn dictation_of(request: proto::RecordAttendanceRequest) -> proto::Dictation {
    proto::Dictation {
        member: request.member,
        state: request.state,
        reason: request.reason,
        event_id: request.event_id,
        reason_kind: request.reason_kind,
        left_time: request.left_time,
    }
}

/// An amendment as a row of many.
pub(in crate::attendance) fn amendment_of(request: proto::AmendAttendanceRequest) -> proto::Dictation {
    proto::Dictation {
        member: request.member,
        state: request.state,
        reason: request.reason,
        event_id: request.event_id,
        reason_kind: request.reason_kind,
        left_time: request.left_time,
    }
}

/// Reads the secretary's word.
pub(in crate::attendance) fn dictated(dictation: &proto::Dictation) -> Result<Dictated, Refused> {
    let (kind, late) = spoken(dictation.state())?;
    let reason = text::tidy(&dictation.reason);
    if reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::ReasonTooLong.refused());
    }
    let left_at = dictation
        .left_time
        .as_ref()
        .map(|given| given.time().ok_or_else(|| Refusal::LeftTime.refused()))
        .transpose()?;
    Ok(Dictated {
        event: ids::parse("eventId", &dictation.event_id)?,
        member: ids::parse("member", &dictation.member)?,
        kind,
        method: Method::BySecretary,
        late,
        reason,
        reason_kind: read_reason_kind(dictation.reason_kind()),
        left_at,
    })
}

/// Many words, each read apart from the others.
pub(in crate::attendance) fn many(rows: &[proto::Dictation]) -> Vec<Result<Dictated, Refused>> {
    rows.iter().map(dictated).collect()
}

/// What became of many rows.
pub(in crate::attendance) fn outcomes(
    rows: Vec<proto::Dictation>,
    outcomes: Vec<Result<Row, Refused>>,
    language: Language,
) -> proto::RecordManyAttendancesResponse {
    let told = |(row, told): (proto::Dictation, Result<Row, Refused>)| outcome(row.event_id, told, language);
    proto::RecordManyAttendancesResponse {
        outcomes: rows.into_iter().zip(outcomes).map(told).collect(),
    }
}

/// What became of one row.
pub(super) fn outcome(
    event_id: String,
    told: Result<Row, Refused>,
    language: Language,
) -> proto::DictationOutcome {
    match told {
        Ok(recorded) => proto::DictationOutcome {
            event_id,
            outcome: dictation_outcome::Outcome::Recorded.into(),
            attendance: Some(row(recorded)),
            ..proto::DictationOutcome::default()
        },
        Err(refused) => {
            let violation = refused.fields.first();
            let words = violation.map_or(&refused.text, |violation| &violation.text);
            proto::DictationOutcome {
                event_id,
                outcome: dictation_outcome::Outcome::Refused.into(),
                code: refused.code.to_owned(),
                message: words.of(language).to_owned(),
                field: violation
                    .map(|violation| violation.field.clone())
                    .unwrap_or_default(),
                attendance: None,
            }
        }
    }
}

/// What was said of a member.
pub(in crate::attendance) fn said(said: Vec<Said>) -> proto::ListAttendanceEventsResponse {
    proto::ListAttendanceEventsResponse {
        events: said.into_iter().map(event).collect(),
    }
}

fn event(said: Said) -> proto::AttendanceEvent {
    let word = said.word;
    proto::AttendanceEvent {
        id: word.event.to_string(),
        kind: kind(word.kind).into(),
        method: method(word.method).into(),
        time: Some(word.occurred_at.into()),
        by: word.actor.to_string(),
        by_name: word.actor_name,
        reason: word.reason,
        reason_kind: reason_kind(word.reason_kind).into(),
        left_time: word.left_at.map(Into::into),
        pending: word.disposition == Disposition::Pending,
        confirmed: said.is_confirmed,
        voided: said.is_void,
        refers_to: word.refers_to.map(|id| id.to_string()).unwrap_or_default(),
        amendment: word.is_amendment,
        dispute: said.dispute.map(dispute),
    }
}

/// What a member said against a word, and the answer.
pub(in crate::attendance) fn dispute(dispute: Dispute) -> proto::AttendanceDispute {
    let mut wire = proto::AttendanceDispute {
        event: dispute.event.to_string(),
        reason: dispute.reason,
        time: Some(dispute.at.into()),
        ..proto::AttendanceDispute::default()
    };
    if let Some(answer) = dispute.answer {
        let answered = match answer.answered {
            Answered::Upheld => attendance_dispute::Answer::Upheld,
            Answered::Voided => attendance_dispute::Answer::Voided,
        };
        wire.answer = answered.into();
        wire.answer_reason = answer.reason;
        wire.answer_time = Some(answer.at.into());
        wire.answered_by = answer.by.to_string();
        wire.answered_by_name = answer.by_name;
    }
    wire
}

/// The states that a secretary may give, as a word.
fn spoken(state: proto::row::State) -> Result<(Kind, Option<bool>), Refused> {
    use proto::row::State as Wire;
    match state {
        Wire::Present => Ok((Kind::Enter, Some(false))),
        Wire::Late => Ok((Kind::Enter, Some(true))),
        Wire::LeftEarly => Ok((Kind::Leave, None)),
        Wire::AbsentExcused => Ok((Kind::Excuse, None)),
        Wire::Absent => Ok((Kind::Absent, None)),
        Wire::Unspecified | Wire::Expected | Wire::Exempt | Wire::TemporarilyOut | Wire::Pending => {
            Err(Refused::invalid(vec![Violation::new(
                "state",
                Text::new(
                    "Chỉ ghi được PRESENT, LATE, ABSENT_EXCUSED, ABSENT hoặc LEFT_EARLY.",
                    "Must be PRESENT, LATE, ABSENT_EXCUSED, ABSENT or LEFT_EARLY.",
                ),
            )]))
        }
    }
}

pub(in crate::attendance) const fn read_reason_kind(kind: proto::row::ReasonKind) -> Option<ReasonKind> {
    match kind {
        proto::row::ReasonKind::Unspecified => None,
        proto::row::ReasonKind::Illness => Some(ReasonKind::Illness),
        proto::row::ReasonKind::Work => Some(ReasonKind::Work),
        proto::row::ReasonKind::Away => Some(ReasonKind::Away),
        proto::row::ReasonKind::Family => Some(ReasonKind::Family),
        proto::row::ReasonKind::Study => Some(ReasonKind::Study),
        proto::row::ReasonKind::Other => Some(ReasonKind::Other),
    }
}

const fn kind(kind: Kind) -> attendance_event::Kind {
    match kind {
        Kind::Enter => attendance_event::Kind::Enter,
        Kind::Leave => attendance_event::Kind::Leave,
        Kind::Excuse => attendance_event::Kind::Excuse,
        Kind::Absent => attendance_event::Kind::Absent,
        Kind::Void => attendance_event::Kind::Void,
        Kind::Confirm => attendance_event::Kind::Confirm,
    }
}
