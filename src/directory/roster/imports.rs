//! Imports of rosters: taken from a visitor or from the operator, and what became of them.

use super::read::{self, List};
use super::store;
use super::types::Import;
use super::work::{self, Sender};
use crate::access::doors::Errand;
use crate::access::{Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result};
use crate::directory::import::bench::Bench;
use chrono::NaiveDate;

/// Takes a roster for the visited organisation: judged, and unless it is a dry run written.
pub(super) async fn take(visit: &mut Visit, list: List, dry_run: bool) -> Result<Import> {
    let sender = Sender {
        organization: visit.organization()?,
        by: Some(visit.caller().member),
        below: visit.passes(policy::lists_below),
    };
    work::take(&mut Bench::of_visit(visit), sender, list, dry_run).await
}

/// A file that was understood.
#[derive(Debug)]
pub struct Opened(List);

/// Reads a file on a day. It takes a while: no transaction waits for it.
pub fn open(file: &[u8], today: NaiveDate) -> Result<Opened> {
    Ok(Opened(read::read(file, today)?))
}

/// Takes a roster from the operator. A long one is staged: `work::step` works it off, or the crew does.
pub async fn receive(
    errand: &mut Errand,
    organization: Id,
    Opened(list): Opened,
    dry_run: bool,
) -> Result<Import> {
    let sender = Sender {
        organization,
        by: None,
        below: true,
    };
    work::take(&mut Bench::of_errand(errand), sender, list, dry_run).await
}

/// What became of the rows of an import, as far as it is kept.
pub async fn told(errand: &mut Errand, import: Id) -> Result<Import> {
    work::full(&mut Bench::of_errand(errand), import).await
}

/// Reads the visited import.
pub(super) async fn look(visit: &mut Visit, import: Id) -> Result<Import> {
    work::full(&mut Bench::of_visit(visit), import).await
}

/// Reads how far the visited import has come, without its rows.
pub(super) async fn glance(visit: &mut Visit, import: Id) -> Result<Import> {
    store::read(visit.conn(), import)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}

/// Lists the imports of the visited organisation, newest first.
pub(super) async fn list(visit: &mut Visit, page: &Page) -> Result<Listed<Import>> {
    let organization = visit.organization()?;
    let rows = store::list(visit.conn(), organization, page).await?;
    Ok(page.cut(rows, |import| vec![import.id.to_string()]))
}
