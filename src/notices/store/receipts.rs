//! Whom a notice is for, from dated memberships, and how far it got with them.

use super::super::{Counts, Recipient};
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A notice and the organisation that is asked about.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Asked {
    pub notice: Id,
    pub organization: Id,
    /// The day it was issued.
    pub day: NaiveDate,
    /// It is also for who joined until then.
    pub joined_until: Option<NaiveDate>,
    /// It is also for who belongs to something below.
    pub below: bool,
}

/// Counts of one part: the organisation's own members, or one of those directly below with all under it.
#[derive(Debug)]
pub(in super::super) struct Counted {
    pub organization: Id,
    pub name: String,
    pub counts: Counts,
}

/// Whether an organisation stood below another on a day: upward, so that it costs the same at any height.
pub(in super::super) async fn stood_below(
    conn: &mut PgConnection,
    (organization, above): (Id, Id),
    day: NaiveDate,
) -> Result<bool> {
    let stood = sqlx::query_scalar!(
        r#"with recursive chain as (
               select $1::uuid as organization
               union
               select e.parent
               from chain c
               join directory.organization_edges e
                   on e.child = c.organization
                   and e.during @> $3::date
           )
           select exists (select from chain where organization = $2) as "stood!""#,
        organization,
        above,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(stood)
}

pub(in super::super) async fn count_receipts(conn: &mut PgConnection, asked: Asked) -> Result<Vec<Counted>> {
    let rows = sqlx::query_file!(
        "src/notices/store/counts.sql",
        asked.notice,
        asked.organization,
        asked.day,
        asked.joined_until,
        asked.below,
    )
    .fetch_all(conn)
    .await?;
    let counted = rows.into_iter().map(|row| Counted {
        organization: row.part,
        name: row.name,
        counts: Counts {
            expected: row.expected,
            delivered: row.delivered,
            read: row.read,
            acknowledged: row.acknowledged,
        },
    });
    Ok(counted.collect())
}

/// The organisation's own members, by given name.
pub(in super::super) async fn receipts_of_members(
    conn: &mut PgConnection,
    asked: Asked,
) -> Result<Vec<Recipient>> {
    let rows = sqlx::query_as!(
        Recipient,
        r#"select p.id as member, p.name, r.read_at as "read_at?", a.acknowledged_at as "acknowledged_at?",
                  r.read_at is not null
                      or coalesce(bool_or(pg_visible_in_snapshot(n.written_by, held.until)), false) as "is_delivered!"
           from notices.notices n
           join directory.memberships m
               on m.organization = $2
               and m.relation in ('HOME', 'TEMPORARILY_IN')
               and (m.during @> $3::date
                   or $4::date is not null and lower(m.during) > $3::date and lower(m.during) <= $4::date)
           join directory.members p on p.id = m.member
           left join notices.receipts r on r.notice = n.id and r.member = m.member
           left join notices.acknowledgements a on a.notice = n.id and a.member = m.member
           left join notices.received held on held.member = m.member
           where n.id = $1
             and (n.organization = $2 or n.below)
           group by p.id, n.id, r.read_at, a.acknowledged_at
           order by p.given_name collate "vi-x-icu", p.name collate "vi-x-icu", p.id"#,
        asked.notice,
        asked.organization,
        asked.day,
        asked.joined_until,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
