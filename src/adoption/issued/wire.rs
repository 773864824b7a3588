//! Issued reports on the wire.

use super::{Compared, Issued};
use crate::adoption::{Report, wire};
use crate::base::pages::{self, Listed};
use crate::base::secrets::Keys;
use sotay_proto::adoption::v1 as proto;
use sotay_rest::Language;
use sotay_rest::wkt::Timestamp;

/// The name of the list that page tokens are bound to.
pub(super) const REPORTS: &str = "adoption.reports";

pub(super) fn issued(issued: Issued) -> proto::IssuedReport {
    proto::IssuedReport {
        id: issued.id.to_string(),
        organization: issued.organization.to_string(),
        organization_name: issued.name,
        as_of: issued.as_of.to_string(),
        issue_time: Some(Timestamp::from(issued.at)),
        issued_by: issued.by.to_string(),
        issued_by_name: issued.by_name,
        note: issued.note,
    }
}

pub(super) fn list(keys: &Keys, listed: Listed<Issued>) -> proto::ListReportsResponse {
    proto::ListReportsResponse {
        next_page_token: pages::token(keys, REPORTS, listed.next.as_deref()),
        reports: listed.rows.into_iter().map(issued).collect(),
    }
}

pub(super) fn compared(compared: Compared, language: Language) -> proto::GetReportResponse {
    let differs = compared.then != compared.now;
    let (whole, parts) = apart(compared.then, language);
    let (whole_now, parts_now) = apart(compared.now, language);
    proto::GetReportResponse {
        report: Some(issued(compared.issued)),
        issued: whole,
        issued_children: parts,
        known_now: whole_now,
        known_now_children: parts_now,
        differs,
    }
}

/// The organisation itself apart from what stands below it.
fn apart(
    reports: Vec<Report>,
    language: Language,
) -> (Option<proto::AdoptionReport>, Vec<proto::AdoptionReport>) {
    let mut reports = reports.into_iter();
    let whole = reports.next().map(|report| wire::report(report, language));
    (whole, wire::reports(reports.collect(), language))
}
