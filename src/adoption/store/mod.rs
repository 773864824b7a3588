//! SQL of adoption. It owns no table: everything is read from those who do.

use super::{Counted, Report, decide};
use crate::access::Visit;
use crate::base::{Id, Result, vietnam};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// One organisation on one day, see `count.sql`.
struct Line {
    organization: Id,
    name: String,
    is_ours: bool,
    day: NaiveDate,
    roster: i64,
    obliged: i64,
    issued: i64,
    activated: i64,
    active: i64,
    phoneless: i64,
    attended: i64,
    by_app: i64,
    branches: i64,
    met: i64,
}

/// Counts organisations on days, in the order asked, in one statement however many there are.
pub(super) async fn count(visit: &mut Visit, points: &[(Id, NaiveDate)]) -> Result<Vec<Report>> {
    let (caller, today) = (visit.caller().member, visit.today());
    let organizations: Vec<Id> = points.iter().map(|(organization, _)| *organization).collect();
    let days: Vec<NaiveDate> = points.iter().map(|(_, day)| *day).collect();
    let months: Vec<NaiveDate> = days.iter().map(|day| vietnam::month_of(*day)).collect();
    let since: Vec<_> = months.iter().map(|day| vietnam::start_of(*day)).collect();
    let until: Vec<_> = days.iter().map(|day| vietnam::end_of(*day)).collect();
    let lines = sqlx::query_file_as!(
        Line,
        "src/adoption/store/count.sql",
        &organizations,
        &days,
        &months,
        &since,
        &until,
        caller,
        today,
    )
    .fetch_all(visit.conn())
    .await?;
    lines.into_iter().map(Line::report).collect()
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

impl Line {
    fn report(self) -> Result<Report> {
        let counted = Counted {
            roster: self.roster,
            obliged: self.obliged,
            issued: self.issued,
            activated: self.activated,
            active: self.active,
            phoneless: self.phoneless,
            attended: self.attended,
            by_app: self.by_app,
            branches: self.branches,
            met: self.met,
        };
        Ok(Report {
            organization: self.organization,
            name: self.name,
            as_of: self.day,
            rates: decide::rates(&counted, self.is_ours)?,
        })
    }
}
