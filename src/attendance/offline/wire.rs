//! What phones send, on the wire.

use super::{Doubt, Kit, Received, Sent, Sort, Told, decide};
use crate::attendance::wire::{read_reason_kind, reason_kind};
use crate::attendance::{Outcome, Refusal, venue};
use crate::base::{Id, Refused, Result, Text, Violation, ids, text};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use sotay_proto::attendance::v1::{self as proto, upload_result, uploaded_event};
use sotay_rest::Language;

/// Characters of a code that are kept.
const LONGEST_CODE: usize = 200;
/// Characters of a reason that are kept.
const LONGEST_REASON: usize = 500;

/// Reads one event; what is wrong with it concerns no other.
pub(in crate::attendance) fn sent(event: &proto::UploadedEvent) -> Result<Sent, Refused> {
    let sort = sort(event.kind())?;
    let optional = |field: &str, value: &str| -> Result<Option<Id>, Refused> {
        (!value.is_empty()).then(|| ids::parse(field, value)).transpose()
    };
    let reason = text::tidy(&event.reason);
    if reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::ReasonTooLong.refused());
    }
    let code = event.code.trim();
    if code.chars().count() > LONGEST_CODE || code.contains('\0') {
        return Err(wrong(
            "code",
            "Mã dài quá 200 ký tự.",
            "Longer than 200 characters.",
        ));
    }
    let refers_to = optional("refersTo", &event.refers_to)?;
    if (sort == Sort::Void) != refers_to.is_some() {
        return Err(wrong(
            "refersTo",
            "VOID, và chỉ VOID, cần ghi mã sự kiện bị hủy.",
            "VOID, and no other, names what it takes back.",
        ));
    }
    let (claimed_at, corrected_at) = moments(event)?;
    Ok(Sent {
        event: ids::parse("eventId", &event.event_id)?,
        meeting: ids::parse("meeting", &event.meeting)?,
        member: optional("member", &event.member)?.filter(|_| sort.is_about_somebody()),
        sort,
        refers_to,
        code: code.to_owned(),
        claimed_at,
        offset_ms: event.clock_offset_ms,
        corrected_at,
        reason,
        reason_kind: read_reason_kind(event.reason_kind()),
    })
}

/// When it happened by the clock of the phone, and by that clock put right; as finely as is kept.
fn moments(event: &proto::UploadedEvent) -> Result<(DateTime<Utc>, DateTime<Utc>), Refused> {
    let claimed = event
        .occurred_time
        .as_ref()
        .and_then(sotay_rest::wkt::Timestamp::time)
        .map(|claimed| claimed.trunc_subsecs(6))
        .ok_or_else(|| wrong("occurredTime", "Thời điểm không hợp lệ.", "Not a moment in time."))?;
    let corrected = TimeDelta::try_milliseconds(event.clock_offset_ms)
        .and_then(|offset| claimed.checked_add_signed(offset))
        .filter(|corrected| is_keepable(*corrected) && is_keepable(claimed))
        .ok_or_else(|| {
            wrong(
                "clockOffsetMs",
                "Độ lệch đồng hồ không hợp lệ.",
                "No clock is so wrong.",
            )
        })?;
    Ok((claimed, corrected))
}

/// Between the years that anything here can be about.
fn is_keepable(moment: DateTime<Utc>) -> bool {
    (0..4_102_444_800).contains(&moment.timestamp())
}

fn sort(kind: uploaded_event::Kind) -> Result<Sort, Refused> {
    match kind {
        uploaded_event::Kind::Enter => Ok(Sort::Enter),
        uploaded_event::Kind::Leave => Ok(Sort::Leave),
        uploaded_event::Kind::Excuse => Ok(Sort::Excuse),
        uploaded_event::Kind::Absent => Ok(Sort::Absent),
        uploaded_event::Kind::Void => Ok(Sort::Void),
        uploaded_event::Kind::Open => Ok(Sort::Open),
        uploaded_event::Kind::Close => Ok(Sort::Close),
        uploaded_event::Kind::Unspecified => {
            Err(wrong("kind", "Cần ghi loại sự kiện.", "Say what happened."))
        }
    }
}

fn wrong(field: &str, vi: &'static str, en: &'static str) -> Refused {
    Refused::invalid(vec![Violation::new(field, Text::new(vi, en))])
}

/// What became of an upload.
pub(in crate::attendance) fn results(
    events: Vec<proto::UploadedEvent>,
    told: Vec<Told>,
    language: Language,
) -> proto::UploadCheckInsResponse {
    let results = events
        .into_iter()
        .zip(told)
        .map(|(event, told)| result(event.event_id, told, language));
    proto::UploadCheckInsResponse {
        results: results.collect(),
    }
}

