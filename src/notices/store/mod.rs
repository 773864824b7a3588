//! The SQL of the tables of the inbox: what is written here, what readers are told beside it.

mod chain;
mod inbox;
mod publishing;
mod receipts;

pub(super) use chain::chain_of;
pub(super) use inbox::{Span, find_notice, newest_notices, notices_within, readings_of};

pub(super) use publishing::{has_members, recall_notice, record_acknowledgement, record_receiving};
pub(super) use receipts::{Asked, count_receipts, receipts_of_members, stood_below};

use super::decide::Sent;
use super::{Addressee, NewNotice};
use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// To whom a notice went.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The member it is for, if it is for one alone; or the reader, if named.
    pub is_for_reader: bool,
    pub sent: Option<Sent>,
    /// The officer who published it.
    pub issued_by: Option<Id>,
}

/// What an officer decides about a notice; nothing of it holds for one that tells a fact.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Publishing {
    pub issued_by: Option<Id>,
    pub acknowledge_needed: bool,
    pub expires_at: Option<DateTime<Utc>>,
}

pub(super) async fn insert_notice(
    conn: &mut PgConnection,
    (id, now): (Id, DateTime<Utc>),
    notice: &NewNotice,
    publishing: Publishing,
) -> Result<()> {
    let (organization, member, named) = match &notice.to {
        Addressee::Organization(organization) | Addressee::Below(organization) => {
            (Some(*organization), None, None)
        }
        Addressee::Member(member) => (None, Some(*member), None),
        Addressee::Members(members) => (None, None, Some(members)),
    };
    sqlx::query!(
        "insert into notices.notices
             (id, kind, organization, member, named, below, meeting, title, body, created_at,
              issued_by, acknowledge_needed, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        id,
        notice.kind.name(),
        organization,
        member,
        named.is_some(),
        matches!(notice.to, Addressee::Below(_)),
        notice.meeting,
        notice.title,
        notice.body,
        now,
        publishing.issued_by,
        publishing.acknowledge_needed,
        publishing.expires_at,
    )
    .execute(&mut *conn)
    .await?;
    if let Some(meeting) = notice.meeting {
        insert_about_meeting(conn, meeting, id).await?;
    }
    if let Some(members) = named {
        insert_addressees(conn, id, members).await?;
    }
    if let (Addressee::Organization(organization), Some(until)) = (&notice.to, notice.stands_until) {
        insert_standing(conn, (id, *organization), until).await?;
    }
    Ok(())
}

async fn insert_about_meeting(conn: &mut PgConnection, meeting: Id, notice: Id) -> Result<()> {
    sqlx::query!(
        "insert into notices.about_meetings (meeting, notice)
         values ($1, $2)",
        meeting,
        notice,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn insert_addressees(conn: &mut PgConnection, notice: Id, members: &[Id]) -> Result<()> {
    sqlx::query!(
        "insert into notices.addressees (member, notice)
         select distinct member, $1::uuid
         from unnest($2::uuid[]) member",
        notice,
        members,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn insert_standing(
    conn: &mut PgConnection,
    (notice, organization): (Id, Id),
    until: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into notices.standing (notice, organization, until)
         values ($1, $2, $3)",
        notice,
        organization,
        until,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn count_addressed(conn: &mut PgConnection, organizations: &[Id]) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from notices.notices where organization = any($1)"#,
        organizations,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// What is handed over is new to those who get it, whatever their cursors have seen.
pub(super) async fn hand_over(
    conn: &mut PgConnection,
    (from, to): (Id, Id),
    since: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "with handed as (
             update notices.notices
             set organization = $2,
                 written_by = pg_current_xact_id()
             where organization = $1
               and created_at >= $3
             returning id
         )
         update notices.standing s
         set organization = $2
         from handed
         where s.notice = handed.id",
        from,
        to,
        since,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn exists(conn: &mut PgConnection, notice: Id) -> Result<bool> {
    let exists = sqlx::query_scalar!(
        r#"select exists (select from notices.notices where id = $1) as "exists!""#,
        notice
    )
    .fetch_one(conn)
    .await?;
    Ok(exists)
}

pub(super) async fn locate_notice(conn: &mut PgConnection, notice: Id, reader: Id) -> Result<Option<Found>> {
    let found = sqlx::query!(
        r#"select n.organization, n.below, n.created_at, n.issued_by, s.until as "until?",
                  n.member is not distinct from $2
                      or exists (
                          select from notices.addressees a where a.member = $2 and a.notice = n.id
                      ) as "is_for_reader!"
           from notices.notices n
           left join notices.standing s on s.notice = n.id
           where n.id = $1"#,
        notice,
        reader,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.map(|row| Found {
        is_for_reader: row.is_for_reader,
        issued_by: row.issued_by,
        sent: row.organization.map(|organization| Sent {
            organization,
            below: row.below,
            at: row.created_at,
            stands_until: row.until,
        }),
    }))
}

pub(super) async fn record_reading(
    conn: &mut PgConnection,
    notice: Id,
    reader: Id,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into notices.receipts (notice, member, read_at)
         values ($1, $2, $3)
         on conflict (notice, member) do update
         set read_at = coalesce(receipts.read_at, excluded.read_at)",
        notice,
        reader,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
