//! Rosters: the list of members that an office keeps as a spreadsheet, taken as it is.
//!
//! A file is read without a database (`read`): XLSX or CSV in any encoding that offices use, titles, headings and
//! footers told from people. Its rows are judged one by one (`judge`) and come in through the same door as the
//! operator's files ([`super::import`]). A dry run does all of it and keeps nothing.
//!
//! Who is on another roster is told as exactly that, whoever it is and whatever became of the member: an upload must not
//! be a way to ask who is a member somewhere.

mod chunks;
mod export;
mod exports;
mod grpc;
mod http;
mod jobs;
mod judge;
mod legacy;
mod place;
mod read;
mod refusals;
mod sheets;
mod store;
mod told;
mod types;
mod wire;
mod work;

pub use grpc::Desk;
pub use http::routes;
pub use jobs::work;
pub use refusals::Refusal;
pub use types::Import;
pub use work::{Run, step};

use crate::access::doors::Errand;
use crate::access::{Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result};
use crate::directory::import::bench::Bench;
use chrono::NaiveDate;
use read::List;
use work::Sender;

/// Takes a roster for the visited organisation: judged, and unless it is a dry run written.
async fn take(visit: &mut Visit, list: List, dry_run: bool) -> Result<Import> {
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

/// Takes a roster from the operator. A long one is staged: [`step`] works it off, or the crew does.
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
async fn look(visit: &mut Visit, import: Id) -> Result<Import> {
    work::full(&mut Bench::of_visit(visit), import).await
}

/// Reads how far the visited import has come, without its rows.
async fn glance(visit: &mut Visit, import: Id) -> Result<Import> {
    store::read(visit.conn(), import)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}

/// Lists the imports of the visited organisation, newest first.
async fn list(visit: &mut Visit, page: &Page) -> Result<Listed<Import>> {
    let organization = visit.organization()?;
    let rows = store::list(visit.conn(), organization, page).await?;
    Ok(page.cut(rows, |import| vec![import.id.to_string()]))
}
