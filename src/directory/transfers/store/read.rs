//! SQL that reads transfers, one and many, as each side sees them.

use crate::base::pages::Page;
use crate::base::{Error, Id, Result};
use crate::directory::transfers::decide::{self, State};
use crate::directory::transfers::{Taken, Transfer, Wanted};
use anyhow::anyhow;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A transfer of a list, and from which side it is seen.
pub(in crate::directory::transfers) struct Listing {
    pub(in crate::directory::transfers) transfer: Transfer,
    from_there: bool,
}

impl Listing {
    /// As that side sees it.
    pub(in crate::directory::transfers) fn seen(self) -> Transfer {
        if self.from_there {
            self.transfer.for_the_other_side()
        } else {
            self.transfer
        }
    }
}

struct Row {
    id: Id,
    member: Id,
    member_name: String,
    from_organization: Id,
    from_name: String,
    to_organization: Id,
    to_name: String,
    state: String,
    reason: String,
    decision_number: String,
    decided_on: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    handed_over: bool,
    from_there: bool,
}

impl Row {
    fn listing(self, today: NaiveDate) -> Result<Listing> {
        let state = State::ALL
            .into_iter()
            .find(|state| state.name() == self.state)
            .ok_or_else(|| Error::Broken(anyhow!("{} is no state of a transfer", self.state)))?;
        let transfer = Transfer {
            id: self.id,
            member: self.member,
            member_name: self.member_name,
            from: (self.from_organization, self.from_name),
            to: (self.to_organization, self.to_name),
            state,
            reason: self.reason,
            decision_number: self.decision_number,
            decided_on: self.decided_on,
            due_on: self.due_on,
            handed_over: self.handed_over,
            overdue: decide::is_overdue(state, self.due_on, today),
            steps: Vec::new(),
        };
        Ok(Listing {
            transfer,
            from_there: self.from_there,
        })
    }
}

/// One transfer, whole.
pub(in crate::directory::transfers) async fn read(
    conn: &mut PgConnection,
    id: Id,
    today: NaiveDate,
) -> Result<Option<Transfer>> {
    let row = sqlx::query_as!(
        Row,
        r#"select t.id, t.member, m.name as member_name, t.from_organization,
                  directory.called(t.from_organization, $2) as "from_name!",
                  t.to_organization,
                  directory.called(t.to_organization, $2) as "to_name!", t.state, t.reason, t.decision_number, t.decided_on, t.due_on,
                  t.handed_over_at is not null as "handed_over!", false as "from_there!"
           from directory.transfers t
           join directory.members m on m.id = t.member
           where t.id = $1"#,
        id,
        today,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok(row.listing(today)?.transfer)).transpose()
}

/// The steps of a transfer, in the order they were taken.
pub(in crate::directory::transfers) async fn steps(conn: &mut PgConnection, id: Id) -> Result<Vec<Taken>> {
    let steps = sqlx::query_as!(
        Taken,
        r#"select s.step, coalesce(m.name, '') as "by_name!", s.taken_at as at, s.note
           from directory.transfer_steps s
           left join directory.members m on m.id = s.taken_by
           where s.transfer = $1
           order by s.taken_at, s.id"#,
        id,
    )
    .fetch_all(conn)
    .await?;
    Ok(steps)
}

/// The transfers from and to an organisation, and below it when asked, newest first. Those that come are there once the
/// slip was handed over.
pub(in crate::directory::transfers) async fn around(
    conn: &mut PgConnection,
    (organization, below): (Id, bool),
    wanted: Wanted,
    today: NaiveDate,
    page: &Page,
) -> Result<Vec<Listing>> {
    let before = page.after(0).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_as!(
        Row,
        r#"with reach as (
               select descendant
               from access.closure
               where ancestor = $1
                 and (depth = 0 or $2)
           )
           select t.id, t.member, m.name as member_name, t.from_organization,
                  directory.called(t.from_organization, $3) as "from_name!",
                  t.to_organization,
                  directory.called(t.to_organization, $3) as "to_name!", t.state, t.reason, t.decision_number, t.decided_on, t.due_on,
                  t.handed_over_at is not null as "handed_over!",
                  t.from_organization not in (select descendant from reach) as "from_there!"
           from directory.transfers t
           join directory.members m on m.id = t.member
           where (t.from_organization in (select descendant from reach)
                  or (t.to_organization in (select descendant from reach) and t.handed_over_at is not null))
             and (t.state not in ('COMPLETED', 'REFUSED', 'WITHDRAWN') or not $4)
             and ((t.due_on < $3 and t.state not in ('COMPLETED', 'REFUSED', 'WITHDRAWN')) or not $5)
             and ($6::uuid is null or t.id < $6)
           order by t.id desc
           limit $7"#,
        organization,
        below,
        today,
        wanted.open,
        wanted.overdue,
        before,
        page.fetch(),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| row.listing(today)).collect()
}

/// A transfer's member, and its sides that see it: the one it goes to does once the slip was handed over.
pub(in crate::directory::transfers) async fn member_and_sides(
    conn: &mut PgConnection,
    id: Id,
) -> Result<Option<(Id, Vec<Id>)>> {
    let row = sqlx::query!(
        r#"select member, from_organization,
                  case when handed_over_at is not null then to_organization end as to_organization
           from directory.transfers
           where id = $1"#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| {
        let sides = std::iter::once(row.from_organization).chain(row.to_organization);
        (row.member, sides.collect())
    }))
}
