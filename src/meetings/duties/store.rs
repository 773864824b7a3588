//! What branches owe, one probe of the meetings of a branch for each duty.

use super::{BranchDuties, Counts, Duty, Span, Standing};
use crate::base::{Id, Result};
use sqlx::PgConnection;

/// A page of branches, in the order of their ids.
pub(super) async fn page(
    conn: &mut PgConnection,
    organization: Id,
    span: Span,
    regular: Option<Standing>,
    (after, most): (Option<Id>, i64),
) -> Result<Vec<BranchDuties>> {
    let rows = sqlx::query_file!(
        "src/meetings/duties/page.sql",
        organization,
        span.day,
        span.month.0,
        span.month.1,
        span.quarter.0,
        span.quarter.1,
        after,
        regular.map(Standing::name),
        most,
    )
    .fetch_all(conn)
    .await?;
    let duties = rows.into_iter().map(|row| BranchDuties {
        organization: row.id,
        name: row.name,
        regular: Duty::of(
            (row.regular, row.regular_starts_at),
            row.regular_state.as_deref(),
            row.regular_afterwards,
        ),
        thematic: Duty::of(
            (row.thematic, row.thematic_starts_at),
            row.thematic_state.as_deref(),
            row.thematic_afterwards,
        ),
        committee: committee(
            Duty::of(
                (row.committee, row.committee_starts_at),
                row.committee_state.as_deref(),
                row.committee_afterwards,
            ),
            row.has_committee,
        ),
    });
    Ok(duties.collect())
}

fn committee(duty: Duty, is_owed: bool) -> Duty {
    if is_owed || duty.meeting.is_some() {
        return duty;
    }
    Duty {
        standing: Standing::NotOwed,
        ..duty
    }
}

/// How the regular meetings of all branches stand.
pub(super) async fn counts(conn: &mut PgConnection, organization: Id, span: Span) -> Result<Counts> {
    let counts = sqlx::query_as!(
        Counts,
        r#"select count(*) as "branches!",
             count(*) filter (where held.best) as "met!",
             count(*) filter (where not held.best) as "called!",
             count(*) filter (where held.best and not held.here) as "met_afterwards!"
         from access.closure c
         join directory.organizations o on o.id = c.descendant and o.kind = 'BRANCH' and o.during @> $2::date
         left join (
             select m.organization, bool_or(m.state <> 'ISSUED') as best,
                 bool_or(m.state <> 'ISSUED' and m.recorded_reason = '') as here
             from meetings.meetings m
             where m.organization in (select descendant from access.closure where ancestor = $1)
               and m.starts_at >= $3 and m.starts_at < $4
               and m.kind in ('REGULAR', 'COMBINED')
               and m.state in ('ISSUED', 'OPEN', 'CLOSED')
             group by m.organization
         ) held on held.organization = o.id
         where c.ancestor = $1"#,
        organization,
        span.day,
        span.month.0,
        span.month.1,
    )
    .fetch_one(conn)
    .await?;
    Ok(counts)
}
