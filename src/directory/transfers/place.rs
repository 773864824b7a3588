//! Where a transfer is found.

use super::store;
use crate::access::{Caller, Located, Place, closure};
use crate::base::{Id, Result};
use crate::directory::places::at;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A transfer, found at the side where the caller's roles reach nearest; there is no side it goes to before the slip was
/// handed over. To its member it is his own.
#[derive(Clone, Copy, Debug)]
pub struct TransferPlace(pub Id);

impl Place for TransferPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let Some((member, sides)) = store::member_and_sides(conn, self.0).await? else {
            return Ok(None);
        };
        let side = closure::nearest_to(conn, &sides, caller.member, today).await?;
        let located = at(side, conn, (caller, today)).await?;
        Ok(located.map(|mut located| {
            located.ties.oneself = member == caller.member;
            located
        }))
    }
}
