//! Records: what was decided about a member by whom, and who wrote it down when.

use super::deciders::Decider;
use super::store;
use super::types::{Record, Span, What};
use crate::access::Visit;
use crate::base::{Id, Result, ids};
use chrono::NaiveDate;

/// Something to be written down.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Entry<'a> {
    pub(in crate::directory) member: Id,
    pub(in crate::directory) what: What,
    pub(in crate::directory) day: NaiveDate,
    pub(in crate::directory) decision_number: &'a str,
    pub(in crate::directory) decider: Decider,
    pub(in crate::directory) note: &'a str,
}

/// Writes a record in the name of the visitor.
pub(in crate::directory) async fn write(visit: &mut Visit, entry: &Entry<'_>) -> Result<Id> {
    let (id, by, now) = (ids::new(visit.clock()), visit.caller().member, visit.now());
    store::records::insert(visit.conn(), &[(id, entry.clone())], (Some(by), now)).await?;
    Ok(id)
}

/// Every span of the visited member's standing, and every record, newest first.
pub(super) async fn history(visit: &mut Visit, member: Id) -> Result<(Vec<Span>, Vec<Record>)> {
    let spans = store::history::spans(visit.conn(), member).await?;
    let records = store::records::of_member(visit.conn(), member).await?;
    Ok((spans, records))
}
