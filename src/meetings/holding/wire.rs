//! How meetings are held, on the wire.

use super::{Afterwards, Capacity, Guest, LateAddition, NewGuest, Turn, TurnKind};
use crate::base::{Refused, Result, Text, Violation, ids};
use crate::meetings::wire;
use sotay_proto::meetings::v1::{self as proto, meeting_turn};

pub(in crate::meetings) fn afterwards(input: proto::RecordMeetingAfterwardsRequest) -> Result<Afterwards> {
    Ok(Afterwards {
        began: wire::required("startTime", input.start_time.as_ref())?,
        ended: wire::required("endTime", input.end_time.as_ref())?,
        reason: input.reason,
    })
}

pub(in crate::meetings) fn new_guest(input: proto::AddGuestRequest) -> Result<NewGuest> {
    Ok(NewGuest {
        capacity: capacity(input.capacity())?,
        member: (!input.member.is_empty())
            .then(|| ids::parse("member", &input.member))
            .transpose()?,
        name: input.name,
    })
}

fn capacity(given: proto::guest::Capacity) -> Result<Capacity> {
    use proto::guest::Capacity as Wire;
    match given {
        Wire::Superior => Ok(Capacity::Superior),
        Wire::Supervisor => Ok(Capacity::Supervisor),
        Wire::WorkingGroup => Ok(Capacity::WorkingGroup),
        Wire::ResidenceLink => Ok(Capacity::ResidenceLink),
        Wire::Invited => Ok(Capacity::Invited),
        Wire::Unspecified => Err(Refused::invalid(vec![Violation::new(
            "capacity",
            Text::new("Bắt buộc.", "Required."),
        )])
        .into()),
    }
}

impl From<Guest> for proto::Guest {
    fn from(guest: Guest) -> Self {
        let capacity = match guest.capacity {
            Capacity::Superior => proto::guest::Capacity::Superior,
            Capacity::Supervisor => proto::guest::Capacity::Supervisor,
            Capacity::WorkingGroup => proto::guest::Capacity::WorkingGroup,
            Capacity::ResidenceLink => proto::guest::Capacity::ResidenceLink,
            Capacity::Invited => proto::guest::Capacity::Invited,
        };
        Self {
            id: guest.id.to_string(),
            member: guest.member.map(|member| member.to_string()).unwrap_or_default(),
            name: guest.name,
            capacity: capacity.into(),
            add_time: Some(guest.added_at.into()),
            by: guest.added_by.to_string(),
            remove_time: guest.removed_at.map(Into::into),
            remove_reason: guest.removed_reason,
        }
    }
}

impl From<LateAddition> for proto::LateAddition {
    fn from(added: LateAddition) -> Self {
        Self {
            member: added.standing.member.to_string(),
            name: added.name,
            standing: Some(added.standing.into()),
            reason: added.reason,
            add_time: Some(added.at.into()),
            by: added.by.to_string(),
        }
    }
}

impl From<Turn> for proto::MeetingTurn {
    fn from(turn: Turn) -> Self {
        let kind = match turn.kind {
            TurnKind::Opened => meeting_turn::Kind::Opened,
            TurnKind::Closed => meeting_turn::Kind::Closed,
            TurnKind::ClosedByItself => meeting_turn::Kind::ClosedByItself,
            TurnKind::Reopened => meeting_turn::Kind::Reopened,
            TurnKind::RecordedAfterwards => meeting_turn::Kind::RecordedAfterwards,
        };
        Self {
            kind: kind.into(),
            time: Some(turn.at.into()),
            by: turn.by.map(|by| by.to_string()).unwrap_or_default(),
            by_name: turn.by_name,
            reason: turn.reason,
            start_time: Some(turn.began.into()),
            end_time: turn.ended.map(Into::into),
        }
    }
}
