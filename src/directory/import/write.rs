//! SQL of the import: members go in by arrays, thousands at a time.

use super::bench::Bench;
use super::data::{self, Data};
use super::facts::Resolved;
use super::history::History;
use crate::access::Role;
use crate::access::grants::{self, NewGrant};
use crate::base::{Id, Result, ids};
use sqlx::PgConnection;

/// Only one import at a time: two would judge by what the other is about to write.
pub(in crate::directory) async fn one_at_a_time(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('directory.import'))")
        .execute(conn)
        .await?;
    Ok(())
}

/// The grants a row asks for, from the day of the import.
pub(super) fn grants(bench: &Bench<'_>, member: Id, roles: &[(Role, Id)]) -> Vec<NewGrant> {
    roles
        .iter()
        .map(|(role, organization)| NewGrant {
            id: ids::new(&bench.clock),
            member,
            organization: *organization,
            role: *role,
            from: bench.today(),
            to: None,
            decision_number: String::new(),
            granted_by: None,
            substitute_for: None,
        })
        .collect()
}

/// Writes new members with their standing, memberships and roles; their ids, in the order of the rows.
pub(super) async fn members(bench: &mut Bench<'_>, rows: impl Iterator<Item = &Resolved>) -> Result<Vec<Id>> {
    let (now, today, clock) = (bench.now, bench.today(), bench.clock.clone());
    let mut created = Vec::new();
    let mut data = Data::default();
    let mut history = History::default();
    let mut roles = Vec::new();
    for row in rows {
        let member = ids::new(&clock);
        data.push(row, member, &bench.keys)?;
        history.push(row, member, (&clock, today));
        roles.extend(grants(bench, member, &row.roles));
        created.push(member);
    }
    if created.is_empty() {
        return Ok(created);
    }
    data::insert(bench.conn, &data, now).await?;
    history.insert(bench.conn).await?;
    grants::insert_many(bench.conn, &roles, now).await?;
    Ok(created)
}
