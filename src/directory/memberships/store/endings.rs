//! SQL of ends of membership: what they close is kept, so that one recorded wrongly is taken back whole.

use crate::base::{Error, Id, Result};
use crate::db;
use crate::directory::Refusal;
use crate::directory::memberships::ends::{End, EndKind};
use anyhow::anyhow;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Writes an end.
pub(in crate::directory::memberships) async fn insert(
    conn: &mut PgConnection,
    (ending, record): (Id, Id),
    (member, kind): (Id, EndKind),
    day: NaiveDate,
) -> Result<()> {
    let written = sqlx::query!(
        "insert into directory.endings (id, member, kind, day, record)
         values ($1, $2, $3, $4, $5)",
        ending,
        member,
        kind.name(),
        day,
        record,
    )
    .execute(conn)
    .await;
    db::on_constraint(written, "endings_in_force", || Refusal::StandingOverlaps)?;
    Ok(())
}

/// Whether anything about a member begins on a day or later: an end before that would leave it hanging.
pub(in crate::directory::memberships) async fn begins_later(
    conn: &mut PgConnection,
    member: Id,
    day: NaiveDate,
) -> Result<bool> {
    let begins = sqlx::query_scalar!(
        r#"select exists (
               select from directory.memberships where member = $1 and lower(during) >= $2
               union all
               select from directory.classes where member = $1 and lower(during) >= $2
               union all
               select from directory.activities where member = $1 and lower(during) >= $2
           ) as "begins!""#,
        member,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(begins)
}

/// Keeps how all spans are that reach over a day: with what a reorganisation decided before is to open for them later.
async fn keep_spans(conn: &mut PgConnection, (ending, member): (Id, Id), day: NaiveDate) -> Result<()> {
    sqlx::query!(
        "insert into directory.ended_spans (ending, dimension, membership, during)
         select $1::uuid, 'CLASS', null::uuid, during
         from directory.classes where member = $2 and during @> $3::date
         union all
         select $1, 'ACTIVITY', null::uuid, during
         from directory.activities where member = $2 and during @> $3::date
         union all
         select $1, 'MEMBERSHIP', s.id, range_merge(s.during, coalesce(range_merge(range_agg(later.during)), s.during))
         from directory.memberships s
         left join directory.memberships later
             on later.member = s.member
             and later.relation = s.relation
             and later.stay is not distinct from s.stay
             and lower(later.during) >= $3
             and (s.relation <> 'RESIDENCE_LINK' or later.during -|- s.during)
         where s.member = $2
           and s.during @> $3::date
         group by s.id, s.during",
        ending,
        member,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Closes all spans that reach over a day, and keeps how they were. What was to open for them later never begins.
pub(in crate::directory::memberships) async fn close_spans(
    conn: &mut PgConnection,
    (ending, member): (Id, Id),
    day: NaiveDate,
) -> Result<()> {
    keep_spans(conn, (ending, member), day).await?;
    sqlx::query!(
        "delete from directory.memberships later
         using directory.memberships s
         where later.member = $1
           and lower(later.during) >= $2
           and s.member = $1
           and s.during @> $2::date
           and s.relation = later.relation
           and s.stay is not distinct from later.stay
           and (s.relation <> 'RESIDENCE_LINK' or later.during -|- s.during)",
        member,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update directory.classes
         set during = daterange(lower(during), $2)
         where member = $1 and during @> $2::date",
        member,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update directory.activities
         set during = daterange(lower(during), $2)
         where member = $1 and during @> $2::date",
        member,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), $2)
         where member = $1 and during @> $2::date",
        member,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives spans back the days they had.
pub(in crate::directory::memberships) async fn reopen_spans(
    conn: &mut PgConnection,
    (ending, member): (Id, Id),
) -> Result<()> {
    sqlx::query!(
        "update directory.classes c
         set during = e.during
         from directory.ended_spans e
         where e.ending = $1
           and e.dimension = 'CLASS'
           and c.member = $2
           and lower(c.during) is not distinct from lower(e.during)",
        ending,
        member,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update directory.activities a
         set during = e.during
         from directory.ended_spans e
         where e.ending = $1
           and e.dimension = 'ACTIVITY'
           and a.member = $2
           and lower(a.during) is not distinct from lower(e.during)",
        ending,
        member,
    )
    .execute(&mut *conn)
    .await?;
    let reopened = sqlx::query!(
        "update directory.memberships s
         set during = e.during
         from directory.ended_spans e
         where e.ending = $1
           and s.id = e.membership",
        ending,
    )
    .execute(conn)
    .await;
    db::on_constraint(reopened, "memberships_one_home", || Refusal::StandingOverlaps)?;
    Ok(())
}

/// The end of a member's membership that was not taken back.
pub(in crate::directory::memberships) async fn in_force(
    conn: &mut PgConnection,
    member: Id,
) -> Result<Option<(Id, End)>> {
    let row = sqlx::query!(
        "select id, kind, day from directory.endings where member = $1 and undone_by is null",
        member
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let kind = EndKind::ALL
            .into_iter()
            .find(|kind| kind.name() == row.kind)
            .ok_or_else(|| Error::Broken(anyhow!("{} is no end of a membership", row.kind)))?;
        let end = End {
            member,
            kind,
            day: row.day,
            undone: false,
        };
        Ok((row.id, end))
    })
    .transpose()
}

/// Keeps that an end was taken back.
pub(in crate::directory::memberships) async fn undo(
    conn: &mut PgConnection,
    ending: Id,
    record: Id,
) -> Result<()> {
    sqlx::query!(
        "update directory.endings set undone_by = $2 where id = $1",
        ending,
        record
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps at the member that the membership has ended, or has not.
pub(in crate::directory::memberships) async fn mark_member(
    conn: &mut PgConnection,
    member: Id,
    ended_on: Option<NaiveDate>,
) -> Result<()> {
    sqlx::query!(
        "update directory.members set ended_on = $2 where id = $1",
        member,
        ended_on
    )
    .execute(conn)
    .await?;
    Ok(())
}
