//! Who of a branch has no account yet.

use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Which slips can still be used, and whether those who hold one count as well.
#[derive(Clone, Copy, Debug)]
pub(in crate::identity) struct Living {
    pub tries: i32,
    pub now: DateTime<Utc>,
    pub count: bool,
}

/// The members at home in a branch on a day who have no account, by given name.
pub(in crate::identity) async fn without_account(
    conn: &mut PgConnection,
    (branch, day): (Id, NaiveDate),
    living: &Living,
    limit: i64,
) -> Result<Vec<(Id, String)>> {
    let rows = sqlx::query!(
        r#"select m.id, m.name
           from directory.memberships s
           join directory.members m on m.id = s.member
           where s.organization = $1
             and s.relation = 'HOME'
             and s.during @> $2::date
             and not exists (select from identity.accounts a where a.member = m.id)
             and ($3 or not exists (
                 select
                 from identity.activation_codes c
                 where c.member = m.id
                   and c.used_at is null
                   and c.replaced_at is null
                   and c.expires_at > $4
                   and c.wrong_tries < $5))
           order by m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id
           limit $6"#,
        branch,
        day,
        living.count,
        living.now,
        living.tries,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
