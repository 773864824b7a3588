//! Who was in the room, on the wire.

use crate::attendance::{Presence, Present};
use sotay_proto::attendance::v1 as proto;

/// A moment of a meeting.
pub(in crate::attendance) fn presence(presence: Presence) -> proto::GetPresenceResponse {
    proto::GetPresenceResponse {
        at_time: Some(presence.at.into()),
        present: presence.present,
        not_present: presence.not_present,
        rows: presence.rows.into_iter().map(row).collect(),
    }
}

fn row(row: Present) -> proto::PresenceRow {
    let stay = |stay: crate::attendance::decide::Stay| proto::Stay {
        from_time: Some(stay.from.into()),
        to_time: stay.to.map(Into::into),
    };
    proto::PresenceRow {
        member: row.member.to_string(),
        name: row.name,
        present: row.is_there,
        stays: row.stays.into_iter().map(stay).collect(),
    }
}
