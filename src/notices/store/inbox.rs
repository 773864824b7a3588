//! The lists of the inbox, and one notice as one reader sees it.

use super::super::cursor::Snapshot;
use super::super::decide::Reader;
use super::super::{Kind, Notice, Seen};
use crate::base::{Id, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A stretch of the inbox between two snapshots, from a notice on.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Span<'a> {
    pub seen: &'a Snapshot,
    pub until: &'a Snapshot,
    pub after: Option<Id>,
}

struct Row {
    id: Id,
    kind: String,
    meeting: Option<Id>,
    organization: Option<Id>,
    title: String,
    body: String,
    created_at: DateTime<Utc>,
    acknowledge_needed: bool,
    expires_at: Option<DateTime<Utc>>,
    recalled_at: Option<DateTime<Utc>>,
    recall_reason: String,
    read_at: Option<DateTime<Utc>>,
    acknowledged_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Notice {
    type Error = crate::base::Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id,
            kind: Kind::read(&row.kind)?,
            meeting: row.meeting,
            title: row.title,
            body: if row.recalled_at.is_none() {
                row.body
            } else {
                String::new()
            },
            organization: row.organization,
            created_at: row.created_at,
            acknowledge_needed: row.acknowledge_needed,
            expires_at: row.expires_at,
            recalled_at: row.recalled_at,
            recall_reason: row.recall_reason,
            read_at: row.read_at,
            acknowledged_at: row.acknowledged_at,
        })
    }
}

/// Newest first, no newer than `seen`: what is visible now but was not there belongs to the next delta.
pub(in super::super) async fn newest_notices(
    conn: &mut PgConnection,
    (reader, now): (&Reader, DateTime<Utc>),
    seen: &Snapshot,
    before: Option<Id>,
    limit: i64,
) -> Result<Vec<Notice>> {
    let chain = reader.chain.columns();
    let rows = sqlx::query_file_as!(
        Row,
        "src/notices/store/newest.sql",
        reader.member,
        before,
        seen.written(),
        limit,
        &chain.organizations,
        &chain.first,
        &chain.before,
        &chain.since,
        &chain.own,
        now,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// Oldest first, what was not visible in one snapshot and is in the other.
pub(in super::super) async fn notices_within(
    conn: &mut PgConnection,
    (reader, now): (&Reader, DateTime<Utc>),
    span: Span<'_>,
    limit: i64,
) -> Result<Vec<Notice>> {
    let chain = reader.chain.columns();
    let rows = sqlx::query_file_as!(
        Row,
        "src/notices/store/within.sql",
        reader.member,
        span.seen.written(),
        span.until.written(),
        span.after,
        limit,
        &chain.organizations,
        &chain.first,
        &chain.before,
        &chain.since,
        &chain.own,
        now,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

pub(in super::super) async fn find_notice(conn: &mut PgConnection, notice: Id, reader: Id) -> Result<Notice> {
    let row = sqlx::query_as!(
        Row,
        r#"select n.id, n.kind, n.meeting, n.organization, n.title, n.body, n.created_at, n.acknowledge_needed, n.expires_at,
                  n.recalled_at, n.recall_reason, r.read_at as "read_at?", a.acknowledged_at as "acknowledged_at?"
           from notices.notices n
           left join notices.receipts r on r.notice = n.id and r.member = $2
           left join notices.acknowledgements a on a.notice = n.id and a.member = $2
           where n.id = $1"#,
        notice,
        reader,
    )
    .fetch_one(conn)
    .await?;
    row.try_into()
}

/// Up to date is who has read the newest that came to the member: what went to the branch, and what named the member.
pub(in super::super) async fn readings_of(
    conn: &mut PgConnection,
    meeting: Id,
    members: &[Id],
) -> Result<Vec<Seen>> {
    let rows = sqlx::query_as!(
        Seen,
        r#"select reader.member as "member!", min(r.read_at) as "first_at!",
                  (array_agg(r.read_at is not null order by n.id desc))[1] as "is_up_to_date!"
           from unnest($2::uuid[]) reader (member)
           cross join notices.about_meetings about
           join notices.notices n on n.id = about.notice
           left join notices.addressees a on a.member = reader.member and a.notice = n.id
           left join notices.receipts r on r.notice = n.id and r.member = reader.member
           where about.meeting = $1
             and (n.organization is not null or a.member is not null)
           group by reader.member
           having min(r.read_at) is not null"#,
        meeting,
        members,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
