//! The people of a meeting on the wire.

use super::missing;
use crate::base::{Id, Result, ids};
use crate::meetings::{Decided, Decision, Participant};
use sotay_proto::meetings::v1 as proto;

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
