//! SQL of lists that go out.

use super::sheets::Format;
use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Members that one file holds.
pub(super) const MOST: i64 = 200_000;

/// A member as stored.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) birth_date: Option<NaiveDate>,
    pub(super) birth_year: Option<i16>,
    pub(super) gender: Option<String>,
    pub(super) joined_date: Option<NaiveDate>,
    pub(super) official_date: Option<NaiveDate>,
    pub(super) citizen_id_sealed: Option<Vec<u8>>,
    pub(super) phone_number_sealed: Option<Vec<u8>>,
    pub(super) card_number_sealed: Option<Vec<u8>>,
    pub(super) branch: Id,
    pub(super) branch_name: String,
    pub(super) branch_code: Option<String>,
    pub(super) roles: Vec<String>,
}

/// That a list went out.
#[derive(Debug)]
pub(super) struct Export {
    pub(super) id: Id,
    pub(super) organization: Id,
    pub(super) requested_by: Id,
    pub(super) rows: usize,
    pub(super) in_clear: bool,
    pub(super) format: Format,
    pub(super) at: DateTime<Utc>,
}

/// Who is at home in an organisation on a day, or also in those below it, branch by branch and by given name.
pub(super) async fn roster(
    conn: &mut PgConnection,
    (organization, below): (Id, bool),
    today: NaiveDate,
) -> Result<Vec<Stored>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select m.id, m.name, m.birth_date, m.birth_year, m.gender, m.joined_date, m.official_date,
                  m.citizen_id_sealed, m.phone_number_sealed, m.card_number_sealed,
                  o.id as branch, n.name as branch_name, o.code as branch_code,
                  array(
                      select g.role
                      from access.grants g
                      where g.member = m.id
                        and g.organization = o.id
                        and g.during @> $3::date
                      order by g.role desc) as "roles!"
           from access.closure c
           join directory.organizations o on o.id = c.descendant and o.during @> $3::date
           join directory.organization_names n on n.organization = o.id and n.during @> $3::date
           join directory.memberships s
               on s.organization = o.id and s.relation = 'HOME' and s.during @> $3::date
           join directory.members m on m.id = s.member
           where c.ancestor = $1
             and (c.depth = 0 or $2)
           order by o.code nulls last, o.id, m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id
           limit $4"#,
        organization,
        below,
        today,
        MOST + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Writes down that a list went out.
pub(super) async fn insert(conn: &mut PgConnection, export: &Export) -> Result<()> {
    sqlx::query!(
        "insert into directory.exports (id, organization, requested_by, rows, in_clear, format, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        export.id,
        export.organization,
        export.requested_by,
        i32::try_from(export.rows).unwrap_or(i32::MAX),
        export.in_clear,
        export.format.name(),
        export.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}
