//! Rules and what they find, on the wire.

use super::missing;
use crate::base::{Refused, Result, Text, Violation};
use crate::meetings::findings::{self, Finding, Found};
use crate::meetings::rules::Setting;
use crate::regulations::{InForce, Rule};
use chrono::NaiveDate;
use sotay_proto::meetings::v1::{self as proto, finding::Kind, rule_in_force::Rule as Wire};
use sotay_rest::Language;

/// The rules of the contract.
const RULES: [(Rule, Wire); 14] = [
    (Rule::RegularMinutes, Wire::RegularMinutes),
    (Rule::CombinedMinutes, Wire::CombinedMinutes),
    (Rule::PapersDaysBefore, Wire::PapersDaysBefore),
    (Rule::NoticeDaysBefore, Wire::NoticeDaysBefore),
    (Rule::AgendaOverrunMinutes, Wire::AgendaOverrunMinutes),
    (Rule::RegularPerMonth, Wire::RegularPerMonth),
    (Rule::ThematicPerQuarter, Wire::ThematicPerQuarter),
    (Rule::CommitteePerMonth, Wire::CommitteePerMonth),
    (Rule::CommitteeMeetsBefore, Wire::CommitteeMeetsBefore),
    (Rule::CommitteeFromOfficial, Wire::CommitteeFromOfficial),
    (Rule::ThematicJoinsRegularOnly, Wire::ThematicJoinsRegularOnly),
    (Rule::MajorityPercent, Wire::MajorityPercent),
    (Rule::QuorumPercent, Wire::QuorumPercent),
    (Rule::OfficialLeast, Wire::OfficialLeast),
];

/// A day that may be left out.
pub(in crate::meetings) fn day(field: &str, given: &str) -> Result<Option<NaiveDate>> {
    if given.is_empty() {
        return Ok(None);
    }
    let read = given.parse().map_err(|_malformed| {
        let text = Text::new("Phải là ngày dạng YYYY-MM-DD.", "Must be a day as YYYY-MM-DD.");
        Refused::invalid(vec![Violation::new(field, text)])
    })?;
    Ok(Some(read))
}

pub(in crate::meetings) fn setting(input: &proto::SetRuleRequest) -> Result<Setting> {
    let named = RULES.iter().find(|(_, wire)| *wire == input.rule());
    Ok(Setting {
        rule: named.map(|(rule, _)| *rule).ok_or_else(|| missing("rule"))?,
        value: input.value,
        source: input.source.clone(),
        from: day("fromDate", &input.from_date)?,
    })
}

pub(in crate::meetings) fn rule((rule, in_force): (Rule, InForce)) -> proto::RuleInForce {
    let named = RULES.iter().find(|(known, _)| *known == rule);
    proto::RuleInForce {
        rule: named.map_or(Wire::Unspecified, |(_, wire)| *wire).into(),
        value: in_force.value,
        source: in_force.source,
        since: in_force.since.map(|day| day.to_string()).unwrap_or_default(),
        organization: in_force.organization.map(|id| id.to_string()).unwrap_or_default(),
    }
}

/// Findings in the language of the caller.
pub(in crate::meetings) fn findings(
    found: Vec<Found>,
    language: Language,
) -> proto::ListMeetingFindingsResponse {
    let finding = |found: Found| proto::Finding {
        kind: kind(found.finding).into(),
        text: findings::text(&found).of(language).to_owned(),
        is: i32::try_from(found.is).unwrap_or(i32::MAX),
        rule: Some(rule((found.rule, found.in_force))),
    };
    proto::ListMeetingFindingsResponse {
        findings: found.into_iter().map(finding).collect(),
    }
}

const fn kind(finding: Finding) -> Kind {
    match finding {
        Finding::PlannedTooShort => Kind::PlannedTooShort,
        Finding::HeldTooShort => Kind::HeldTooShort,
        Finding::AgendaTooLong => Kind::AgendaTooLong,
        Finding::PapersLate => Kind::PapersLate,
        Finding::NoticeLate => Kind::NoticeLate,
        Finding::ThematicJoined => Kind::ThematicJoined,
        Finding::ThematicIsNoRegular => Kind::ThematicIsNoRegular,
        Finding::NoRegularThisMonth => Kind::NoRegularThisMonth,
        Finding::NoThematicThisQuarter => Kind::NoThematicThisQuarter,
        Finding::CommitteeNotBefore => Kind::CommitteeNotBefore,
        Finding::NoCommittee => Kind::NoCommittee,
        Finding::TooFewOfficial => Kind::TooFewOfficial,
    }
}
