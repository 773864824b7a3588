//! SQL that reshapes the tree: rows that hold on a day are cut there, and go on elsewhere. Nothing before the day changes.

use crate::base::{Id, Result};
use crate::db;
use crate::directory::Refusal as DirectoryRefusal;
use crate::directory::organizations::refusals::Refusal;
use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;

/// From when something holds, and by which decision.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Cut<'a> {
    pub(in crate::directory) day: NaiveDate,
    pub(in crate::directory) decision_number: &'a str,
}

/// Hangs children of one parent under another from a day on, for as long as they were to hang there.
pub(in crate::directory) async fn rehang(
    conn: &mut PgConnection,
    (children, from, to): (&[Id], Id, Id),
    cut: Cut<'_>,
) -> Result<()> {
    let spanning = sqlx::query!(
        "select child, during
         from directory.organization_edges
         where child = any($1)
           and parent = $2
           and during @> $3::date
           and (lower_inf(during) or lower(during) < $3)",
        children,
        from,
        cut.day,
    )
    .fetch_all(&mut *conn)
    .await?;
    let (moved, days): (Vec<Id>, Vec<PgRange<NaiveDate>>) = spanning
        .into_iter()
        .map(|row| (row.child, from_then_on(cut.day, row.during)))
        .unzip();
    end_edges(conn, &moved, cut.day).await?;
    let hung = sqlx::query!(
        "insert into directory.organization_edges (child, parent, during, decision_number)
         select child, $2, during, $4
         from unnest($1::uuid[], $3::daterange[]) as moved (child, during)",
        &moved,
        to,
        &days,
        cut.decision_number,
    )
    .execute(&mut *conn)
    .await;
    refusing(hung)?;
    // What was to hang there only later hangs with the new parent from its first day.
    let later = sqlx::query!(
        "update directory.organization_edges
         set parent = $3
         where child = any($1)
           and parent = $2
           and lower(during) >= $4",
        children,
        from,
        to,
        cut.day,
    )
    .execute(conn)
    .await;
    refusing(later)?;
    Ok(())
}

/// Hangs an organisation under another parent from a day on, wherever it hung before.
pub(in crate::directory) async fn hang(
    conn: &mut PgConnection,
    (child, parent): (Id, Id),
    cut: Cut<'_>,
) -> Result<()> {
    end_edges(conn, &[child], cut.day).await?;
    let hung = sqlx::query!(
        "insert into directory.organization_edges (child, parent, during, decision_number)
         select id, $2, daterange($3, upper(during)), $4
         from directory.organizations
         where id = $1",
        child,
        parent,
        cut.day,
        cut.decision_number,
    )
    .execute(conn)
    .await;
    refusing(hung)?;
    Ok(())
}

/// Cuts the edges upward that hold on a day.
async fn end_edges(conn: &mut PgConnection, children: &[Id], day: NaiveDate) -> Result<()> {
    sqlx::query!(
        "update directory.organization_edges
         set during = daterange(lower(during), $2)
         where child = any($1)
           and during @> $2::date
           and (lower_inf(during) or lower(during) < $2)",
        children,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends an organisation, once nothing hangs on it any more. Its name stays: it is called so for ever.
pub(in crate::directory) async fn end(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<()> {
    end_edges(conn, &[organization], day).await?;
    sqlx::query!(
        "update directory.organizations set during = daterange(lower(during), $2) where id = $1",
        organization,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives an organisation a name from a day on; on the very day the present one began, in its place.
pub(in crate::directory) async fn rename(
    conn: &mut PgConnection,
    (organization, name): (Id, &str),
    cut: Cut<'_>,
) -> Result<()> {
    let corrected = sqlx::query!(
        "update directory.organization_names
         set name = $2, decision_number = $4
         where organization = $1
           and lower(during) = $3",
        organization,
        name,
        cut.day,
        cut.decision_number,
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
        cut.day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into directory.organization_names (organization, name, during, decision_number)
         values ($1, $2, daterange($3, null), $4)",
        organization,
        name,
        cut.day,
        cut.decision_number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives an organisation another code; the old one goes on finding it.
pub(in crate::directory) async fn recode(
    conn: &mut PgConnection,
    (organization, code): (Id, &str),
    day: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "insert into directory.organization_former_codes (code, organization, until)
         select code, id, $2
         from directory.organizations
         where id = $1
           and code is not null
         on conflict (code) do nothing",
        organization,
        day,
    )
    .execute(&mut *conn)
    .await?;
    let written = sqlx::query!(
        "update directory.organizations set code = $2 where id = $1",
        organization,
        code,
    )
    .execute(conn)
    .await;
    db::on_constraint(written, "organizations_code", || DirectoryRefusal::CodeTaken)?;
    Ok(())
}

/// Whether a code was another organisation's once.
pub(in crate::directory) async fn code_was_given(
    conn: &mut PgConnection,
    code: &str,
    organization: Id,
) -> Result<bool> {
    let given = sqlx::query_scalar!(
        r#"select exists (
               select
               from directory.organization_former_codes
               where code = $1
                 and organization <> $2
           ) as "given!""#,
        code,
        organization,
    )
    .fetch_one(conn)
    .await?;
    Ok(given)
}

/// What remains of some days from one of them on.
pub(in crate::directory) fn from_then_on(day: NaiveDate, during: PgRange<NaiveDate>) -> PgRange<NaiveDate> {
    PgRange {
        start: std::ops::Bound::Included(day),
        end: during.end,
    }
}

/// What the database refuses in the tree, in words.
fn refusing<T>(written: std::result::Result<T, sqlx::Error>) -> Result<T> {
    let broken = written
        .as_ref()
        .err()
        .and_then(sqlx::Error::as_database_error)
        .and_then(sqlx::error::DatabaseError::constraint);
    match broken {
        Some("organization_edges_no_circle") => Err(Refusal::Circle.into()),
        Some("organization_edges_within_existence") => Err(Refusal::OrganizationEnded.into()),
        _ => Ok(written?),
    }
}
