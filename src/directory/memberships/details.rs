//! What is worked out about one member on a day: probation, party age, warnings of the rules.

use super::decide::{self, PartyAge, Probation};
use super::store;
use crate::base::{Id, Result};
use crate::directory::words::{Class, ExemptionReason, Gender};
use crate::regulations::{self, Rule};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// What a file shows beside what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Why a member is exempt for a time.
    pub exemption_reason: Option<ExemptionReason>,
    /// The day on which probation is over, while it lasts.
    pub probation_due: Option<NaiveDate>,
    /// Tuổi đảng on the day asked for, or on the last day of membership.
    pub party_age: Option<PartyAge>,
    /// The first day on which the member is none.
    pub ended_on: Option<NaiveDate>,
    /// As the file says it.
    pub gender: Option<Gender>,
    /// What rules find.
    pub warnings: Vec<Warning>,
}

/// Something a rule finds. It is shown and stands in nobody's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What.
    pub kind: WarningKind,
    /// The rule's source.
    pub source: String,
}

/// What rules find about members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// The official date is earlier than the months of probation.
    ProbationShort,
    /// The stay is shorter than the rule has it.
    StayShort,
    /// The stay is longer than the rule has it.
    StayLong,
}

/// Works out the details of a member on a day.
pub(in crate::directory) async fn of(conn: &mut PgConnection, member: Id, day: NaiveDate) -> Result<Details> {
    let Some(facts) = store::facts(conn, member, day).await? else {
        return Ok(Details::default());
    };
    let rule = rule_on(conn, facts.joined_date).await?;
    let probation = rule.as_ref().map(|(probation, _)| *probation);
    let class = facts.class.as_deref().map(Class::read).transpose()?;
    let due = match (class, facts.joined_date, probation) {
        (Some(Class::Probationary), Some(joined), Some(probation)) => {
            Some(decide::probation_due(joined, probation))
        }
        _ => None,
    };
    let is_short = matches!(
        decide::official_date(facts.joined_date, facts.official_date, probation),
        Ok(true) | Err(_)
    );
    let warnings = rule
        .filter(|_| is_short)
        .map(|(_, source)| Warning {
            kind: WarningKind::ProbationShort,
            source,
        })
        .into_iter()
        .collect();
    let last = facts.ended_on.map_or(day, |ended| ended.min(day));
    Ok(Details {
        exemption_reason: facts
            .exemption_reason
            .as_deref()
            .map(ExemptionReason::read)
            .transpose()?,
        probation_due: due,
        party_age: facts
            .joined_date
            .and_then(|joined| decide::party_age(joined, last)),
        ended_on: facts.ended_on.filter(|ended| *ended <= day),
        gender: facts.gender.as_deref().map(Gender::read).transpose()?,
        warnings,
    })
}

/// The rule about probation for who joined on a day.
pub(super) async fn probation_rule(
    conn: &mut PgConnection,
    joined: Option<NaiveDate>,
) -> Result<Option<Probation>> {
    let found = rule_on(conn, joined).await?;
    Ok(found.map(|(probation, _)| probation))
}

/// The rule and its source. Before the rule in force there were others: those only warn.
async fn rule_on(conn: &mut PgConnection, joined: Option<NaiveDate>) -> Result<Option<(Probation, String)>> {
    let Some(joined) = joined else { return Ok(None) };
    for (rule, binding) in [
        (Rule::ProbationMonths, true),
        (Rule::EarlierProbationMonths, false),
    ] {
        if let Some(number) = regulations::find(conn, rule, joined).await? {
            let months = u32::try_from(number.value).unwrap_or_default();
            return Ok(Some((Probation { months, binding }, number.source)));
        }
    }
    Ok(None)
}
