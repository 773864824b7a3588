//! SQL of organisations that are about to change: their rows are locked, and what is on record for later is looked up.

use crate::base::{Id, Result};
use crate::directory::words::Kind;
use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;
use std::ops::{Bound, RangeBounds};

/// An organisation whose row is locked: nobody hangs anything new on it meanwhile.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Held {
    pub(in crate::directory) id: Id,
    pub(in crate::directory) kind: Kind,
    pub(in crate::directory) code: Option<String>,
    pub(in crate::directory) during: PgRange<NaiveDate>,
}

impl Held {
    /// Whether it lives on a day and has no end yet: what has an end takes part in nothing more.
    pub(in crate::directory) fn lives_from(&self, day: NaiveDate) -> bool {
        self.during.contains(&day) && self.during.end == Bound::Unbounded
    }

    /// Whether it began before a day: what begins and ends on one day never was.
    pub(in crate::directory) fn began_before(&self, day: NaiveDate) -> bool {
        day.pred_opt().is_some_and(|eve| self.during.contains(&eve))
    }
}

/// Locks organisations, in the order of their ids, and reads them.
pub(in crate::directory) async fn hold(conn: &mut PgConnection, organizations: &[Id]) -> Result<Vec<Held>> {
    let rows = sqlx::query!(
        "select id, kind, code, during
         from directory.organizations
         where id = any($1)
         order by id
         for update",
        organizations,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Held {
                id: row.id,
                kind: Kind::read(&row.kind)?,
                code: row.code,
                during: row.during,
            })
        })
        .collect()
}

/// Whether an organisation was given another parent or name on or after a day.
pub(in crate::directory) async fn changes_later(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<bool> {
    let changes = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.organization_edges
               where child = $1
                 and lower(during) >= $2
               union all
               select
               from directory.organization_names
               where organization = $1
                 and lower(during) >= $2
           ) as "changes!""#,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(changes)
}

/// The direct children that hang under an organisation on a day or later, with their kinds.
pub(in crate::directory) async fn children(
    conn: &mut PgConnection,
    parent: Id,
    day: NaiveDate,
) -> Result<Vec<(Id, Kind)>> {
    let rows = sqlx::query!(
        "select distinct o.id, o.kind, o.code
         from directory.organization_edges e
         join directory.organizations o on o.id = e.child
         where e.parent = $1
           and (upper(e.during) is null or upper(e.during) > $2)
         order by o.code, o.id",
        parent,
        day,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((row.id, Kind::read(&row.kind)?)))
        .collect()
}

/// Whether an organisation has ended by a day.
pub(in crate::directory) async fn has_ended(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<bool> {
    let ended = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.organizations
               where id = $1
                 and upper(during) <= $2
           ) as "ended!""#,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(ended)
}

/// Whether an organisation takes another name after a day.
pub(in crate::directory) async fn named_after(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<bool> {
    let named = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.organization_names
               where organization = $1
                 and lower(during) > $2
           ) as "named!""#,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(named)
}

/// Whether an organisation hangs under a parent that begins on a day or later.
pub(in crate::directory) async fn hung_after(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<bool> {
    let hung = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.organization_edges
               where child = $1
                 and lower(during) >= $2
           ) as "hung!""#,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(hung)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_an_end_takes_part_in_nothing_more() {
        let day = |of_month| NaiveDate::from_ymd_opt(2023, 11, of_month).unwrap();
        let held = |during| Held {
            id: Id::nil(),
            kind: Kind::Branch,
            code: None,
            during,
        };
        let open = held(PgRange::from(day(5)..));
        assert!(open.lives_from(day(5)) && !open.lives_from(day(4)));
        assert!(open.began_before(day(6)) && !open.began_before(day(5)));
        assert!(!held(PgRange::from(day(5)..day(9))).lives_from(day(6)));
    }
}
