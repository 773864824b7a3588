//! Where a proposed role is found.

use super::store;
use crate::access::{Caller, Located, Place};
use crate::base::{Id, Result};
use crate::directory::places::at;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A proposed role, found at the organisation it is proposed for.
#[derive(Clone, Copy, Debug)]
pub struct ProposalPlace(pub Id);

impl Place for ProposalPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let organization = store::organization_of(conn, self.0).await?;
        at(organization, conn, (caller, today)).await
    }
}
