//! Where a difference is settled.

use super::store;
use crate::access::{Caller, Located, Place};
use crate::base::{Id, Result};
use crate::directory::places::at;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A difference, found at the member's home or at the branch that the record names.
#[derive(Clone, Copy, Debug)]
pub struct DifferencePlace(pub Id);

impl Place for DifferencePlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let organization = store::organization_of(conn, self.0, today).await?;
        at(organization, conn, (caller, today)).await
    }
}
