//! Numbers that an organisation sets for itself and for those below it: the nearest one holds, and where nobody has set
//! one, what holds for all.

use super::Rule;
use crate::base::{Error, Id, Result};
use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// What a rule says to one organisation on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The number, in the unit of the rule's name.
    pub value: i32,
    /// The document it stands in, or that it is a default of this product.
    pub source: String,
    /// Since which day; `None` when always.
    pub since: Option<NaiveDate>,
    /// The organisation that set it; `None` when it holds for all.
    pub organization: Option<Id>,
}

/// A number to be set.
#[derive(Clone, Debug)]
pub struct NewNumber {
    /// For whom, and for all below.
    pub organization: Id,
    /// Which rule.
    pub rule: Rule,
    /// What it says.
    pub value: i32,
    /// The decision it stands in.
    pub source: String,
    /// From which day on.
    pub from: NaiveDate,
    /// Who set it.
    pub set_by: Id,
}

/// What some rules say to an organisation on a day. A rule of which nothing is in force is left out.
pub async fn in_force(
    conn: &mut PgConnection,
    (organization, day): (Id, NaiveDate),
    rules: &[Rule],
) -> Result<HashMap<Rule, InForce>> {
    let names: Vec<String> = rules.iter().map(|rule| rule.name().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select distinct on (found.rule) found.rule as "rule!", found.value as "value!", found.source as "source!",
             lower(found.during) as since, found.organization
         from (
             select n.rule, n.value, n.source, n.during, n.organization, c.depth
             from access.closure c
             join regulations.local_numbers n on n.organization = c.ancestor
             where c.descendant = $1
               and n.rule = any($2)
               and n.during @> $3::date
             union all
             select rule, value, source, during, null, null
             from regulations.numbers
             where rule = any($2)
               and during @> $3::date
         ) found
         order by found.rule, found.depth nulls last"#,
        organization,
        &names,
        day,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let rule = read(&row.rule)?;
            let in_force = InForce {
                value: row.value,
                source: row.source,
                since: row.since,
                organization: row.organization,
            };
            Ok((rule, in_force))
        })
        .collect()
}

/// Sets a number from a day on: what the organisation had set before holds until the day before, and what it had set
/// for later is dropped.
pub async fn set(conn: &mut PgConnection, new: &NewNumber, now: DateTime<Utc>) -> Result<()> {
    // Of two who set the same number at once, the later one holds.
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('regulations.local_numbers' || $1::text || $2::text, 0)) as "locked: ()""#,
        new.organization.to_string(),
        new.rule.name(),
    )
    .fetch_one(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from regulations.local_numbers
         where organization = $1
           and rule = $2
           and lower(during) >= $3",
        new.organization,
        new.rule.name(),
        new.from,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update regulations.local_numbers
         set during = daterange(lower(during), $3)
         where organization = $1
           and rule = $2
           and during @> $3::date",
        new.organization,
        new.rule.name(),
        new.from,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into regulations.local_numbers (organization, rule, during, value, source, set_by, set_at)
         values ($1, $2, daterange($3, null), $4, $5, $6, $7)",
        new.organization,
        new.rule.name(),
        new.from,
        new.value,
        new.source,
        new.set_by,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn read(name: &str) -> Result<Rule> {
    Rule::ALL
        .into_iter()
        .find(|rule| rule.name() == name)
        .ok_or_else(|| Error::Broken(anyhow!("no rule is called {name}")))
}
