//! Memberships on the wire.

use super::details::{Details, Warning, WarningKind};
use super::edit::Edit;
use super::ends::{End, EndKind, NewEnd};
use super::types::{Candidate, Link, NewLink, NewStanding, NewStay, Purpose, Record, Span, Stay, StayState};
use crate::base::pages::{self, Listed};
use crate::base::secrets::Keys;
use crate::base::{Refused, Result, Text, Violation, ids};
use crate::directory::wire::{day, not_a_day, optional, word, written};
use crate::directory::words::{Activity, Class, Exemption, ExemptionReason, Gender, Phone, Relation};
use chrono::NaiveDate;
use sotay_proto::directory::v1 as proto;
use sotay_rest::wkt::{FieldMask, Timestamp};

/// The name of the list that page tokens are bound to.
pub(super) const PROBATION: &str = "directory.probation";

/// Puts what is worked out about a member into the message.
pub(in crate::directory) fn described(message: proto::Member, details: Details) -> proto::Member {
    proto::Member {
        exemption_reason: optional(
            details.exemption_reason.map(ExemptionReason::name),
            proto::member::ExemptionReason::from_str_name,
        ),
        probation_due_date: written(details.probation_due),
        party_age: details.party_age.map(|age| proto::PartyAge {
            years: age.years,
            months: age.months,
            days: age.days,
        }),
        ended_date: written(details.ended_on),
        gender: optional(
            details.gender.map(Gender::name),
            proto::member::Gender::from_str_name,
        ),
        warnings: details.warnings.into_iter().map(warning).collect(),
        ..message
    }
}

pub(in crate::directory) fn new_standing(request: proto::SetStandingRequest) -> Result<NewStanding> {
    Ok(NewStanding {
        class: Class::parse(request.class().as_str_name()),
        activity: Activity::parse(request.activity().as_str_name()),
        exemption: Exemption::parse(request.exemption().as_str_name()),
        reason: ExemptionReason::parse(request.exemption_reason().as_str_name()),
        from: required("fromDate", &request.from_date)?,
        to: day("toDate", &request.to_date)?,
        decision_number: request.decision_number,
        decided_by: request.decided_by,
    })
}

pub(super) fn new_stay(request: proto::StartTemporaryStayRequest) -> Result<NewStay> {
    let purpose = match request.purpose() {
        proto::temporary_stay::Purpose::Work => Purpose::Work,
        proto::temporary_stay::Purpose::Study => Purpose::Study,
        proto::temporary_stay::Purpose::Unspecified => return Err(choose("purpose").into()),
    };
    Ok(NewStay {
        host: id("host", &request.host)?,
        host_name: request.host_name,
        purpose,
        from: required("fromDate", &request.from_date)?,
        to: required("toDate", &request.to_date)?,
        decision_number: request.decision_number,
    })
}

pub(super) fn new_link(request: proto::AddResidenceLinkRequest) -> Result<NewLink> {
    Ok(NewLink {
        organization: ids::parse("organization", &request.organization)?,
        from: day("fromDate", &request.from_date)?,
        decision_number: request.decision_number,
    })
}

pub(super) fn new_end(request: proto::EndMembershipRequest) -> Result<NewEnd> {
    let named = request.kind().as_str_name();
    let kind = EndKind::ALL.into_iter().find(|kind| kind.name() == named);
    Ok(NewEnd {
        kind: kind.ok_or_else(|| choose("kind"))?,
        day: required("day", &request.day)?,
        decision_number: request.decision_number,
        decided_by: request.decided_by,
    })
}

/// What the mask names, or without one what is given.
pub(super) fn edit(given: proto::MemberEdit, mask: Option<&FieldMask>) -> Result<Edit> {
    let named = |field: &str, is_given: bool| match mask.filter(|mask| !mask.paths.is_empty()) {
        Some(mask) => mask.paths.iter().any(|path| path == field),
        None => is_given,
    };
    let gender = Gender::parse(given.gender().as_str_name());
    let phone = Phone::parse(given.phone().as_str_name());
    let mut edit = Edit::default();
    if named("name", given.name.is_some()) {
        edit.name = Some(given.name.unwrap_or_default());
    }
    if named("birth_date", given.birth_date.is_some()) {
        edit.birth_date = Some(day("edit.birthDate", &given.birth_date.unwrap_or_default())?);
    }
    if named("birth_year", given.birth_year.is_some()) {
        edit.birth_year = Some(given.birth_year.and_then(|year| i16::try_from(year).ok()));
    }
    if named("gender", given.gender.is_some()) {
        edit.gender = Some(gender);
    }
    if named("joined_date", given.joined_date.is_some()) {
        edit.joined_date = Some(required(
            "edit.joinedDate",
            &given.joined_date.unwrap_or_default(),
        )?);
    }
    if named("official_date", given.official_date.is_some()) {
        let official = required("edit.officialDate", &given.official_date.unwrap_or_default())?;
        edit.official_date = Some(official);
    }
    if named("phone", given.phone.is_some()) {
        edit.phone = Some(phone.ok_or_else(|| choose("edit.phone"))?);
    }
    if named("citizen_id", given.citizen_id.is_some()) {
        edit.citizen_id = Some(given.citizen_id);
    }
    if named("card_number", given.card_number.is_some()) {
        edit.card_number = Some(given.card_number);
    }
    if named("phone_number", given.phone_number.is_some()) {
        edit.phone_number = Some(given.phone_number);
    }
    Ok(edit)
}

