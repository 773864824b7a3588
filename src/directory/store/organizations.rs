//! SQL of the tree of organisations: dated edges and names are the truth.

use super::memberships::{first_day, last_day};
use super::reshaping;
use crate::access::grants::days;
use crate::base::pages::Page;
use crate::base::{Id, Result};
use crate::db;
use crate::directory::organizations::refusals;
use crate::directory::words::Kind;
use crate::directory::{Organization, Refusal};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;

struct OrganizationRow {
    id: Id,
    kind: String,
    name: String,
    code: Option<String>,
    parent: Option<Id>,
    during: PgRange<NaiveDate>,
    successors: Vec<Id>,
}

impl OrganizationRow {
    fn organization(self) -> Result<Organization> {
        Ok(Organization {
            id: self.id,
            kind: Kind::read(&self.kind)?,
            name: self.name,
            code: self.code,
            parent: self.parent,
            from: first_day(&self.during),
            to: last_day(&self.during),
            successors: self.successors,
        })
    }
}

/// The kind of an organisation.
pub(in crate::directory) async fn kind_of(conn: &mut PgConnection, organization: Id) -> Result<Option<Kind>> {
    let kind = sqlx::query_scalar!(
        "select kind from directory.organizations where id = $1",
        organization
    )
    .fetch_optional(conn)
    .await?;
    kind.as_deref().map(Kind::read).transpose()
}

/// The code of an organisation.
pub(in crate::directory) async fn code_of(
    conn: &mut PgConnection,
    organization: Id,
) -> Result<Option<String>> {
    let code = sqlx::query_scalar!(
        "select code from directory.organizations where id = $1",
        organization
    )
    .fetch_optional(conn)
    .await?;
    Ok(code.flatten())
}

/// The first day of an organisation.
pub(in crate::directory) async fn begins(
    conn: &mut PgConnection,
    organization: Id,
) -> Result<Option<NaiveDate>> {
    let day = sqlx::query_scalar!(
        "select lower(during) from directory.organizations where id = $1",
        organization
    )
    .fetch_optional(conn)
    .await?;
    Ok(day.flatten())
}

