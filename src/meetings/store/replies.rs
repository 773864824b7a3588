//! Replies: one row for who has said something, none for the silent.

use crate::base::{Id, Result};
use crate::meetings::{Answer, Reply};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// Who was called: the meeting, whose it is, and the day membership counts.
pub(in crate::meetings) type Called = (Id, Id, NaiveDate);

/// How many said what.
pub(in crate::meetings) struct Counted {
    pub(in crate::meetings) will_attend: i32,
    pub(in crate::meetings) ask_absence: i32,
    pub(in crate::meetings) silent: i32,
}

struct Row {
    member: Id,
    name: String,
    given_name: String,
    reply: Option<String>,
    reason: Option<String>,
    replied_at: Option<DateTime<Utc>>,
}

impl Row {
    fn reply(self) -> Result<(String, Reply)> {
        let answer = self.reply.as_deref().map(Answer::read).transpose()?;
        let reply = Reply {
            member: self.member,
            name: self.name,
            answer,
            reason: self.reason.unwrap_or_default(),
            replied_at: self.replied_at,
        };
        Ok((self.given_name, reply))
    }
}

pub(in crate::meetings) async fn put_reply(
    conn: &mut PgConnection,
    (meeting, member): (Id, Id),
    (answer, reason): (Answer, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into meetings.replies (meeting, member, reply, reason, replied_at)
         values ($1, $2, $3, $4, $5)
         on conflict (meeting, member) do update
         set reply = excluded.reply, reason = excluded.reason, replied_at = excluded.replied_at",
        meeting,
        member,
        answer.name(),
        reason,
        now,
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
    let rows = sqlx::query!(
        r#"select r.meeting as "meeting!", m.name, r.reply as "reply!", r.reason as "reason!", r.replied_at as "replied_at!"
         from meetings.standing_replies r
         join directory.members m on m.id = r.member
         where r.meeting = any($1)
           and r.member = $2"#,
        meetings,
        member,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let answer = Some(Answer::read(&row.reply)?);
            let replied_at = Some(row.replied_at);
            Ok((
                row.meeting,
                Reply {
                    member,
                    name: row.name,
                    answer,
                    reason: row.reason,
                    replied_at,
                },
            ))
        })
        .collect()
}

/// A page of those who were called, by given name.
pub(in crate::meetings) async fn replies(
    conn: &mut PgConnection,
    (meeting, organization, day): Called,
    after: Option<(String, String, Id)>,
    most: i64,
) -> Result<Vec<(String, Reply)>> {
    let (given, name, id) = after.map_or((None, None, None), |(given, name, id)| {
        (Some(given), Some(name), Some(id))
    });
    let rows = sqlx::query_as!(
        Row,
        r#"select m.id as member, m.name, m.given_name, r.reply as "reply?", r.reason as "reason?",
             r.replied_at as "replied_at?"
         from directory.memberships h
         join directory.members m on m.id = h.member
         left join meetings.standing_replies r on r.meeting = $1 and r.member = h.member
         where h.organization = $2
           and h.relation in ('HOME', 'TEMPORARILY_IN')
           and h.during @> $3::date
           and ($4::text is null
                or (m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id) > ($4, $5::text, $6::uuid))
         order by m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id
         limit $7"#,
        meeting,
        organization,
        day,
        given,
        name,
        id,
        most,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::reply).collect()
}

pub(in crate::meetings) async fn count_replies(
    conn: &mut PgConnection,
    (meeting, organization, day): Called,
) -> Result<Counted> {
    let counted = sqlx::query_as!(
        Counted,
        r#"select
             count(*) filter (where r.reply = 'WILL_ATTEND')::integer as "will_attend!",
             count(*) filter (where r.reply = 'ASK_ABSENCE')::integer as "ask_absence!",
             count(*) filter (where r.reply is null)::integer as "silent!"
         from directory.memberships h
         left join meetings.standing_replies r on r.meeting = $1 and r.member = h.member
         where h.organization = $2
           and h.relation in ('HOME', 'TEMPORARILY_IN')
           and h.during @> $3::date"#,
        meeting,
        organization,
        day,
    )
    .fetch_one(conn)
    .await?;
    Ok(counted)
}
