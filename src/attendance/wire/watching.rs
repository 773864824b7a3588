//! A watched meeting on the wire.

use super::{counts, row};
use crate::attendance::Row;
use crate::attendance::watch::Scene;
use sotay_proto::attendance::v1 as proto;
use sotay_proto::meetings::v1::meeting;

/// One event: how it stands, and the rows that are new.
pub(in crate::attendance) fn scene(scene: &Scene, rows: Vec<Row>) -> proto::WatchMeetingResponse {
    proto::WatchMeetingResponse {
        cursor: scene.mark.clone(),
        state: meeting::State::from(scene.state).into(),
        counts: Some(counts(scene.counts)),
        rows: rows.into_iter().map(row).collect(),
        time: Some(scene.at.into()),
    }
}
