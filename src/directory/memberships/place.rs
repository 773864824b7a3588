//! Where stays, links and former members are found.

use super::store;
use crate::access::{Caller, Located, Place, closure};
use crate::base::{Id, Result};
use crate::directory::places::{MemberPlace, at, tied};
use crate::directory::store::memberships::last_home;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A stay, found at the branch of the two where the caller's roles reach nearest.
#[derive(Clone, Copy, Debug)]
pub struct StayPlace(pub Id);

/// A residence link, found where the member is at home.
#[derive(Clone, Copy, Debug)]
pub struct LinkPlace(pub Id);

/// A member whose membership may have ended: found at the home of the day, or at the last.
#[derive(Clone, Copy, Debug)]
pub struct FormerMemberPlace(pub Id);

impl Place for StayPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let sides = store::staying::sides(conn, self.0).await?;
        let side = closure::nearest_to(conn, &sides, caller.member, today).await?;
        at(side, conn, (caller, today)).await
    }
}

impl Place for LinkPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        match store::links::read(conn, self.0).await? {
            Some(link) => MemberPlace(link.member).locate(conn, caller, today).await,
            None => Ok(None),
        }
    }
}

impl Place for FormerMemberPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        match last_home(conn, self.0, today).await? {
            Some(home) => tied(conn, self.0, Some(home), (caller, today)).await.map(Some),
            None => Ok(None),
        }
    }
}
