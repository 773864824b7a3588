//! Counting what is doubtful, up the tree.

use super::decide;
use super::store::{self, counts};
use super::types::Counted;
use crate::access::{Visit, policy};
use crate::base::Result;

/// Counts the findings of the visited organisation and of each part of it. The first is the sum of the others.
pub(super) async fn count(visit: &mut Visit) -> Result<Counted> {
    let (organization, today, now) = (visit.organization()?, visit.today(), visit.now());
    let sees_persons = visit.passes(policy::sees_files);
    let conn = visit.conn();
    let (as_of, parts, tallies) = if store::is_wide(conn, organization).await? {
        (
            counts::as_of(conn, now, today).await?,
            counts::parts_added_up(conn, organization, today).await?,
            counts::tallies_added_up(conn, organization).await?,
        )
    } else {
        (
            Some(now),
            counts::parts(conn, organization, today).await?,
            counts::tallies(conn, organization, today).await?,
        )
    };
    Ok(Counted {
        as_of,
        counts: decide::counted(organization, parts, &tallies, sees_persons),
    })
}
