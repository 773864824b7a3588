//! The people of a meeting on the wire.

use super::{answer, missing};
use crate::base::{Id, Result, ids};
use crate::meetings::{Decided, Decision, Participant, ReasonKind, Said, Settlement, Which};
use sotay_proto::meetings::v1::{self as proto, reply::ReasonKind as WireKind};

/// Ids of members in a list; the field is named with the place in it.
pub(in crate::meetings) fn members(field: &str, given: &[String]) -> Result<Vec<Id>> {
    let read = |(index, id): (usize, &String)| Ok(ids::parse(&format!("{field}[{index}]"), id)?);
    given.iter().enumerate().map(read).collect()
}

/// A member who may be left out.
pub(in crate::meetings) fn member(field: &str, given: &str) -> Result<Option<Id>> {
    if given.is_empty() {
        return Ok(None);
    }
    Ok(Some(ids::parse(field, given)?))
}

pub(in crate::meetings) fn decision(given: proto::reply::Decision) -> Result<Decision> {
    use proto::reply::Decision as Wire;
    match given {
        Wire::Accepted => Ok(Decision::Accepted),
        Wire::Declined => Ok(Decision::Declined),
        Wire::Unspecified => Err(missing("decision").into()),
    }
}

/// What was decided about a reply, the rest left empty.
pub(super) fn decided(decided: Option<Decided>) -> proto::Reply {
    let Some(decided) = decided else {
        return proto::Reply::default();
    };
    let decision = match decided.decision {
        Decision::Accepted => proto::reply::Decision::Accepted,
        Decision::Declined => proto::reply::Decision::Declined,
    };
    proto::Reply {
        decision: decision.into(),
        decision_reason: decided.reason,
        decide_time: Some(decided.at.into()),
        decided_by: decided.by.to_string(),
        decided_by_name: decided.by_name,
        ..proto::Reply::default()
    }
}

impl From<Participant> for proto::Participant {
    fn from(participant: Participant) -> Self {
        Self {
            member: participant.member.to_string(),
            member_name: participant.name,
        }
    }
}

/// What a member says to a call.
pub(in crate::meetings) fn said(input: proto::ReplyToMeetingRequest) -> Result<Said> {
    Ok(Said {
        answer: answer(input.reply())?,
        kind: KINDS
            .iter()
            .find(|(_, wire)| *wire == input.reason_kind())
            .map(|(kind, _)| *kind),
        reason: input.reason,
    })
}

/// The kinds of reason of the contract.
const KINDS: [(ReasonKind, WireKind); 6] = [
    (ReasonKind::Illness, WireKind::Illness),
    (ReasonKind::Work, WireKind::Work),
    (ReasonKind::Away, WireKind::Away),
    (ReasonKind::Family, WireKind::Family),
    (ReasonKind::Study, WireKind::Study),
    (ReasonKind::Other, WireKind::Other),
];

pub(super) fn reason_kind(kind: Option<ReasonKind>) -> WireKind {
    KINDS
        .iter()
        .find(|(known, _)| Some(*known) == kind)
        .map_or(WireKind::Unspecified, |(_, wire)| *wire)
}

pub(in crate::meetings) fn settlement(given: proto::agenda_item::Settlement) -> Result<Settlement> {
    use proto::agenda_item::Settlement as Wire;
    match given {
        Wire::Done => Ok(Settlement::Done),
        Wire::CarriedOver => Ok(Settlement::CarriedOver),
        Wire::Unspecified => Err(missing("settlement").into()),
    }
}

pub(super) const fn settled(settled: Option<Settlement>) -> proto::agenda_item::Settlement {
    use proto::agenda_item::Settlement as Wire;
    match settled {
        None => Wire::Unspecified,
        Some(Settlement::Done) => Wire::Done,
        Some(Settlement::CarriedOver) => Wire::CarriedOver,
    }
}

/// Whose replies are asked for; unspecified means everybody's.
pub(in crate::meetings) const fn which(given: proto::list_replies_request::Which) -> Option<Which> {
    use proto::list_replies_request::Which as Wire;
    match given {
        Wire::Unspecified => None,
        Wire::Silent => Some(Which::Silent),
        Wire::Unseen => Some(Which::Unseen),
        Wire::WillAttend => Some(Which::WillAttend),
        Wire::AskAbsence => Some(Which::AskAbsence),
        Wire::Undecided => Some(Which::Undecided),
    }
}
