//! Reports that were issued: kept as they were, with what is known now beside them.

mod grpc;
mod wire;

use super::store::issued as store;
use super::withheld::{self, About};
use super::{Existence, Refusal, Report, Tally, decide, parts, shown, whole};
use crate::access::Visit;
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result, ids};
use chrono::{DateTime, NaiveDate, Utc};

/// A report as it was issued, without its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Which one.
    pub id: Id,
    /// Of which organisation.
    pub organization: Id,
    /// Its name on the day of the report.
    pub name: String,
    /// The day it speaks of.
    pub as_of: NaiveDate,
    /// Who issued it.
    pub by: Id,
    /// The issuer's name.
    pub by_name: String,
    /// When: the figures are as known then.
    pub at: DateTime<Utc>,
    /// For whom, or what it goes with.
    pub note: String,
}

/// A report with its figures, and the same as known now.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub(super) issued: Issued,
    /// The organisation, then what stood directly below it.
    pub(super) then: Vec<Report>,
    pub(super) now: Vec<Report>,
}

/// Issues the report of a day; today's when no day is given.
pub(super) async fn issue(visit: &mut Visit, as_of: Option<NaiveDate>, note: &str) -> Result<Issued> {
    let day = decide::day(as_of, visit.today())?;
    let tallies = figures(visit, day).await?;
    let head = tallies.first().ok_or_else(Refused::not_found)?;
    if head.existence != Existence::Stands {
        return Err(Refusal::Nothing.into());
    }
    // What cannot be shown is not stored either.
    shown(tallies.clone())?;
    let id = ids::new(visit.clock());
    store::insert_report(visit, id, (day, note)).await?;
    store::insert_lines(visit.conn(), id, &tallies).await?;
    find(visit, id).await
}

/// The reports of the visited organisation, the latest first.
pub(super) async fn list(visit: &mut Visit, page: &Page) -> Result<Listed<Issued>> {
    let organization = visit.organization()?;
    let rows = store::reports_of(visit.conn(), organization, page).await?;
    Ok(page.cut(rows, |report| vec![report.id.to_string()]))
}

/// One of them, as issued and as known now.
pub(super) async fn compare(visit: &mut Visit, report: Id) -> Result<Compared> {
    let issued = find(visit, report).await?;
    let mut stored = store::lines_of(visit, report, issued.as_of).await?;
    let mut known = figures(visit, issued.as_of).await?;
    hold_back_alike(&mut stored, &mut known);
    Ok(Compared {
        issued,
        then: shown(stored)?,
        now: shown(known)?,
    })
}

async fn find(visit: &mut Visit, report: Id) -> Result<Issued> {
    let organization = visit.organization()?;
    let found = store::report(visit.conn(), organization, report).await?;
    Ok(found.ok_or_else(Refused::not_found)?)
}

/// The organisation first, then its parts; judged for everybody above, whoever asks.
async fn figures(visit: &mut Visit, day: NaiveDate) -> Result<Vec<Tally>> {
    let mut figures = vec![whole(visit, day).await?];
    withheld::judge(visit, About::Whole, &mut figures).await?;
    let mut parts = parts(visit, day).await?;
    withheld::judge(visit, About::Parts, &mut parts).await?;
    figures.extend(parts);
    Ok(figures)
}

/// What one of the two holds back, the other does not tell.
fn hold_back_alike(one: &mut [Tally], other: &mut [Tally]) {
    for tally in one {
        if let Some(twin) = other
            .iter_mut()
            .find(|twin| twin.organization == tally.organization)
        {
            twin.hold_back(&tally.withheld);
            tally.hold_back(&twin.withheld);
        }
    }
}
