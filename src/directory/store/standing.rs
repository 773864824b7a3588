//! SQL of the dated dimensions of standing: a turn closes the row in force and opens the next.

use crate::access::grants::days;
use crate::base::{Id, Result};
use crate::db;
use crate::directory::Refusal;
use crate::directory::words::{Activity, Class, Exemption};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// From when a member's standing changes, and by which decision.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Turn<'a> {
    pub(in crate::directory) member: Id,
    pub(in crate::directory) from: NaiveDate,
    pub(in crate::directory) decision_number: &'a str,
}

/// Turns a member's class.
pub(in crate::directory) async fn turn_class(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    class: Class,
) -> Result<()> {
    sqlx::query!(
        "update directory.classes
         set during = daterange(lower(during), $2)
         where member = $1
           and during @> $2::date
           and (lower(during) is null or lower(during) < $2)",
        turn.member,
        turn.from,
    )
    .execute(&mut *conn)
    .await?;
    let opened = sqlx::query!(
        "insert into directory.classes (member, class, during, decision_number)
         values ($1, $2, $3, $4)",
        turn.member,
        class.name(),
        days(turn.from, None),
        turn.decision_number,
    )
    .execute(conn)
    .await;
    db::on_constraint(opened, "classes_once", || Refusal::StandingOverlaps)?;
    Ok(())
}

/// Turns a member's activity, until `to` when it is for a time.
pub(in crate::directory) async fn turn_activity(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    (activity, exemption): (Activity, Option<Exemption>),
    to: Option<NaiveDate>,
) -> Result<()> {
    sqlx::query!(
        "update directory.activities
         set during = daterange(lower(during), $2)
         where member = $1
           and during @> $2::date
           and (lower(during) is null or lower(during) < $2)",
        turn.member,
        turn.from,
    )
    .execute(&mut *conn)
    .await?;
    let opened = sqlx::query!(
        "insert into directory.activities (member, activity, exemption, during, decision_number)
         values ($1, $2, $3, $4, $5)",
        turn.member,
        activity.name(),
        exemption.map(Exemption::name),
        days(turn.from, to),
        turn.decision_number,
    )
    .execute(conn)
    .await;
    db::on_constraint(opened, "activities_once", || Refusal::StandingOverlaps)?;
    Ok(())
}
