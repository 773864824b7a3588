//! Findings on the wire.

use super::types::{Count, Counted, Dismissal, Finding, Tally, Wanted};
use super::words::{Kind, Weight};
use crate::base::Id;
use crate::base::pages::{self, Listed};
use crate::base::secrets::Keys;
use sotay_proto::directory::v1 as proto;
use sotay_rest::wkt::Timestamp;

/// The name of the list that page tokens are bound to.
pub(super) const FINDINGS: &str = "directory.findings";

pub(super) fn wanted(request: &proto::ListFindingsRequest) -> Wanted {
    Wanted {
        kind: Kind::parse(request.kind().as_str_name()),
        dismissed: request.dismissed,
    }
}

pub(super) fn findings(keys: &Keys, listed: Listed<Finding>) -> proto::ListFindingsResponse {
    proto::ListFindingsResponse {
        next_page_token: pages::token(keys, FINDINGS, listed.next.as_deref()),
        findings: listed.rows.into_iter().map(finding).collect(),
    }
}

pub(super) fn finding(finding: Finding) -> proto::Finding {
    let is_about_member = finding.member.is_some();
    proto::Finding {
        id: finding.id.to_string(),
        kind: kind(finding.kind),
        weight: match finding.kind.weight() {
            Weight::Error => proto::finding::Weight::Error.into(),
            Weight::Warning => proto::finding::Weight::Warning.into(),
        },
        advice: finding.kind.advice(finding.elsewhere).to_owned(),
        organization: finding.organization.to_string(),
        organization_name: finding.organization_name,
        member: finding.member.map(|id| id.to_string()).unwrap_or_default(),
        member_name: if is_about_member {
            finding.name
        } else {
            String::new()
        },
        others: finding.others.iter().map(Id::to_string).collect(),
        elsewhere: finding.elsewhere,
        due_date: finding.due.map(|day| day.to_string()).unwrap_or_default(),
        counted: finding.counted.map(saturated),
        expected: finding.expected.map(saturated),
        dismissal: finding.dismissal.map(dismissal),
    }
}

pub(super) fn counts(counted: Counted) -> proto::CountFindingsResponse {
    let mut counts = counted.counts.into_iter().map(count);
    proto::CountFindingsResponse {
        reckon_time: counted.as_of.map(Timestamp::from),
        whole: counts.next(),
        parts: counts.collect(),
    }
}

fn count(count: Count) -> proto::FindingCount {
    proto::FindingCount {
        organization: count.part.id.to_string(),
        organization_name: count.part.name,
        members: saturated(count.part.members),
        official: saturated(count.part.official),
        probationary: saturated(count.part.probationary),
        tallies: count.tallies.into_iter().map(tally).collect(),
        withheld: count.withheld,
    }
}

fn tally(tally: Tally) -> proto::FindingTally {
    proto::FindingTally {
        kind: kind(tally.kind),
        findings: saturated(tally.findings),
    }
}

fn dismissal(dismissal: Dismissal) -> proto::FindingDismissal {
    proto::FindingDismissal {
        reason: dismissal.reason,
        dismissed_by: dismissal.by.to_string(),
        dismiss_time: Some(Timestamp::from(dismissal.at)),
    }
}

fn kind(kind: Kind) -> i32 {
    proto::finding::Kind::from_str_name(kind.name())
        .map(Into::into)
        .unwrap_or_default()
}

fn saturated(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_number_in_the_contract() {
        for kind in Kind::ALL {
            assert!(
                proto::finding::Kind::from_str_name(kind.name()).is_some(),
                "{kind:?}"
            );
        }
        for weight in [Weight::Error, Weight::Warning] {
            assert!(proto::finding::Weight::from_str_name(weight.name()).is_some());
        }
    }
}