/// An organisation as it stood on a day; after its end, as it last was.
pub(in crate::directory) async fn read(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<Option<Organization>> {
    let row = sqlx::query_as!(
        OrganizationRow,
        r#"select o.id, o.kind, n.name, e.parent as "parent?", o.during,
                  coalesce((
                      select f.code
                      from directory.organization_former_codes f
                      where f.organization = o.id
                        and f.until > $2
                      order by f.until
                      limit 1
                  ), o.code) as code,
                  array(
                      select s.successor
                      from directory.organization_successions s
                      where s.predecessor = o.id
                      order by s.position
                  ) as "successors!"
           from directory.organizations o
           join lateral (
               select name
               from directory.organization_names
               where organization = o.id
                 and lower(during) <= $2
               order by lower(during) desc
               limit 1
           ) n on true
           left join directory.organization_edges e on e.child = o.id and e.during @> $2::date
           where o.id = $1"#,
        organization,
        day,
    )
    .fetch_optional(conn)
    .await?;
    row.map(OrganizationRow::organization).transpose()
}

/// What the key of an organisation without a code is in the order of codes: after all of them.
pub(in crate::directory) const WITHOUT_CODE: &str = "~";

/// The direct children of an organisation as they stood on a day, in the order of their codes.
pub(in crate::directory) async fn children(
    conn: &mut PgConnection,
    parent: Id,
    day: NaiveDate,
    page: &Page,
) -> Result<Vec<Organization>> {
    let after = page.after(1).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_as!(
        OrganizationRow,
        r#"select o.id, o.kind, n.name, c.code, e.parent as "parent?", o.during,
                  array(
                      select s.successor
                      from directory.organization_successions s
                      where s.predecessor = o.id
                      order by s.position
                  ) as "successors!"
           from directory.organization_edges e
           join directory.organizations o on o.id = e.child
           join directory.organization_names n on n.organization = o.id and n.during @> $2::date
           cross join lateral (
               select coalesce((
                   select f.code
                   from directory.organization_former_codes f
                   where f.organization = o.id
                     and f.until > $2
                   order by f.until
                   limit 1
               ), o.code) as code
           ) c
           where e.parent = $1
             and e.during @> $2::date
             and o.during @> $2::date
             and ($3::text is null
                  or (coalesce(c.code, $5) collate "C", o.id) > ($3, $4::uuid))
           order by coalesce(c.code, $5) collate "C", o.id
           limit $6"#,
        parent,
        day,
        page.after(0),
        after,
        WITHOUT_CODE,
        page.fetch(),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(OrganizationRow::organization).collect()
}

/// The organisations above one today, nearest first.
pub(in crate::directory) async fn chain(
    conn: &mut PgConnection,
    organization: Id,
) -> Result<Vec<(Id, Kind)>> {
    let rows = sqlx::query!(
        "select o.id, o.kind
         from access.closure c
         join directory.organizations o on o.id = c.ancestor
         where c.descendant = $1
         order by c.depth",
        organization,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((row.id, Kind::read(&row.kind)?)))
        .collect()
}

/// An organisation to be written.
#[derive(Clone, Debug)]
pub(in crate::directory) struct NewOrganization {
    pub(in crate::directory) id: Id,
    pub(in crate::directory) kind: Kind,
    pub(in crate::directory) name: String,
    /// Fourteen digits without dots.
    pub(in crate::directory) code: Option<String>,
    pub(in crate::directory) parent: Option<Id>,
    pub(in crate::directory) from: NaiveDate,
    pub(in crate::directory) decision_number: String,
    /// Nobody when the operator founds it.
    pub(in crate::directory) recorded_by: Option<Id>,
}

/// Writes an organisation, its name, its edge and its founding. Its place in the closure is `access::closure::attach`.
pub(in crate::directory) async fn insert(
    conn: &mut PgConnection,
    new: &NewOrganization,
    now: DateTime<Utc>,
) -> Result<()> {
    if let Some(code) = &new.code
        && reshaping::code_was_given(&mut *conn, code, new.id).await?
    {
        return Err(Refusal::CodeTaken.into());
    }
    let written = sqlx::query!(
        "with founded as (
             insert into directory.organizations (id, kind, code, during, decision_number, created_at)
             values ($1, $2, $3, $4, $5, $6)
             returning id, during
         ), named as (
             insert into directory.organization_names (organization, name, during, decision_number)
             select id, $7, during, $5
             from founded
         ), recorded as (
             insert into directory.organization_events (
                 id, kind, day, decision_number, recorded_at, recorded_by, followed_at)
             select id, 'FOUNDED', lower(during), $5, $6, $9, $6
             from founded
             returning id
         ), linked as (
             insert into directory.organization_event_links (event, organization, part)
             select id, id, 'SUBJECT'
             from recorded
         )
         insert into directory.organization_edges (child, parent, during, decision_number)
         select id, $8, during, $5
         from founded
         where $8::uuid is not null",
        new.id,
        new.kind.name(),
        new.code,
        days(new.from, None),
        new.decision_number,
        now,
        new.name,
        new.parent,
        new.recorded_by,
    )
    .execute(conn)
    .await;
    if db::broke(&written, "organization_edges_within_existence") {
        return Err(refusals::Refusal::OrganizationEnded.into());
    }
    db::on_constraint(written, "organizations_code", || Refusal::CodeTaken)?;
    Ok(())
}

/// The organisation that has a code, or had it in former days.
pub(in crate::directory) async fn by_code(conn: &mut PgConnection, code: &str) -> Result<Option<Id>> {
    let id = sqlx::query_scalar!(
        r#"select id as "id!" from directory.organizations where code = $1
           union
           select organization from directory.organization_former_codes where code = $1
           limit 1"#,
        code
    )
    .fetch_optional(conn)
    .await?;
    Ok(id)
}
