//! SQL of adoption: what others own is counted, and stored as steps; reports that were issued are kept.

pub(super) mod issued;
pub(super) mod steps;

use super::decide::{Level, Source};
use super::{Counted, Tally, decide};
use crate::access::Visit;
use crate::base::{Id, Result, vietnam};
use chrono::NaiveDate;
use sqlx::{Connection, PgConnection};

/// One organisation on one day, see `count.sql`.
struct Line {
    organization: Id,
    name: String,
    is_ours: bool,
    day: NaiveDate,
    began: Option<NaiveDate>,
    ended: Option<NaiveDate>,
    counts: Vec<i64>,
}

/// Counts organisations on days, in the order asked, in one statement however many there are.
pub(super) async fn count(visit: &mut Visit, points: &[(Id, NaiveDate)]) -> Result<Vec<Tally>> {
    let (caller, today) = (visit.caller().member, visit.today());
    let from_rows = source(visit.conn(), points).await? == Source::Rows;
    let organizations: Vec<Id> = points.iter().map(|(organization, _)| *organization).collect();
    let days: Vec<NaiveDate> = points.iter().map(|(_, day)| *day).collect();
    let months: Vec<NaiveDate> = days.iter().map(|day| vietnam::month_of(*day)).collect();
    let quarters: Vec<NaiveDate> = days.iter().map(|day| vietnam::quarter_of(*day)).collect();
    let since: Vec<_> = months.iter().map(|day| vietnam::start_of(*day)).collect();
    let until: Vec<_> = days.iter().map(|day| vietnam::end_of(*day)).collect();
    let since_quarter: Vec<_> = quarters.iter().map(|day| vietnam::start_of(*day)).collect();
    let mut planned = visit.conn().begin().await?;
    if !from_rows {
        plan_once(&mut planned).await?;
    }
    let lines = sqlx::query_file_as!(
        Line,
        "src/adoption/store/count.sql",
        &organizations,
        &days,
        &months,
        &quarters,
        &since,
        &until,
        &since_quarter,
        caller,
        today,
        from_rows,
    )
    .fetch_all(&mut *planned)
    .await?;
    planned.commit().await?;
    Ok(lines.into_iter().map(Line::tally).collect())
}

/// Where steps are read, planning so long a statement takes ten times as long as running it: one plan serves whatever is
/// asked.
async fn plan_once(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!(r#"select set_config('plan_cache_mode', 'force_generic_plan', true) as "mode!""#)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// Where these points are counted from: as a rule from the steps, with what is out of date counted anew.
async fn source(conn: &mut PgConnection, points: &[(Id, NaiveDate)]) -> Result<Source> {
    let Some(last) = points.iter().map(|(_, day)| *day).max() else {
        return Ok(Source::Steps);
    };
    let most = decide::MOST_COUNTED + 1;
    let backlog = steps::backlog(conn, last, most).await?;
    if backlog < most {
        return Ok(Source::Steps);
    }
    let organizations: Vec<Id> = points.iter().map(|(organization, _)| *organization).collect();
    let breadth = steps::breadth(conn, &organizations, most).await?;
    Ok(decide::source(backlog, breadth)?)
}

/// What stood directly below an organisation on a day, by name.
pub(super) async fn children(conn: &mut PgConnection, organization: Id, day: NaiveDate) -> Result<Vec<Id>> {
    let children = sqlx::query_scalar!(
        r#"select e.child as "child!"
        from directory.organization_edges e
        left join directory.organization_names n on n.organization = e.child and n.during @> $2::date
        where e.parent = $1
          and e.during @> $2::date
        order by n.name collate "vi-x-icu", e.child"#,
        organization,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(children)
}

/// What stood beside and below on each day, from the top of the tree down to the parts of an organisation, or only to
/// the level on which it stands itself.
pub(super) async fn levels(
    conn: &mut PgConnection,
    organization: Id,
    days: &[NaiveDate],
    with_parts: bool,
) -> Result<Vec<Level>> {
    let levels = sqlx::query_as!(
        Level,
        r#"with recursive up as (
             select d.day, $1::uuid as organization, 0 as height
             from unnest($2::date[]) as d (day)
             union all
             select u.day, e.parent, u.height + 1
             from up u
             join directory.organization_edges e on e.child = u.organization and e.during @> u.day
         )
         select u.day as "day!", u.organization as "parent!", array_agg(e.child order by e.child) as "children!"
         from up u
         join directory.organization_edges e on e.parent = u.organization and e.during @> u.day
         where u.height > 0 or $3
         group by u.day, u.organization, u.height
         order by u.day, u.height desc"#,
        organization,
        days,
        with_parts,
    )
    .fetch_all(conn)
    .await?;
    Ok(levels)
}

impl Line {
    fn tally(self) -> Tally {
        let counted = Counted::read(&self.counts);
        Tally {
            organization: self.organization,
            name: self.name,
            day: self.day,
            existence: decide::existence(self.day, (self.began, self.ended)),
            withheld: decide::small(&counted),
            counted,
            is_ours: self.is_ours,
        }
    }
}
