//! Who belongs where on a day.

use super::store::{memberships, rosters};
use super::{Membership, Rostered};
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Who is on the roster of a branch on a day: everybody at home there, also who is away for a time, and guests who
/// stay for a time. Residence links are on no roster.
pub async fn members_of(conn: &mut PgConnection, organization: Id, day: NaiveDate) -> Result<Vec<Rostered>> {
    rosters::roster(conn, organization, day).await
}

/// Who of some members is expected at a meeting that calls only these, with which standing on a day. Whoever has no
/// class that day is no member and is left out; who belongs elsewhere counts as at home, being called in person.
pub async fn standings_of(
    conn: &mut PgConnection,
    (organization, members): (Id, &[Id]),
    day: NaiveDate,
) -> Result<Vec<Rostered>> {
    rosters::roster_of(conn, (organization, members), day).await
}

/// A member's memberships that hold on a day or begin later.
pub async fn memberships_of(conn: &mut PgConnection, member: Id, day: NaiveDate) -> Result<Vec<Membership>> {
    let rows = memberships::of_members(conn, &[member], (day, true)).await?;
    Ok(rows.into_iter().map(|(_, membership)| membership).collect())
}
