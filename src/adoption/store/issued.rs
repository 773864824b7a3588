//! The tables of issued reports: only added to.

use crate::access::Visit;
use crate::adoption::{Counted, Existence, Group, Issued, Tally};
use crate::base::pages::Page;
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A line of a report as stored.
struct Stored {
    organization: Id,
    name: String,
    counts: Vec<i64>,
    withheld: Vec<String>,
    is_ours: bool,
}

pub(in crate::adoption) async fn insert_report(
    visit: &mut Visit,
    id: Id,
    (as_of, note): (NaiveDate, &str),
) -> Result<()> {
    let (organization, by, at) = (visit.organization()?, visit.caller().member, visit.now());
    sqlx::query!(
        "insert into adoption.reports (id, organization, as_of, issued_by, issued_at, note)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        organization,
        as_of,
        by,
        at,
        note,
    )
    .execute(visit.conn())
    .await?;
    Ok(())
}

/// All lines of a report in one statement. Lists of lists have no type in SQL: groups travel as one text a line.
pub(in crate::adoption) async fn insert_lines(
    conn: &mut PgConnection,
    report: Id,
    tallies: &[Tally],
) -> Result<()> {
    let organizations: Vec<Id> = tallies.iter().map(|tally| tally.organization).collect();
    let names: Vec<String> = tallies.iter().map(|tally| tally.name.clone()).collect();
    let counts: Vec<i64> = tallies.iter().flat_map(|tally| tally.counted.listed()).collect();
    let withheld: Vec<String> = tallies.iter().map(|tally| joined(&tally.withheld)).collect();
    sqlx::query!(
        "insert into adoption.report_lines (report, position, organization, name, counts, withheld)
         select
             $1,
             line.number - 1,
             line.organization,
             line.name,
             ($4::bigint[])[(line.number - 1) * $6 + 1 : line.number * $6],
             string_to_array(line.withheld, ' ')
         from unnest($2::uuid[], $3::text[], $5::text[])
             with ordinality as line (organization, name, withheld, number)",
        report,
        &organizations,
        &names,
        &counts,
        &withheld,
        i64::try_from(Counted::default().listed().len()).unwrap_or_default(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn joined(groups: &[Group]) -> String {
    let names: Vec<&str> = groups.iter().map(|group| group.name()).collect();
    names.join(" ")
}

pub(in crate::adoption) async fn report(
    conn: &mut PgConnection,
    organization: Id,
    report: Id,
) -> Result<Option<Issued>> {
    let found = sqlx::query_as!(
        Issued,
        r#"select r.id, r.organization, l.name, r.as_of, r.issued_by as by, m.name as by_name, r.issued_at as at, r.note
           from adoption.reports r
           join adoption.report_lines l on l.report = r.id and l.position = 0
           join directory.members m on m.id = r.issued_by
           where r.id = $1
             and r.organization = $2"#,
        report,
        organization,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

pub(in crate::adoption) async fn reports_of(
    conn: &mut PgConnection,
    organization: Id,
    page: &Page,
) -> Result<Vec<Issued>> {
    let after: Option<Id> = page.after(0).and_then(|id| id.parse().ok());
    let rows = sqlx::query_as!(
        Issued,
        r#"select r.id, r.organization, l.name, r.as_of, r.issued_by as by, m.name as by_name, r.issued_at as at, r.note
           from adoption.reports r
           join adoption.report_lines l on l.report = r.id and l.position = 0
           join directory.members m on m.id = r.issued_by
           where r.organization = $1
             and ($2::uuid is null or r.id < $2)
           order by r.id desc
           limit $3"#,
        organization,
        after,
        page.fetch(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// The lines of a report: the organisation, then its parts.
pub(in crate::adoption) async fn lines_of(
    visit: &mut Visit,
    report: Id,
    day: NaiveDate,
) -> Result<Vec<Tally>> {
    let (caller, today) = (visit.caller().member, visit.today());
    let lines = sqlx::query_as!(
        Stored,
        r#"select l.organization, l.name, l.counts, l.withheld,
             exists (
                 select
                 from access.grants g
                 join access.closure c
                     on c.ancestor = g.organization
                     and c.descendant = l.organization
                     and c.depth = 0
                 where g.member = $2
                   and g.during @> $3::date
             ) as "is_ours!"
           from adoption.report_lines l
           where l.report = $1
           order by l.position"#,
        report,
        caller,
        today,
    )
    .fetch_all(visit.conn())
    .await?;
    Ok(lines.into_iter().map(|line| line.tally(day)).collect())
}

impl Stored {
    fn tally(self, day: NaiveDate) -> Tally {
        let hidden = |group: &Group| self.withheld.iter().any(|name| name == group.name());
        Tally {
            organization: self.organization,
            name: self.name,
            day,
            existence: Existence::Stands,
            counted: Counted::read(&self.counts),
            withheld: Group::ALL.into_iter().filter(hidden).collect(),
            is_ours: self.is_ours,
        }
    }
}
