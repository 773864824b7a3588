//! Where an import is found: at the organisation it is for, by those who may import there.

use super::store;
use crate::access::{Action, Caller, Located, Place};
use crate::base::{Id, Result};
use crate::directory::OrganizationPlace;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// An import.
#[derive(Clone, Copy, Debug)]
pub(super) struct ImportPlace(pub(super) Id);

impl Place for ImportPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let Some(import) = store::read(conn, self.0).await? else {
            return Ok(None);
        };
        let located = OrganizationPlace(import.organization)
            .locate(conn, caller, today)
            .await?;
        Ok(located.map(|located| Located {
            only_for: Some(Action::ImportRoster),
            ..located
        }))
    }
}