fn result(event_id: String, told: Told, language: Language) -> proto::UploadResult {
    match told {
        Ok(taken) => {
            let outcome = match taken.outcome {
                Outcome::Recorded => upload_result::Outcome::Recorded,
                Outcome::AlreadyPresent => upload_result::Outcome::AlreadyPresent,
                Outcome::Pending => upload_result::Outcome::Pending,
            };
            let doubt = taken.doubts.first();
            proto::UploadResult {
                event_id,
                outcome: outcome.into(),
                reason: doubt.map(|doubt| doubt.name().to_owned()).unwrap_or_default(),
                message: doubt
                    .map(|doubt| doubt.text().of(language).to_owned())
                    .unwrap_or_default(),
                reasons: taken.doubts.iter().map(|doubt| reason(*doubt).into()).collect(),
                amendment: taken.is_amendment,
                field: String::new(),
            }
        }
        Err(refused) => {
            let violation = refused.fields.first();
            let words = violation.map_or(&refused.text, |violation| &violation.text);
            proto::UploadResult {
                event_id,
                outcome: upload_result::Outcome::Refused.into(),
                reason: refused.code.to_owned(),
                message: words.of(language).to_owned(),
                field: violation
                    .map(|violation| violation.field.clone())
                    .unwrap_or_default(),
                ..proto::UploadResult::default()
            }
        }
    }
}

/// What came in about a meeting.
pub(in crate::attendance) fn listing(received: Vec<Received>) -> proto::ListUploadsResponse {
    proto::ListUploadsResponse {
        events: received.into_iter().map(event).collect(),
    }
}

fn event(received: Received) -> proto::ReceivedEvent {
    let id = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
    proto::ReceivedEvent {
        event: received.event.to_string(),
        kind: kind(received.sort).into(),
        member: id(received.member),
        member_name: received.member_name,
        sender: received.sender.to_string(),
        sender_name: received.sender_name,
        refers_to: id(received.refers_to),
        reason: received.reason,
        reason_kind: reason_kind(received.reason_kind).into(),
        claimed_time: Some(received.claimed_at.into()),
        clock_offset_ms: received.offset_ms,
        shown_time: received.shown_at.map(Into::into),
        time: Some(received.at.into()),
        receive_time: Some(received.received_at.into()),
        reasons: received
            .doubts
            .iter()
            .map(|doubt| reason(*doubt).into())
            .collect(),
        pending: received.waits,
    }
}

/// The kit of a meeting. Links in the QR begin with `public_url`.
pub(in crate::attendance) fn kit(kit: Kit, public_url: &str) -> proto::MeetingKit {
    let member = |(standing, name): (crate::directory::Rostered, String)| proto::KitMember {
        member: standing.member.to_string(),
        name,
        standing: Some(standing.into()),
    };
    proto::MeetingKit {
        meeting: kit.meeting.to_string(),
        title: kit.title,
        place: kit.place,
        start_time: Some(kit.starts_at.into()),
        end_time: Some(kit.ends_at.into()),
        late_after: Some(kit.late_after.into()),
        roster: kit.roster.into_iter().map(member).collect(),
        frozen: kit.is_frozen,
        seed: kit.seed.to_vec(),
        codes: Some(proto::KitCodes {
            step_seconds: venue::STEP_SECONDS,
            fresh_steps_behind: venue::FRESH_BEHIND,
            fresh_steps_ahead: venue::FRESH_AHEAD,
            old_steps_behind: venue::OLD_BEHIND,
            link: format!("{public_url}/c/"),
        }),
        earliest_opening: Some(kit.earliest_opening.into()),
        upload_hours: i32::try_from(decide::UPLOAD_HOURS).unwrap_or(i32::MAX),
        sealing_hours: kit.sealing_hours,
        server_time: Some(kit.now.into()),
    }
}

const fn kind(sort: Sort) -> uploaded_event::Kind {
    match sort {
        Sort::Open => uploaded_event::Kind::Open,
        Sort::Close => uploaded_event::Kind::Close,
        Sort::Enter => uploaded_event::Kind::Enter,
        Sort::Leave => uploaded_event::Kind::Leave,
        Sort::Excuse => uploaded_event::Kind::Excuse,
        Sort::Absent => uploaded_event::Kind::Absent,
        Sort::Void => uploaded_event::Kind::Void,
    }
}

const fn reason(doubt: Doubt) -> upload_result::Reason {
    match doubt {
        Doubt::PlaceUnknown => upload_result::Reason::PlaceUnknown,
        Doubt::NotAnOfficer => upload_result::Reason::NotAnOfficer,
        Doubt::NotOpen => upload_result::Reason::NotOpen,
        Doubt::NotOnRoster => upload_result::Reason::NotOnRoster,
        Doubt::TargetUnknown => upload_result::Reason::TargetUnknown,
        Doubt::TimeRefused => upload_result::Reason::TimeRefused,
        Doubt::CodeWrong => upload_result::Reason::CodeWrong,
        Doubt::NoCode => upload_result::Reason::NoCode,
        Doubt::BeforeCode => upload_result::Reason::BeforeCode,
        Doubt::LongAfterCode => upload_result::Reason::LongAfterCode,
        Doubt::SaidByAnother => upload_result::Reason::SaidByAnother,
        Doubt::Late => upload_result::Reason::Late,
        Doubt::ClockAhead => upload_result::Reason::ClockAhead,
        Doubt::OutOfTime => upload_result::Reason::OutOfTime,
        Doubt::OnlyNotBefore => upload_result::Reason::OnlyNotBefore,
    }
}
