//! Where a transfer is found.

use super::store;
use crate::access::{Caller, Located, Place};
use crate::base::{Id, Result};
use crate::directory::OrganizationPlace;
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
        let side = store::side_nearest_to(conn, self.0, caller.member, today).await?;
        let Some((member, organization)) = side else {
            return Ok(None);
        };
        let located = OrganizationPlace(organization)
            .locate(conn, caller, today)
            .await?;
        Ok(located.map(|mut located| {
            located.ties.oneself = member == caller.member;
            located
        }))
    }
}
