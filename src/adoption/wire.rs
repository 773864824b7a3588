//! Adoption between the contract and the house, once for both transports.

use super::{Measure, Rate, Report, definitions};
use crate::base::{Refused, Result, Text, Violation};
use chrono::NaiveDate;
use sotay_proto::adoption::v1 as proto;
use sotay_rest::Language;

/// Reads a day.
pub(super) fn day(field: &str, text: &str) -> Result<NaiveDate> {
    Ok(text.parse().map_err(|_malformed| {
        Refused::invalid(vec![Violation::new(
            field,
            Text::new("Phải là ngày dạng YYYY-MM-DD.", "Must be a day as YYYY-MM-DD."),
        )])
    })?)
}

/// Reads a day that may be left out.
pub(super) fn optional_day(field: &str, text: &str) -> Result<Option<NaiveDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    day(field, text).map(Some)
}

/// Reports in the language of the caller.
pub(super) fn reports(reports: Vec<Report>, language: Language) -> Vec<proto::AdoptionReport> {
    reports.into_iter().map(|found| report(found, language)).collect()
}

/// A report in the language of the caller.
pub(super) fn report(report: Report, language: Language) -> proto::AdoptionReport {
    proto::AdoptionReport {
        organization: report.organization.to_string(),
        organization_name: report.name,
        as_of: report.as_of.to_string(),
        rates: report
            .rates
            .into_iter()
            .map(|found| rate(found, language))
            .collect(),
    }
}

fn rate(rate: Rate, language: Language) -> proto::Rate {
    proto::Rate {
        measure: measure(rate.measure).into(),
        numerator: i32::try_from(rate.numerator).unwrap_or(i32::MAX),
        denominator: i32::try_from(rate.denominator).unwrap_or(i32::MAX),
        definition: definitions::of(rate.measure).of(language).to_owned(),
        withheld: rate.is_withheld,
    }
}

const fn measure(measure: Measure) -> proto::rate::Measure {
    match measure {
        Measure::Obliged => proto::rate::Measure::Obliged,
        Measure::AccountIssued => proto::rate::Measure::AccountIssued,
        Measure::Activated => proto::rate::Measure::Activated,
        Measure::ActiveThisCycle => proto::rate::Measure::ActiveThisCycle,
        Measure::CheckedInByApp => proto::rate::Measure::CheckedInByApp,
        Measure::BranchesMetInApp => proto::rate::Measure::BranchesMetInApp,
        Measure::Assisted => proto::rate::Measure::Assisted,
        Measure::NoSmartphone => proto::rate::Measure::NoSmartphone,
    }
}
