//! The rules that meetings of an organisation are held to, and the numbers that committees set themselves.

use super::{RuleRefusal, findings, reading};
use crate::access::Visit;
use crate::base::Result;
use crate::regulations::{self, InForce, NewNumber, Rule};
use chrono::NaiveDate;

/// A number that a committee sets for itself and for those below.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Which rule.
    pub rule: Rule,
    /// What it says.
    pub value: i32,
    /// The decision it stands in.
    pub source: String,
    /// From which day on; today when absent.
    pub from: Option<NaiveDate>,
}

/// The rules in force on a day, in the order of the contract.
pub async fn rules(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Vec<(Rule, InForce)>> {
    let (organization, day) = (visit.organization()?, as_of.unwrap_or(visit.today()));
    let asked = [
        findings::RULES.as_slice(),
        &[Rule::MajorityPercent, Rule::QuorumPercent],
    ]
    .concat();
    let mut found = regulations::in_force(visit.conn(), (organization, day), &asked).await?;
    Ok(asked
        .into_iter()
        .filter_map(|rule| Some((rule, found.remove(&rule)?)))
        .collect())
}

/// Sets a number for the organisation visited. What was held before that day is judged as it was.
pub async fn set_rule(visit: &mut Visit, setting: Setting) -> Result<InForce> {
    if !setting.rule.is_local() {
        return Err(RuleRefusal::NotLocal.into());
    }
    if setting.rule.is_share() && setting.value > 100 {
        return Err(RuleRefusal::OverHundred.into());
    }
    let (organization, now, today) = (visit.organization()?, visit.now(), visit.today());
    let from = setting.from.unwrap_or(today);
    if from < today {
        return Err(RuleRefusal::Backdated.into());
    }
    let new = NewNumber {
        organization,
        rule: setting.rule,
        value: setting.value,
        source: reading::line("source", &setting.source)?,
        from,
        set_by: visit.caller().member,
    };
    regulations::set_local(visit.conn(), &new, now).await?;
    Ok(InForce {
        value: new.value,
        source: new.source,
        since: Some(from),
        organization: Some(organization),
    })
}
