//! Differences on the wire.

use super::settle::Side;
use super::{Field, Shown};
use crate::base::pages::{self, Listed};
use crate::base::secrets::Keys;
use crate::base::{Refused, Result, Text, Violation};
use chrono::{DateTime, Utc};
use sotay_proto::directory::v1 as proto;
use sotay_rest::wkt::Timestamp;

/// The name of the list that page tokens are bound to.
pub(super) const DIFFERENCES: &str = "directory.master_differences";

pub(super) fn differences(
    keys: &Keys,
    listed: Listed<Shown>,
    syncs: Vec<(String, String, DateTime<Utc>)>,
) -> proto::ListDifferencesResponse {
    proto::ListDifferencesResponse {
        next_page_token: pages::token(keys, DIFFERENCES, listed.next.as_deref()),
        differences: listed.rows.into_iter().map(difference).collect(),
        syncs: syncs.into_iter().map(sync).collect(),
    }
}

pub(super) fn difference(shown: Shown) -> proto::Difference {
    proto::Difference {
        id: shown.id.to_string(),
        field: field(shown.field),
        member: shown.member.map(|id| id.to_string()).unwrap_or_default(),
        member_name: shown.name,
        organization: shown.organization.map(|id| id.to_string()).unwrap_or_default(),
        organization_name: shown.organization_name,
        ours: shown.ours,
        theirs: shown.theirs,
        source: shown.source,
        external_id: shown.external_id,
        version: shown.version,
        find_time: Some(Timestamp::from(shown.found_at)),
        settled: shown
            .settled
            .as_deref()
            .and_then(proto::difference::Side::from_str_name)
            .map(Into::into)
            .unwrap_or_default(),
    }
}

pub(super) fn side(request: &proto::SettleDifferenceRequest) -> Result<Side> {
    match request.side() {
        proto::difference::Side::Ours => Ok(Side::Ours),
        proto::difference::Side::Theirs => Ok(Side::Theirs),
        proto::difference::Side::Unspecified | proto::difference::Side::Gone => {
            let text = Text::new("Hãy chọn OURS hoặc THEIRS.", "Choose OURS or THEIRS.");
            Err(Refused::invalid(vec![Violation::new("side", text)]).into())
        }
    }
}

fn sync((source, version, at): (String, String, DateTime<Utc>)) -> proto::MasterSync {
    proto::MasterSync {
        source,
        version,
        sync_time: Some(Timestamp::from(at)),
    }
}

fn field(field: Field) -> i32 {
    proto::difference::Field::from_str_name(field.name())
        .map(Into::into)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_number_in_the_contract() {
        for field in Field::ALL {
            assert!(
                proto::difference::Field::from_str_name(field.name()).is_some(),
                "{field:?}"
            );
        }
        for side in ["OURS", "THEIRS", "GONE"] {
            assert!(proto::difference::Side::from_str_name(side).is_some(), "{side}");
        }
    }
}
