//! A notice as a place: for those it was addressed to on the day it was written.

use crate::access::{Caller, Located, Place, Ties};
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// One notice.
#[derive(Clone, Copy, Debug)]
pub struct NoticePlace(pub Id);

impl Place for NoticePlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        _today: NaiveDate,
    ) -> Result<Option<Located>> {
        let found = super::store::locate_notice(conn, self.0, caller.member).await?;
        Ok(found.map(|found| Located {
            organization: found.organization,
            ties: Ties {
                oneself: found.oneself,
                member: found.member,
                on_roster: false,
            },
            only_for: None,
        }))
    }
}
