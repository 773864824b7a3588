//! Where things of the directory happen, and how they are tied to the caller.

use super::store;
use crate::access::{Caller, Located, Place, Ties, grants};
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// An organisation. Its members are those of its own and of all below it.
#[derive(Clone, Copy, Debug)]
pub struct OrganizationPlace(pub Id);

/// A member, found at the home branch of the day. Who belongs nowhere that day is only to himself a place.
#[derive(Clone, Copy, Debug)]
pub struct MemberPlace(pub Id);

/// A member as seen: where the member stays for a time, the branch there sees him as the one at home does. Whose
/// membership has ended is seen where it was last.
#[derive(Clone, Copy, Debug)]
pub struct SeenMemberPlace(pub Id);

/// A grant, found at the organisation it is on.
#[derive(Clone, Copy, Debug)]
pub struct GrantPlace(pub Id);

impl Place for OrganizationPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let Some(member) =
            store::memberships::tie_to_organization(conn, self.0, caller.member, today).await?
        else {
            return Ok(None);
        };
        let ties = Ties {
            member,
            ..Ties::default()
        };
        Ok(Some(Located {
            organization: Some(self.0),
            ties,
            ..Located::default()
        }))
    }
}

impl Place for MemberPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        if store::members::name(conn, self.0).await?.is_none() {
            return Ok(None);
        }
        let home = store::memberships::home_of(conn, self.0, today).await?;
        tied(conn, self.0, home, (caller, today)).await.map(Some)
    }
}

impl Place for SeenMemberPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        if store::members::name(conn, self.0).await?.is_none() {
            return Ok(None);
        }
        let sits = store::memberships::branch_nearest_to(conn, self.0, caller.member, today).await?;
        let branch = match sits {
            Some(branch) => Some(branch),
            None => store::memberships::last_home(conn, self.0, today).await?,
        };
        tied(conn, self.0, branch, (caller, today)).await.map(Some)
    }
}

impl Place for GrantPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let found = grants::find(conn, self.0).await?;
        at(
            found.map(|(organization, _role)| organization),
            conn,
            (caller, today),
        )
        .await
    }
}

/// What is found at an organisation, when there is one.
pub(super) async fn at(
    organization: Option<Id>,
    conn: &mut PgConnection,
    (caller, today): (&Caller, NaiveDate),
) -> Result<Option<Located>> {
    match organization {
        Some(organization) => OrganizationPlace(organization).locate(conn, caller, today).await,
        None => Ok(None),
    }
}

/// A member at a branch, tied to the caller who is the same or sits in that branch too.
pub(super) async fn tied(
    conn: &mut PgConnection,
    member: Id,
    branch: Option<Id>,
    (caller, today): (&Caller, NaiveDate),
) -> Result<Located> {
    let neighbour = match branch {
        Some(branch) => store::memberships::tie_to_organization(conn, branch, caller.member, today)
            .await?
            .unwrap_or(false),
        None => false,
    };
    let ties = Ties {
        oneself: member == caller.member,
        member: neighbour,
        ..Ties::default()
    };
    Ok(Located {
        organization: branch,
        ties,
        ..Located::default()
    })
}
