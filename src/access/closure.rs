//! The present-day projection of the tree of organisations, for the gate and for lists. An organisation that ended
//! stands at depth 0 beneath what it became: whoever holds a role there holds it over the past as well.

use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// One line of the projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// What stands below, or is the same.
    pub descendant: Id,
    /// What stands above it, or is the same.
    pub ancestor: Id,
    /// Steps between the two.
    pub depth: i32,
    /// Whether the ancestor keeps the descendant's files.
    pub keeper: bool,
}

/// Hangs a new organisation under its parent. `keeper` is the committee that keeps its files, if any.
pub async fn attach(
    conn: &mut PgConnection,
    child: Id,
    parent: Option<Id>,
    keeper: Option<Id>,
) -> Result<()> {
    sqlx::query!(
        "insert into access.closure (ancestor, descendant, depth, keeper)
         select ancestor, $1::uuid, depth + 1, ancestor is not distinct from $3::uuid
         from access.closure
         where descendant = $2::uuid
         union all
         select $1, $1, 0, $1 is not distinct from $3",
        child,
        parent,
        keeper,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// These organisations and everything that the projection shows beneath them.
pub async fn beneath(conn: &mut PgConnection, organizations: &[Id]) -> Result<Vec<Id>> {
    let found = sqlx::query_scalar!(
        r#"select distinct descendant as "id!" from access.closure where ancestor = any($1)
           union
           select unnest($1::uuid[])"#,
        organizations,
    )
    .fetch_all(conn)
    .await?;
    Ok(found)
}

/// Puts new lines in place of all that these descendants had.
pub async fn replace(conn: &mut PgConnection, descendants: &[Id], lines: &[Line]) -> Result<()> {
    sqlx::query!(
        "delete from access.closure where descendant = any($1)",
        descendants
    )
    .execute(&mut *conn)
    .await?;
    let ancestors: Vec<Id> = lines.iter().map(|line| line.ancestor).collect();
    let below: Vec<Id> = lines.iter().map(|line| line.descendant).collect();
    let depths: Vec<i32> = lines.iter().map(|line| line.depth).collect();
    let keepers: Vec<bool> = lines.iter().map(|line| line.keeper).collect();
    sqlx::query!(
        "insert into access.closure (ancestor, descendant, depth, keeper)
         select * from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::boolean[])",
        &ancestors,
        &below,
        &depths,
        &keepers,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Of several organisations the one where a member's roles reach nearest on a day; the first when none does.
pub async fn nearest_to(
    conn: &mut PgConnection,
    organizations: &[Id],
    member: Id,
    day: NaiveDate,
) -> Result<Option<Id>> {
    let nearest = sqlx::query_scalar!(
        r#"select side.organization as "organization!"
           from unnest($1::uuid[]) with ordinality as side (organization, number)
           left join lateral (
               select min(c.depth) as depth
               from access.closure c
               join access.grants g on g.organization = c.ancestor
               where c.descendant = side.organization
                 and g.member = $2
                 and g.during @> $3::date
           ) nearest on true
           order by nearest.depth nulls last, side.number
           limit 1"#,
        organizations,
        member,
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(nearest)
}
