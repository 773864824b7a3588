//! SQL of the import: members go in by arrays, thousands at a time.

use super::changes::Resolved;
use super::data::{self, Data};
use super::history::History;
use crate::access::Role;
use crate::access::doors::Errand;
use crate::access::grants::{self, NewGrant};
use crate::base::{Id, Result, ids};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Only one import at a time: two would judge by what the other is about to write.
pub(super) async fn one_at_a_time(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('directory.import'))")
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives an organisation a new name from a day on.
pub(super) async fn rename(
    conn: &mut PgConnection,
    organization: Id,
    name: &str,
    day: NaiveDate,
) -> Result<()> {
    let corrected = sqlx::query!(
        "update directory.organization_names
         set name = $2
         where organization = $1
           and lower(during) = $3",
        organization,
        name,
        day,
    )
    .execute(&mut *conn)
    .await?
    .rows_affected();
    if corrected > 0 {
        return Ok(());
    }
    sqlx::query!(
        "update directory.organization_names
         set during = daterange(lower(during), $2)
         where organization = $1
           and during @> $2::date",
        organization,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into directory.organization_names (organization, name, during)
         values ($1, $2, daterange($3, null))",
        organization,
        name,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The grants a row asks for, from the day of the import.
pub(super) fn grants(errand: &Errand, member: Id, roles: &[(Role, Id)]) -> Vec<NewGrant> {
    roles
        .iter()
        .map(|(role, organization)| NewGrant {
            id: ids::new(errand.clock()),
            member,
            organization: *organization,
            role: *role,
            from: errand.today(),
            to: None,
            decision_number: String::new(),
            granted_by: None,
        })
        .collect()
}

/// Writes new members with their standing, memberships and roles.
pub(super) async fn members(errand: &mut Errand, rows: &[Resolved]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let (now, clock) = (errand.now(), errand.clock().clone());
    let mut data = Data::default();
    let mut history = History::default();
    let mut roles = Vec::new();
    for row in rows {
        let member = ids::new(&clock);
        data.push(row, member, errand.keys())?;
        history.push(row, member, &clock);
        roles.extend(grants(errand, member, &row.roles));
    }
    data::insert(errand.conn(), &data, now).await?;
    history.insert(errand.conn()).await?;
    grants::insert_many(errand.conn(), &roles, now).await
}
