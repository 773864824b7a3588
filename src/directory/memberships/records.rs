//! Records: what was decided about a member by whom, and who wrote it down when.

use super::store;
use super::types::{Entry, Record, Span};
use crate::access::Visit;
use crate::base::{Id, Result, ids};
use chrono::NaiveDate;

/// Writes a record in the name of the visitor.
pub(in crate::directory) async fn write(visit: &mut Visit, entry: &Entry<'_>) -> Result<Id> {
    let (id, by, now) = (ids::new(visit.clock()), visit.caller().member, visit.now());
    store::records::insert(visit.conn(), &[(id, entry.clone())], (Some(by), now)).await?;
    Ok(id)
}

/// Every span of the visited member's standing, and every record, newest first; or the spans that hold on a day, and the
/// records of what held by then.
pub(super) async fn history(
    visit: &mut Visit,
    member: Id,
    as_of: Option<NaiveDate>,
) -> Result<(Vec<Span>, Vec<Record>)> {
    let mut spans = store::history::spans(visit.conn(), member).await?;
    let mut records = store::records::of_member(visit.conn(), member).await?;
    if let Some(day) = as_of {
        spans.retain(|span| span.holds_on(day));
        records.retain(|record| record.day <= day);
    }
    Ok((spans, records))
}
