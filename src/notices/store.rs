//! The tables of the inbox.

use super::cursor::Snapshot;
use super::{Addressee, Kind, NewNotice, Notice};
use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A stretch of the inbox between two snapshots, from a notice on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span<'a> {
    pub seen: &'a Snapshot,
    pub until: &'a Snapshot,
    pub after: Option<Id>,
}

/// Where a notice belongs and what it is to a reader.
#[derive(Debug)]
pub(super) struct Found {
    pub organization: Option<Id>,
    pub oneself: bool,
    pub member: bool,
}

struct Row {
    id: Id,
    kind: String,
    meeting: Option<Id>,
    title: String,
    body: String,
    created_at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Notice {
    type Error = crate::base::Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id,
            kind: Kind::read(&row.kind)?,
            meeting: row.meeting,
            title: row.title,
            body: row.body,
            created_at: row.created_at,
            read_at: row.read_at,
        })
    }
}

pub(super) async fn insert_notice(
    conn: &mut PgConnection,
    id: Id,
    now: DateTime<Utc>,
    notice: &NewNotice,
) -> Result<()> {
    let (organization, member) = match notice.to {
        Addressee::Organization(organization) => (Some(organization), None),
        Addressee::Member(member) => (None, Some(member)),
    };
    sqlx::query!(
        "insert into notices.notices (id, kind, organization, member, meeting, title, body, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        notice.kind.name(),
        organization,
        member,
        notice.meeting,
        notice.title,
        notice.body,
        now,
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

pub(super) async fn hand_over(
    conn: &mut PgConnection,
    (from, to): (Id, Id),
    since: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update notices.notices
         set organization = $2
         where organization = $1
           and created_at >= $3",
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

pub(super) async fn current_snapshot(conn: &mut PgConnection) -> Result<Snapshot> {
    let text = sqlx::query_scalar!(r#"select pg_current_snapshot()::text as "snapshot!""#)
        .fetch_one(conn)
        .await?;
    Snapshot::read(&text)
}

/// Newest first, no newer than `seen`: what is visible now but was not there belongs to the next delta.
pub(super) async fn newest_notices(
    conn: &mut PgConnection,
    reader: Id,
    seen: &Snapshot,
    before: Option<Id>,
    limit: i64,
) -> Result<Vec<Notice>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select n.id as "id!", n.kind as "kind!", n.meeting, n.title as "title!", n.body as "body!",
                  n.created_at as "created_at!", r.read_at as "read_at?"
           from (
               select found.*
               from directory.memberships m
               cross join lateral (
                   select id, kind, meeting, title, body, created_at
                   from notices.notices
                   where organization = m.organization
                     and ($2::uuid is null or id < $2)
                     and m.during @> (created_at at time zone 'Asia/Ho_Chi_Minh')::date
                     and pg_visible_in_snapshot(written_by, $3::text::pg_snapshot)
                   order by id desc
                   limit $4
               ) found
               where m.member = $1
                 and m.relation in ('HOME', 'TEMPORARILY_IN')
               union
               (select id, kind, meeting, title, body, created_at
                from notices.notices
                where member = $1
                  and ($2::uuid is null or id < $2)
                  and pg_visible_in_snapshot(written_by, $3::text::pg_snapshot)
                order by id desc
                limit $4)
           ) n
           left join notices.receipts r on r.notice = n.id and r.member = $1
           order by n.id desc
           limit $4"#,
        reader,
        before,
        seen.written(),
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// Oldest first, what was not visible in one snapshot and is in the other.
pub(super) async fn notices_within(
    conn: &mut PgConnection,
    reader: Id,
    span: Span<'_>,
    limit: i64,
) -> Result<Vec<Notice>> {
    let rows = sqlx::query_as!(
        Row,
        r#"with span as (
               select $2::text::pg_snapshot as seen, $3::text::pg_snapshot as until
           )
           select n.id as "id!", n.kind as "kind!", n.meeting, n.title as "title!", n.body as "body!",
                  n.created_at as "created_at!", r.read_at as "read_at?"
           from span
           cross join lateral (
               select o.id, o.kind, o.meeting, o.title, o.body, o.created_at, o.written_by
               from directory.memberships m
               join notices.notices o on o.organization = m.organization
               where m.member = $1
                 and m.relation in ('HOME', 'TEMPORARILY_IN')
                 and m.during @> (o.created_at at time zone 'Asia/Ho_Chi_Minh')::date
                 and o.written_by >= pg_snapshot_xmin(span.seen)
               union
               select id, kind, meeting, title, body, created_at, written_by
               from notices.notices
               where member = $1
                 and written_by >= pg_snapshot_xmin(span.seen)
           ) n
           left join notices.receipts r on r.notice = n.id and r.member = $1
           where not pg_visible_in_snapshot(n.written_by, span.seen)
             and pg_visible_in_snapshot(n.written_by, span.until)
             and ($4::uuid is null or n.id > $4)
           order by n.id
           limit $5"#,
        reader,
        span.seen.written(),
        span.until.written(),
        span.after,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

pub(super) async fn locate_notice(conn: &mut PgConnection, notice: Id, reader: Id) -> Result<Option<Found>> {
    let found = sqlx::query_as!(
        Found,
        r#"select n.organization,
                  n.member is not distinct from $2 as "oneself!",
                  exists (
                      select
                      from directory.memberships m
                      where m.member = $2
                        and m.organization = n.organization
                        and m.relation in ('HOME', 'TEMPORARILY_IN')
                        and m.during @> (n.created_at at time zone 'Asia/Ho_Chi_Minh')::date
                  ) as "member!"
           from notices.notices n
           where n.id = $1"#,
        notice,
        reader,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found)
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

pub(super) async fn find_notice(conn: &mut PgConnection, notice: Id, reader: Id) -> Result<Notice> {
    let row = sqlx::query_as!(
        Row,
        r#"select n.id, n.kind, n.meeting, n.title, n.body, n.created_at, r.read_at as "read_at?"
           from notices.notices n
           left join notices.receipts r on r.notice = n.id and r.member = $2
           where n.id = $1"#,
        notice,
        reader,
    )
    .fetch_one(conn)
    .await?;
    row.try_into()
}
