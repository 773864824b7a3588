//! Who is still with an organisation that ends: grants end with it, and whoever came later goes where the others went.

use super::types::Succession;
use crate::access::grants;
use crate::base::{Clock, Id, Result};
use crate::directory::Grant;
use crate::directory::store::following::{self, Following};
use crate::directory::store::reshaping::Cut;
use crate::directory::store::{endings, events, tree};
use sqlx::PgConnection;

/// Why grants on what ended are no more.
pub(in crate::directory) const RESHAPED: &str = "Tổ chức được sắp xếp lại";

/// Ends the grants on an organisation; of some members only the branch posts.
pub(super) async fn end_grants(
    conn: &mut PgConnection,
    (organization, members): (Id, Option<&[Id]>),
    ended: &grants::Ended<'_>,
) -> Result<Vec<Grant>> {
    let of_day = (ended.day, ended.reason);
    let ending = endings::grants_ending(conn, &[organization], members, of_day).await?;
    for grant in &ending {
        grants::end(conn, grant.id, ended).await?;
    }
    Ok(ending)
}

/// Whoever came to an organisation after its end was decided and before the day goes where the others went.
pub(super) async fn strays(conn: &mut PgConnection, clock: &Clock, event: Id) -> Result<()> {
    let Some((day, decision_number, by)) = events::order_of(conn, event).await? else {
        return Ok(());
    };
    let cut = Cut {
        day,
        decision_number: &decision_number,
    };
    for Succession { ended, heir, .. } in tree::ended_by(conn, event, day).await? {
        let following = Following {
            from: ended,
            to: heir,
            members: None,
        };
        following::follow(conn, clock, following, cut).await?;
        let end = grants::Ended {
            day,
            by,
            at: clock.now(),
            reason: RESHAPED,
        };
        end_grants(conn, (ended, None), &end).await?;
    }
    Ok(())
}
