//! Adoption between the contract and the house, once for both transports.

use super::{Done, Duty, Existence, Measure, Rate, Report, definitions};
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
        duties: report
            .duties
            .into_iter()
            .map(|found| done(found, language))
            .collect(),
        existed: report.existence == Existence::Stands,
        note: note(report.existence, language),
    }
}

fn done(done: Done, language: Language) -> proto::Duty {
    proto::Duty {
        kind: duty(done.duty).into(),
        branches_met: number(done.met),
        branches_met_afterwards: number(done.afterwards),
        branches: number(done.branches),
        definition: definitions::of_duty(done.duty).of(language).to_owned(),
    }
}

/// Why nothing was counted.
fn note(existence: Existence, language: Language) -> String {
    let said = |day: NaiveDate, text: Text| {
        text.of(language)
            .replace("{day}", &day.format("%d/%m/%Y").to_string())
    };
    match existence {
        Existence::Stands => String::new(),
        Existence::Later(began) => said(
            began,
            Text::new(
                "Tổ chức này thành lập ngày {day}; trước đó không có số liệu.",
                "This organisation was founded on {day}; there are no figures before.",
            ),
        ),
        Existence::Ended(ended) => said(
            ended,
            Text::new(
                "Tổ chức này không còn hoạt động từ ngày {day}; hãy xem tổ chức kế thừa.",
                "This organisation has not stood since {day}; see what it became.",
            ),
        ),
    }
}

const fn duty(duty: Duty) -> proto::duty::Kind {
    match duty {
        Duty::RegularThisMonth => proto::duty::Kind::RegularThisMonth,
        Duty::ThematicThisQuarter => proto::duty::Kind::ThematicThisQuarter,
    }
}

/// A count as the contract has it: two thousand million is more than there are people to count.
fn number(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn rate(rate: Rate, language: Language) -> proto::Rate {
    proto::Rate {
        measure: measure(rate.measure).into(),
        numerator: number(rate.numerator),
        denominator: number(rate.denominator),
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
