//! What the end of a membership does to its grants, and taking that back.

use crate::base::{Id, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// The end of a membership, which closes every grant.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'a> {
    /// The end, by which it may be taken back.
    pub ending: Id,
    /// Whose grants.
    pub member: Id,
    /// The first day without them.
    pub day: NaiveDate,
    /// Who records it.
    pub by: Id,
    /// Why.
    pub reason: &'a str,
}

/// Ends all grants of a member; those that begin on that day or later never were.
pub async fn end_all(conn: &mut PgConnection, closing: &Closing<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "with gone as (
             delete from access.grants
             where member = $2
               and lower(during) >= $3
             returning *
         )
         insert into access.taken_back (
             id, member, organization, role, during, decision_number, granted_by, created_at,
             ended_by, ended_at, end_reason, substitute_for, ending)
         select id, member, organization, role, during, decision_number, granted_by, created_at,
                $4, $5, $6, substitute_for, $1
         from gone",
        closing.ending,
        closing.member,
        closing.day,
        closing.by,
        now,
        closing.reason,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update access.grants
         set during = daterange(lower(during), $3),
             before_ending = during,
             ending = $1,
             ended_by = $4,
             ended_at = $5,
             end_reason = $6
         where member = $2
           and during @> $3::date",
        closing.ending,
        closing.member,
        closing.day,
        closing.by,
        now,
        closing.reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives back what the end of a membership closed. The constraint `grants_once` refuses what was granted anew since.
pub async fn restore(conn: &mut PgConnection, ending: Id) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with back as (
             delete from access.taken_back
             where ending = $1
             returning *
         )
         insert into access.grants (
             id, member, organization, role, during, decision_number, granted_by, created_at, substitute_for)
         select id, member, organization, role, during, decision_number, granted_by, created_at, substitute_for
         from back",
        ending,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update access.grants
         set during = before_ending,
             before_ending = null,
             ending = null,
             ended_by = null,
             ended_at = null,
             end_reason = ''
         where ending = $1",
        ending,
    )
    .execute(conn)
    .await?;
    Ok(())
}
