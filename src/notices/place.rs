//! A notice as a place: for those it reaches.

use super::store;
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
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let Some(found) = store::locate_notice(conn, self.0, caller.member).await? else {
            return Ok(None);
        };
        let (chain, _) = store::chain_of(conn, caller.member, today).await?;
        Ok(Some(Located {
            organization: found.sent.map(|sent| sent.organization),
            ties: Ties {
                oneself: found.is_for_reader,
                member: found.sent.is_some_and(|sent| chain.is_reached(&sent)),
                ..Ties::default()
            },
            only_for: None,
        }))
    }
}
