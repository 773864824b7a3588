//! SQL for what few members of a large part of the tree are: they are gathered first and looked at one by one, where a
//! walk through everybody would hardly meet them.

use super::store::{After, Asked, Found, Size};
use crate::access::Role;
use crate::base::{Id, Result};
use crate::directory::words::{Activity, Class, Relation};
use sqlx::PgConnection;

/// Up to so many members are looked at one by one; of more, a walk meets enough.
const FEW: i64 = 5_000;

/// The members among whom everybody who fits is found, when a filter leaves so few.
pub(super) async fn gathered(
    conn: &mut PgConnection,
    asked: &Asked<'_>,
    size: Size,
) -> Result<Option<Vec<Id>>> {
    if let Some(only) = &asked.only {
        return Ok(Some(only.clone()));
    }
    if let Some(role) = asked.filter.role {
        let holders = holders(conn, asked, (role, size)).await?;
        if is_few(&holders) {
            return Ok(Some(holders));
        }
    }
    if let Some(relation) = asked.filter.relation
        && relation != Relation::Home
        && size == Size::Large
    {
        let related = related(conn, asked, relation).await?;
        if is_few(&related) {
            return Ok(Some(related));
        }
    }
    if let Some(activity) = asked.filter.activity
        && activity != Activity::Active
    {
        let inactive = inactive(conn, asked, activity).await?;
        if is_few(&inactive) {
            return Ok(Some(inactive));
        }
    }
    Ok(None)
}

fn is_few(members: &[Id]) -> bool {
    i64::try_from(members.len()).is_ok_and(|count| count <= FEW)
}

/// Who holds a role there; of a nation, anywhere.
async fn holders(conn: &mut PgConnection, asked: &Asked<'_>, (role, size): (Role, Size)) -> Result<Vec<Id>> {
    let holders = sqlx::query_scalar!(
        "select distinct g.member
         from access.grants g
         where g.role = $1
           and g.during @> $2::date
           and ($3::boolean or g.organization in (select id from directory.below($4, $2)))
         limit $5",
        role.name(),
        asked.day,
        size == Size::Nation,
        asked.organization,
        FEW + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(holders)
}

/// Who is something else than at home there.
async fn related(conn: &mut PgConnection, asked: &Asked<'_>, relation: Relation) -> Result<Vec<Id>> {
    let related = sqlx::query_scalar!(
        "select distinct s.member
         from directory.below($1, $2) b
         cross join lateral (
             select member
             from directory.memberships
             where organization = b.id
               and relation = $3
               and coalesce(during @> $2, false)
             offset 0
         ) s
         limit $4",
        asked.organization,
        asked.day,
        relation.name(),
        FEW + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(related)
}

/// Who is exempt, suspended or detained anywhere.
async fn inactive(conn: &mut PgConnection, asked: &Asked<'_>, activity: Activity) -> Result<Vec<Id>> {
    let inactive = sqlx::query_scalar!(
        "select member
         from directory.activities
         where activity = $1
           and during @> $2::date
         limit $3",
        activity.name(),
        asked.day,
        FEW + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(inactive)
}

/// A page of some members, as far as they fit.
pub(super) async fn page(
    conn: &mut PgConnection,
    asked: &Asked<'_>,
    (among, words, size): (&[Id], Option<&str>, Size),
    (after, fetch): (Option<&After>, i64),
) -> Result<Vec<Found>> {
    let rows = sqlx::query_file_as!(
        Found,
        "src/directory/search/few.sql",
        asked.organization,
        asked.day,
        asked.filter.relation.map(Relation::name),
        asked.filter.class.map(Class::name),
        asked.filter.activity.map(Activity::name),
        asked.filter.activated,
        asked.filter.role.map(Role::name),
        among,
        after.map(|after| after.given_name.as_str()),
        after.map(|after| after.name.as_str()),
        after.map(|after| after.id),
        fetch,
        asked.today,
        size == Size::Nation,
        words,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
