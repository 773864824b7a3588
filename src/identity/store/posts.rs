//! Questions about posts, which `access` keeps.

use crate::access::Role;
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A role that reaches an organisation.
#[derive(Debug)]
pub(in crate::identity) struct Reach {
    pub role: Role,
    pub here: bool,
    pub keeper: bool,
}

/// The roles by which a member reaches an organisation on a day.
pub(in crate::identity) async fn reach_of(
    conn: &mut PgConnection,
    member: Id,
    organization: Id,
    day: NaiveDate,
) -> Result<Vec<Reach>> {
    let rows = sqlx::query!(
        "select g.role, c.depth, c.keeper
         from access.grants g
         join access.closure c on c.ancestor = g.organization
         where g.member = $1
           and c.descendant = $2
           and g.during @> $3::date",
        member,
        organization,
        day,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let role = Role::read(&row.role)?;
            let keeper = row.keeper && role == Role::OrganisationOfficer;
            Ok(Reach {
                role,
                here: row.depth == 0,
                keeper,
            })
        })
        .collect()
}

/// Whether a member holds, or will hold, a post anywhere but in this branch, or runs the system.
pub(in crate::identity) async fn holds_post_beyond(
    conn: &mut PgConnection,
    member: Id,
    branch: Id,
    day: NaiveDate,
) -> Result<bool> {
    let holds = sqlx::query_scalar!(
        r#"select exists (
               select
               from access.grants
               where member = $1
                 and (organization <> $2 or role = 'SYSTEM_ADMIN')
                 and (upper_inf(during) or upper(during) > $3)
           ) as "holds!""#,
        member,
        branch,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(holds)
}
