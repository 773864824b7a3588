//! The present-day projection of the tree of organisations, for the gate and for lists.

use crate::base::{Id, Result};
use sqlx::PgConnection;

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
