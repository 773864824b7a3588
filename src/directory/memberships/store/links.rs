//! SQL of residence links.

use crate::base::{Id, Result};
use crate::directory::memberships::types::Link;
use crate::directory::store::memberships::{first_day, last_day};
use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;

struct Row {
    id: Id,
    member: Id,
    organization: Id,
    during: PgRange<NaiveDate>,
}

impl Row {
    fn link(self) -> Link {
        Link {
            id: self.id,
            member: self.member,
            organization: self.organization,
            from: first_day(&self.during),
            to: last_day(&self.during),
        }
    }
}

/// Whether a member is linked to a branch on a day or later already.
pub(in crate::directory::memberships) async fn overlaps(
    conn: &mut PgConnection,
    (member, organization): (Id, Id),
    from: NaiveDate,
) -> Result<bool> {
    let overlaps = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.memberships
               where member = $1
                 and organization = $2
                 and relation = 'RESIDENCE_LINK'
                 and during && daterange($3, null)
           ) as "overlaps!""#,
        member,
        organization,
        from,
    )
    .fetch_one(conn)
    .await?;
    Ok(overlaps)
}

/// The link of a member to a branch that begins on a day.
pub(in crate::directory::memberships) async fn latest(
    conn: &mut PgConnection,
    (member, organization): (Id, Id),
    from: NaiveDate,
) -> Result<Option<Link>> {
    let row = sqlx::query_as!(
        Row,
        "select id, member, organization, during
         from directory.memberships
         where member = $1
           and organization = $2
           and relation = 'RESIDENCE_LINK'
           and lower(during) = $3",
        member,
        organization,
        from,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Row::link))
}

/// One link.
pub(in crate::directory::memberships) async fn read(
    conn: &mut PgConnection,
    link: Id,
) -> Result<Option<Link>> {
    let row = sqlx::query_as!(
        Row,
        "select id, member, organization, during
         from directory.memberships
         where id = $1
           and relation = 'RESIDENCE_LINK'",
        link,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Row::link))
}

/// Ends a link so that a day is the first without it.
pub(in crate::directory::memberships) async fn end(
    conn: &mut PgConnection,
    link: Id,
    day: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), $2)
         where id = $1
           and relation = 'RESIDENCE_LINK'
           and lower(during) < $2",
        link,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}
