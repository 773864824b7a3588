//! SQL of proposed roles.

use super::{Proposal, Proposed, State};
use crate::access::Role;
use crate::base::pages::Page;
use crate::base::{Clock, Id, Result, ids};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// What somebody decided about a proposal; confirmed when there is a grant.
#[derive(Debug)]
pub(super) struct Decision<'a> {
    pub(super) proposal: Id,
    pub(super) by: Id,
    pub(super) at: DateTime<Utc>,
    pub(super) granted: Option<Id>,
    pub(super) reason: &'a str,
}

struct Row {
    id: Id,
    member: Id,
    member_name: String,
    organization: Id,
    organization_name: String,
    title: String,
    role: Option<String>,
    source: Id,
    created_at: DateTime<Utc>,
    outcome: Option<String>,
}

impl Row {
    fn proposed(self) -> Result<Proposed> {
        Ok(Proposed {
            id: self.id,
            proposal: Proposal {
                member: self.member,
                organization: self.organization,
                title: self.title,
                role: self.role.as_deref().map(Role::read).transpose()?,
                source: self.source,
            },
            member_name: self.member_name,
            organization_name: self.organization_name,
            state: match self.outcome.as_deref() {
                None => State::Waiting,
                Some("CONFIRMED") => State::Confirmed,
                Some(_dismissed) => State::Dismissed,
            },
            created_at: self.created_at,
        })
    }
}

/// Puts proposals on the list, but what waits, was dismissed or is held on the day of the clock.
pub(super) async fn insert(conn: &mut PgConnection, clock: &Clock, proposals: &[Proposal]) -> Result<u64> {
    let ids: Vec<Id> = proposals.iter().map(|_| ids::new(clock)).collect();
    let members: Vec<Id> = proposals.iter().map(|proposal| proposal.member).collect();
    let organizations: Vec<Id> = proposals.iter().map(|proposal| proposal.organization).collect();
    let titles: Vec<String> = proposals.iter().map(|proposal| proposal.title.clone()).collect();
    let roles: Vec<String> = proposals
        .iter()
        .map(|proposal| proposal.role.map(Role::name).unwrap_or_default().to_owned())
        .collect();
    let sources: Vec<Id> = proposals.iter().map(|proposal| proposal.source).collect();
    let done = sqlx::query!(
        "insert into directory.role_proposals (id, member, organization, title, role, source, created_at)
         select new.id, new.member, new.organization, new.title, nullif(new.role, ''), new.source, $7
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[])
             as new (id, member, organization, title, role, source)
         where not exists (
                 select
                 from directory.role_proposals old
                 where old.member = new.member
                   and old.organization = new.organization
                   and directory.fold(old.title) = directory.fold(new.title)
                   and old.outcome = 'DISMISSED')
           and not exists (
                 select
                 from access.grants g
                 where g.member = new.member
                   and g.organization = new.organization
                   and g.role = new.role
                   and g.during @> ($7::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date)
         on conflict do nothing",
        &ids,
        &members,
        &organizations,
        &titles,
        &roles,
        &sources,
        clock.now(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// What waits on an organisation, and below it when asked, in the order it came.
pub(super) async fn waiting(
    conn: &mut PgConnection,
    (organization, below): (Id, bool),
    day: NaiveDate,
    page: &Page,
) -> Result<Vec<Proposed>> {
    let after = page.after(0).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.member, m.name as member_name, p.organization, n.name as organization_name,
                  p.title, p.role, p.source, p.created_at, p.outcome
           from directory.role_proposals p
           join access.closure c on c.descendant = p.organization
           join directory.members m on m.id = p.member
           join directory.organization_names n on n.organization = p.organization and n.during @> $3::date
           where c.ancestor = $1
             and (c.depth = 0 or $2)
             and p.outcome is null
             and ($4::uuid is null or p.id > $4)
           order by p.id
           limit $5"#,
        organization,
        below,
        day,
        after,
        page.fetch(),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::proposed).collect()
}

/// One proposal; until the end of the transaction nobody else decides it.
pub(super) async fn lock(conn: &mut PgConnection, proposal: Id, day: NaiveDate) -> Result<Option<Proposed>> {
    let row = sqlx::query_as!(
        Row,
        r#"select p.id, p.member, m.name as member_name, p.organization,
                  coalesce(n.name, '') as "organization_name!",
                  p.title, p.role, p.source, p.created_at, p.outcome
           from directory.role_proposals p
           join directory.members m on m.id = p.member
           left join directory.organization_names n on n.organization = p.organization and n.during @> $2::date
           where p.id = $1
           for update of p"#,
        proposal,
        day,
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::proposed).transpose()
}

/// Writes down what was decided.
pub(super) async fn decide(conn: &mut PgConnection, decision: &Decision<'_>) -> Result<()> {
    let outcome = if decision.granted.is_some() {
        "CONFIRMED"
    } else {
        "DISMISSED"
    };
    sqlx::query!(
        "update directory.role_proposals
         set outcome = $2, decided_at = $3, decided_by = $4, granted = $5, reason = $6
         where id = $1",
        decision.proposal,
        outcome,
        decision.at,
        decision.by,
        decision.granted,
        decision.reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The organisation a proposal is about.
pub(super) async fn organization_of(conn: &mut PgConnection, proposal: Id) -> Result<Option<Id>> {
    let organization = sqlx::query_scalar!(
        "select organization from directory.role_proposals where id = $1",
        proposal
    )
    .fetch_optional(conn)
    .await?;
    Ok(organization)
}

/// Puts what waits on one organisation on the list of another, but what waits there already.
pub(super) async fn hand_over(conn: &mut PgConnection, (from, to): (Id, Id)) -> Result<()> {
    sqlx::query!(
        "update directory.role_proposals p
         set organization = $2
         where p.organization = $1
           and p.outcome is null
           and not exists (
               select
               from directory.role_proposals there
               where there.member = p.member
                 and there.organization = $2
                 and there.outcome is null
                 and directory.fold(there.title) = directory.fold(p.title))",
        from,
        to,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Dismisses what is left on the list of an organisation.
pub(super) async fn dismiss_left(
    conn: &mut PgConnection,
    organization: Id,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update directory.role_proposals
         set outcome = 'DISMISSED', decided_at = $2, reason = $3
         where organization = $1
           and outcome is null",
        organization,
        now,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}
