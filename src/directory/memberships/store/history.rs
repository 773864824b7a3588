//! SQL of spans of standing, and of who is on probation.

use crate::base::pages::Page;
use crate::base::{Id, Result};
use crate::directory::memberships::types::{Candidate, Span};
use crate::directory::store::memberships::{first_day, last_day};
use crate::directory::words::{Activity, Class, Exemption, ExemptionReason, Relation};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Every span of a member's standing, oldest first.
pub(in crate::directory::memberships) async fn spans(
    conn: &mut PgConnection,
    member: Id,
) -> Result<Vec<Span>> {
    let rows = sqlx::query!(
        r#"select c.class as "class?", null as "activity?", null as "exemption?", null as "reason?",
                  null as "relation?", null::uuid as "organization?", null as "name?",
                  c.during as "during!", c.record as "record?"
           from directory.classes c
           where c.member = $1
           union all
           select null, a.activity, a.exemption, a.exemption_reason, null, null, null, a.during, a.record
           from directory.activities a
           where a.member = $1
           union all
           select null, null, null, null, s.relation, s.organization, n.name, s.during, s.record
           from directory.memberships s
           join lateral (
               select name
               from directory.organization_names
               where organization = s.organization
               order by during @> lower(s.during) desc, lower(during) desc
               limit 1
           ) n on true
           where s.member = $1
           order by 8"#,
        member,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let relation = match (row.relation, row.organization) {
                (Some(relation), Some(organization)) => Some((
                    Relation::read(&relation)?,
                    organization,
                    row.name.unwrap_or_default(),
                )),
                _ => None,
            };
            Ok(Span {
                class: row.class.as_deref().map(Class::read).transpose()?,
                activity: row.activity.as_deref().map(Activity::read).transpose()?,
                exemption: row.exemption.as_deref().map(Exemption::read).transpose()?,
                reason: row.reason.as_deref().map(ExemptionReason::read).transpose()?,
                relation,
                from: first_day(&row.during),
                to: last_day(&row.during),
                record: row.record,
            })
        })
        .collect()
}

/// Who is on probation on a day in an organisation, and below it when asked; only the overdue when asked. As of a day it
/// is the tree of that day.
pub(in crate::directory::memberships) async fn on_probation(
    conn: &mut PgConnection,
    (organization, below, overdue): (Id, bool, bool),
    (day, as_of): (NaiveDate, bool),
    page: &Page,
) -> Result<Vec<Candidate>> {
    let after_due = page.after(0).and_then(|day| day.parse::<NaiveDate>().ok());
    let after = page.after(1).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_as!(
        Candidate,
        r#"select p.member, p.name, p.organization, p.organization_name,
                  p.joined_date as "joined_date!", p.due as "due!",
                  greatest($4::date - p.due, 0) as "overdue_days!"
           from (
               select m.id as member, m.name, s.organization, n.name as organization_name, m.joined_date,
                      (m.joined_date + make_interval(months => r.value))::date as due
               from (
                   select descendant as organization
                   from access.closure
                   where ancestor = $1
                     and (depth = 0 or $2)
                     and not $8
                   union all
                   select id
                   from directory.below($1, $4)
                   where $8
                     and (id = $1 or $2)
               ) t
               join directory.memberships s on s.organization = t.organization
               join directory.members m on m.id = s.member
               join directory.classes c on c.member = m.id
               join directory.organization_names n on n.organization = s.organization
               join regulations.numbers r
                   on r.rule in ('PROBATION_MONTHS', 'EARLIER_PROBATION_MONTHS')
                   and r.during @> m.joined_date
               where s.relation = 'HOME'
                 and s.during @> $4::date
                 and c.class = 'PROBATIONARY'
                 and c.during @> $4::date
                 and n.during @> $4::date
           ) p
           where (p.due <= $4 or not $3)
             and ($5::date is null or (p.due, p.member) > ($5, $6::uuid))
           order by p.due, p.member
           limit $7"#,
        organization,
        below,
        overdue,
        day,
        after_due,
        after,
        page.fetch(),
        as_of,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