pub(super) fn history((spans, records): (Vec<Span>, Vec<Record>)) -> proto::ListStandingsResponse {
    proto::ListStandingsResponse {
        spans: spans.into_iter().map(span).collect(),
        records: records.into_iter().map(record).collect(),
    }
}

fn span(span: Span) -> proto::StandingSpan {
    let (relation, organization, name) = match span.relation {
        Some((relation, organization, name)) => (Some(relation), organization.to_string(), name),
        None => (None, String::new(), String::new()),
    };
    proto::StandingSpan {
        class: optional(span.class.map(Class::name), proto::member::Class::from_str_name),
        activity: optional(
            span.activity.map(Activity::name),
            proto::member::Activity::from_str_name,
        ),
        exemption: optional(
            span.exemption.map(Exemption::name),
            proto::member::Exemption::from_str_name,
        ),
        exemption_reason: optional(
            span.reason.map(ExemptionReason::name),
            proto::member::ExemptionReason::from_str_name,
        ),
        relation: optional(
            relation.map(Relation::name),
            proto::membership::Relation::from_str_name,
        ),
        organization,
        organization_name: name,
        from_date: written(span.from),
        to_date: written(span.to),
        record: span.record.map(|record| record.to_string()).unwrap_or_default(),
    }
}

fn record(record: Record) -> proto::MemberRecord {
    proto::MemberRecord {
        id: record.id.to_string(),
        what: word(&record.what, proto::member_record::What::from_str_name),
        day: record.day.to_string(),
        decision_number: record.decision_number,
        decided_by: record.decided_by,
        decided_by_organization: text(record.decided_by_organization),
        recorded_by: text(record.recorded_by),
        recorded_by_name: record.recorded_by_name,
        record_time: Some(Timestamp::from(record.recorded_at)),
        note: record.note,
    }
}

pub(super) fn probation(keys: &Keys, listed: Listed<Candidate>) -> proto::ListProbationResponse {
    proto::ListProbationResponse {
        next_page_token: pages::token(keys, PROBATION, listed.next.as_deref()),
        candidates: listed.rows.into_iter().map(candidate).collect(),
    }
}

fn candidate(candidate: Candidate) -> proto::list_probation_response::Candidate {
    proto::list_probation_response::Candidate {
        member: candidate.member.to_string(),
        name: candidate.name,
        organization: candidate.organization.to_string(),
        organization_name: candidate.organization_name,
        joined_date: candidate.joined_date.to_string(),
        due_date: candidate.due.to_string(),
        overdue_days: candidate.overdue_days,
    }
}

pub(super) fn stay(stay: Stay) -> proto::TemporaryStay {
    let purpose = match stay.purpose {
        Purpose::Work => proto::temporary_stay::Purpose::Work,
        Purpose::Study => proto::temporary_stay::Purpose::Study,
    };
    let state = match stay.state {
        StayState::Sent => proto::temporary_stay::State::Sent,
        StayState::Lasting => proto::temporary_stay::State::Lasting,
        StayState::Ended => proto::temporary_stay::State::Ended,
    };
    proto::TemporaryStay {
        id: stay.id.to_string(),
        member: stay.member.to_string(),
        member_name: stay.member_name,
        home: stay.home.to_string(),
        home_name: stay.home_name,
        host: text(stay.host),
        host_name: stay.host_name,
        purpose: purpose.into(),
        state: state.into(),
        from_date: written(stay.from),
        to_date: written(stay.to),
        warnings: stay.warnings.into_iter().map(warning).collect(),
    }
}

pub(super) fn link(link: Link) -> proto::ResidenceLink {
    proto::ResidenceLink {
        id: link.id.to_string(),
        member: link.member.to_string(),
        organization: link.organization.to_string(),
        from_date: written(link.from),
        to_date: written(link.to),
    }
}

pub(super) fn end(end: End) -> proto::MembershipEnd {
    proto::MembershipEnd {
        member: end.member.to_string(),
        kind: word(end.kind.name(), proto::membership_end::Kind::from_str_name),
        day: end.day.to_string(),
        undone: end.undone,
    }
}

fn warning(warning: Warning) -> proto::Warning {
    let kind = match warning.kind {
        WarningKind::ProbationShort => proto::warning::Kind::ProbationShort,
        WarningKind::StayShort => proto::warning::Kind::StayShort,
        WarningKind::StayLong => proto::warning::Kind::StayLong,
    };
    proto::Warning {
        kind: kind.into(),
        source: warning.source,
    }
}

fn id(field: &str, given: &str) -> Result<Option<crate::base::Id>> {
    if given.is_empty() {
        return Ok(None);
    }
    Ok(Some(ids::parse(field, given)?))
}

pub(super) fn required(field: &str, given: &str) -> Result<NaiveDate, Refused> {
    day(field, given)?.ok_or_else(|| not_a_day(field))
}

fn text(id: Option<crate::base::Id>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

fn choose(field: &str) -> Refused {
    let text = Text::new("Hãy chọn một giá trị.", "Choose a value.");
    Refused::invalid(vec![Violation::new(field, text)])
}
