//! SQL of grants as the directory shows them, with the names of their holders.

use super::memberships::{first_day, last_day};
use crate::access::Role;
use crate::base::pages::Page;
use crate::base::{Id, Result};
use crate::directory::Grant;
use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;

struct GrantRow {
    id: Id,
    member: Id,
    member_name: String,
    role: String,
    organization: Id,
    during: PgRange<NaiveDate>,
    decision_number: String,
    end_reason: String,
    substitute_for: Option<Id>,
    granted_by_name: String,
    taken_back: bool,
}

/// Which grants on an organisation are asked for.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Wanted {
    /// In force on this day.
    pub(in crate::directory) day: NaiveDate,
    /// Those that begin later as well.
    pub(in crate::directory) later: bool,
    /// All there ever were, whatever the day.
    pub(in crate::directory) history: bool,
}

impl GrantRow {
    fn grant(self) -> Result<Grant> {
        Ok(Grant {
            id: self.id,
            member: self.member,
            member_name: self.member_name,
            role: Role::read(&self.role)?,
            organization: self.organization,
            from: first_day(&self.during),
            to: last_day(&self.during),
            decision_number: self.decision_number,
            end_reason: self.end_reason,
            substitute_for: self.substitute_for,
            granted_by_name: self.granted_by_name,
            taken_back: self.taken_back,
        })
    }
}

/// The grants on an organisation that are wanted, by given name of the holder.
pub(in crate::directory) async fn on_organization(
    conn: &mut PgConnection,
    organization: Id,
    wanted: Wanted,
    page: &Page,
) -> Result<Vec<Grant>> {
    let after = page.after(2).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_as!(
        GrantRow,
        r#"select g.id as "id!", g.member as "member!", m.name as member_name, g.role as "role!",
                  g.organization as "organization!", g.during as "during!", g.decision_number as "decision_number!",
                  g.end_reason as "end_reason!", g.substitute_for, coalesce(by.name, '') as "granted_by_name!",
                  g.taken_back as "taken_back!"
           from (
               select id, member, role, organization, during, decision_number, end_reason, substitute_for, granted_by,
                      false as taken_back
               from access.grants
               where organization = $1
                 and ($3 or during @> $2::date or ($4 and lower(during) > $2))
               union all
               select id, member, role, organization, during, decision_number, end_reason, substitute_for, granted_by,
                      true
               from access.taken_back
               where organization = $1
                 and $3
           ) g
           join directory.members m on m.id = g.member
           left join directory.members by on by.id = g.granted_by
           where $5::text is null
              or (m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", g.id) > ($5, $6, $7::uuid)
           order by m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", g.id
           limit $8"#,
        organization,
        wanted.day,
        wanted.history,
        wanted.later,
        page.after(0),
        page.after(1),
        after,
        page.fetch(),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(GrantRow::grant).collect()
}

/// The grants a member holds on a day.
pub(in crate::directory) async fn of_member(
    conn: &mut PgConnection,
    member: Id,
    day: NaiveDate,
) -> Result<Vec<Grant>> {
    let rows = sqlx::query_as!(
        GrantRow,
        r#"select g.id, g.member, m.name as member_name, g.role, g.organization, g.during, g.decision_number,
                g.end_reason, g.substitute_for, coalesce(by.name, '') as "granted_by_name!", false as "taken_back!"
         from access.grants g
         join directory.members m on m.id = g.member
         left join directory.members by on by.id = g.granted_by
         where g.member = $1
           and g.during @> $2::date
         order by lower(g.during), g.role, g.id"#,
        member,
        day,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(GrantRow::grant).collect()
}

/// One grant.
pub(in crate::directory) async fn read(conn: &mut PgConnection, grant: Id) -> Result<Option<Grant>> {
    let row = sqlx::query_as!(
        GrantRow,
        r#"select g.id, g.member, m.name as member_name, g.role, g.organization, g.during, g.decision_number,
                g.end_reason, g.substitute_for, coalesce(by.name, '') as "granted_by_name!", false as "taken_back!"
         from access.grants g
         join directory.members m on m.id = g.member
         left join directory.members by on by.id = g.granted_by
         where g.id = $1"#,
        grant,
    )
    .fetch_optional(conn)
    .await?;
    row.map(GrantRow::grant).transpose()
}

/// The posts members hold on a day in the branches they sit in, in the order of the list of roles.
pub(in crate::directory) async fn posts_of(
    conn: &mut PgConnection,
    members: &[Id],
    day: NaiveDate,
) -> Result<Vec<(Id, Role)>> {
    let rows = sqlx::query!(
        "select distinct g.member, g.role
         from access.grants g
         join directory.memberships s on s.member = g.member and s.organization = g.organization
         where g.member = any($1)
           and g.during @> $2::date
           and s.relation in ('HOME', 'TEMPORARILY_IN')
           and s.during @> $2::date",
        members,
        day,
    )
    .fetch_all(conn)
    .await?;
    let mut posts = rows
        .into_iter()
        .map(|row| Ok((row.member, Role::read(&row.role)?)))
        .collect::<Result<Vec<_>>>()?;
    posts.sort_unstable();
    Ok(posts)
}

/// Whether a member is at home below an organisation where the granter's right to grant comes from.
pub(in crate::directory) async fn is_within_reach(
    conn: &mut PgConnection,
    (granter, member): (Id, Id),
    organization: Id,
    day: NaiveDate,
) -> Result<bool> {
    let reached = sqlx::query_scalar!(
        r#"select exists (
               select
               from access.grants g
               join access.closure over on over.ancestor = g.organization and over.descendant = $3
               join access.closure home on home.ancestor = g.organization
               join directory.memberships s on s.organization = home.descendant
               where g.member = $1
                 and g.role in ('ORGANISATION_OFFICER', 'SYSTEM_ADMIN')
                 and g.during @> $4::date
                 and s.member = $2
                 and s.relation = 'HOME'
                 and s.during @> $4::date
           ) as "reached!""#,
        granter,
        member,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(reached)
}

/// Whether a member holds the post of secretary on an organisation on a day, and not for somebody else.
pub(in crate::directory) async fn is_secretary(
    conn: &mut PgConnection,
    (member, organization): (Id, Id),
    day: NaiveDate,
) -> Result<bool> {
    let is_secretary = sqlx::query_scalar!(
        r#"select exists (
               select
               from access.grants
               where member = $1
                 and organization = $2
                 and role = 'SECRETARY'
                 and substitute_for is null
                 and during @> $3::date
           ) as "is_secretary!""#,
        member,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(is_secretary)
}
