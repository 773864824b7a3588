//! Replies: one row for who has said something, none for the silent.

use crate::base::{Id, Result};
use crate::meetings::{Accepted, Answer, Decided, Decision, ReasonKind, Reply, Said, Which};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// Who was called: the meeting, and the day as of which.
pub(in crate::meetings) type Called = (Id, NaiveDate);

/// How many said what.
pub(in crate::meetings) struct Counted {
    pub(in crate::meetings) will_attend: i32,
    pub(in crate::meetings) ask_absence: i32,
    pub(in crate::meetings) silent: i32,
    pub(in crate::meetings) undecided: i32,
    pub(in crate::meetings) unseen: i32,
}

struct Row {
    meeting: Id,
    member: Id,
    name: String,
    given_name: String,
    reply: Option<String>,
    reason: Option<String>,
    reason_kind: Option<String>,
    replied_at: Option<DateTime<Utc>>,
    decision: Option<String>,
    decision_reason: Option<String>,
    decided_by: Option<Id>,
    decided_by_name: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    seen_at: Option<DateTime<Utc>>,
}

impl Row {
    fn reply(self) -> Result<Reply> {
        let decided = match (self.decision, self.decided_by, self.decided_at) {
            (Some(decision), Some(by), Some(at)) => Some(Decided {
                decision: Decision::read(&decision)?,
                reason: self.decision_reason.unwrap_or_default(),
                by,
                by_name: self.decided_by_name.unwrap_or_default(),
                at,
            }),
            _ => None,
        };
        Ok(Reply {
            member: self.member,
            name: self.name,
            answer: self.reply.as_deref().map(Answer::read).transpose()?,
            reason: self.reason.unwrap_or_default(),
            reason_kind: self.reason_kind.as_deref().map(ReasonKind::read).transpose()?,
            replied_at: self.replied_at,
            seen_at: self.seen_at,
            decided,
        })
    }
}

pub(in crate::meetings) async fn put_reply(
    conn: &mut PgConnection,
    (meeting, member): (Id, Id),
    said: &Said,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into meetings.replies (meeting, member, reply, reason, replied_at, reason_kind)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (meeting, member) do update
         set reply = excluded.reply, reason = excluded.reason, replied_at = excluded.replied_at,
             reason_kind = excluded.reason_kind,
             decision = null, decision_reason = '', decided_by = null, decided_at = null",
        meeting,
        member,
        said.answer.name(),
        said.reason,
        now,
        said.kind.map(ReasonKind::name),
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::meetings) async fn reply_of(
    conn: &mut PgConnection,
    meeting: Id,
    member: Id,
) -> Result<Option<Reply>> {
    Ok(replies_of(conn, &[meeting], member).await?.remove(&meeting))
}

/// What one member answered to several meetings.
pub(in crate::meetings) async fn replies_of(
    conn: &mut PgConnection,
    meetings: &[Id],
    member: Id,
) -> Result<HashMap<Id, Reply>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select r.meeting as "meeting!", m.id as member, m.name, m.given_name, r.reply, r.reason, r.reason_kind, r.replied_at,
             r.decision, r.decision_reason, r.decided_by, d.name as "decided_by_name?", r.decided_at,
             null::timestamptz as seen_at
         from meetings.standing_replies r
         join directory.members m on m.id = r.member
         left join directory.members d on d.id = r.decided_by
         where r.meeting = any($1)
           and r.member = $2"#,
        meetings,
        member,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((row.meeting, row.reply()?)))
        .collect()
}

/// Decides about a wish to stay away.
pub(in crate::meetings) async fn decide(
    conn: &mut PgConnection,
    (meeting, member): (Id, Id),
    (decision, reason): (Decision, &str),
    (by, now): (Id, DateTime<Utc>),
) -> Result<()> {
    sqlx::query!(
        "update meetings.replies
         set decision = $3, decision_reason = $4, decided_by = $5, decided_at = $6
         where meeting = $1
           and member = $2",
        meeting,
        member,
        decision.name(),
        reason,
        by,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The wishes to stay away that stand granted.
pub(in crate::meetings) async fn accepted(conn: &mut PgConnection, meeting: Id) -> Result<Vec<Accepted>> {
    let accepted = sqlx::query_as!(
        Accepted,
        r#"select r.member as "member!", r.reason as "reason!", r.reason_kind, r.decided_by as "by!",
             d.name as "by_name!", r.decided_at as "at!"
         from meetings.standing_replies r
         join directory.members d on d.id = r.decided_by
         where r.meeting = $1
           and r.decision = 'ACCEPTED'
         order by r.member"#,
        meeting,
    )
    .fetch_all(conn)
    .await?;
    Ok(accepted)
}

/// A page of those who were called, by given name.
pub(in crate::meetings) async fn replies(
    conn: &mut PgConnection,
    (meeting, day): Called,
    which: Option<Which>,
    (after, most): (Option<(String, String, Id)>, i64),
) -> Result<Vec<(String, Reply)>> {
    let (given, name, id) = after.map_or((None, None, None), |(given, name, id)| {
        (Some(given), Some(name), Some(id))
    });
    let rows = sqlx::query_as!(
        Row,
        r#"select $1::uuid as "meeting!", m.id as member, m.name, m.given_name, r.reply as "reply?",
             r.reason as "reason?", r.reason_kind as "reason_kind?", r.replied_at as "replied_at?", r.decision as "decision?",
             r.decision_reason as "decision_reason?", r.decided_by as "decided_by?",
             d.name as "decided_by_name?", r.decided_at as "decided_at?", seen.read_at as seen_at
         from meetings.audience($1, $2) called
         join directory.members m on m.id = called.member
         left join meetings.standing_replies r on r.meeting = $1 and r.member = called.member
         left join directory.members d on d.id = r.decided_by
         left join lateral (
             select min(t.read_at) as read_at
             from notices.about_meetings a
             join notices.receipts t on t.notice = a.notice and t.member = called.member
             where a.meeting = $1
         ) seen on true
         where ($3::text is null
                or (m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id) > ($3, $4::text, $5::uuid))
           and case $7::text
               when 'SILENT' then r.reply is null
               when 'UNSEEN' then r.reply is null and seen.read_at is null
               when 'UNDECIDED' then r.reply = 'ASK_ABSENCE' and r.decision is null
               else $7 is null or r.reply = $7
           end
         order by m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id
         limit $6"#,
        meeting,
        day,
        given,
        name,
        id,
        most,
        which.map(Which::name),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((row.given_name.clone(), row.reply()?)))
        .collect()
}

pub(in crate::meetings) async fn count_replies(
    conn: &mut PgConnection,
    (meeting, day): Called,
) -> Result<Counted> {
    let counted = sqlx::query_as!(
        Counted,
        r#"select
             count(*) filter (where r.reply = 'WILL_ATTEND')::integer as "will_attend!",
             count(*) filter (where r.reply = 'ASK_ABSENCE')::integer as "ask_absence!",
             count(*) filter (where r.reply is null)::integer as "silent!",
             count(*) filter (where r.reply = 'ASK_ABSENCE' and r.decision is null)::integer as "undecided!",
             count(*) filter (where r.reply is null and not exists (
                 select
                 from notices.about_meetings a
                 join notices.receipts t on t.notice = a.notice and t.member = called.member
                 where a.meeting = $1
                   and t.read_at is not null))::integer as "unseen!"
         from meetings.audience($1, $2) called
         left join meetings.standing_replies r on r.meeting = $1 and r.member = called.member"#,
        meeting,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(counted)
}
