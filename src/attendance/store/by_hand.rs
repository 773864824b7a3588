//! Words by hand: many in one statement, and what they speak of.

use super::Phase;
use crate::attendance::{Disposition, Kind, Word};
use crate::base::{Id, Result};
use crate::meetings::ReasonKind;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// How far a meeting has come, and between which moments it was held.
#[derive(Clone, Copy, Debug)]
pub(in crate::attendance) struct Hall {
    pub(in crate::attendance) phase: Phase,
    pub(in crate::attendance) opened_at: Option<DateTime<Utc>>,
    pub(in crate::attendance) closed_at: Option<DateTime<Utc>>,
}

/// A word that another word speaks of.
#[derive(Clone, Copy, Debug)]
pub(in crate::attendance) struct Spoken {
    pub(in crate::attendance) member: Id,
    pub(in crate::attendance) kind: Kind,
    pub(in crate::attendance) disposition: Disposition,
}

pub(in crate::attendance) async fn hall(
    conn: &mut PgConnection,
    meeting: Id,
    now: DateTime<Utc>,
) -> Result<Option<Hall>> {
    let row = sqlx::query!(
        r#"select
             case when seals_at <= $2 then 'SEALED' else state end as "phase!",
             opened_at,
             closed_at
         from meetings.meetings
         where id = $1"#,
        meeting,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Hall {
        phase: Phase::read(&row.phase),
        opened_at: row.opened_at,
        closed_at: row.closed_at,
    }))
}

/// Writes words about who is on the roster. Whose event id stands for a word already, and who is on no roster, is left
/// out: reading afterwards tells which.
#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
pub(in crate::attendance) async fn write_words(
    conn: &mut PgConnection,
    meeting: Id,
    words: &[(Id, Word)],
    now: DateTime<Utc>,
) -> Result<()> {
    let ids = |of: fn(&(Id, Word)) -> Id| words.iter().map(of).collect::<Vec<Id>>();
    let text = |of: fn(&Word) -> &str| {
        let of_word = |(_, word): &(Id, Word)| of(word).to_owned();
        words.iter().map(of_word).collect::<Vec<String>>()
    };
    let late: Vec<Option<bool>> = words.iter().map(|(_, word)| word.late).collect();
    let reason_kinds: Vec<Option<&str>> = words
        .iter()
        .map(|(_, word)| word.reason_kind.map(ReasonKind::name))
        .collect();
    let refers_to: Vec<Option<Id>> = words.iter().map(|(_, word)| word.refers_to).collect();
    let left: Vec<Option<DateTime<Utc>>> = words.iter().map(|(_, word)| word.left_at).collect();
    let amends: Vec<bool> = words.iter().map(|(_, word)| word.is_amendment).collect();
    let said: Vec<DateTime<Utc>> = words.iter().map(|(_, word)| word.occurred_at).collect();
    sqlx::query!(
        "insert into attendance.events
             (meeting, event, member, kind, method, late, disposition, reason, reason_kind, refers_to, left_at,
              is_amendment, actor, occurred_at, recorded_at)
         select $1, w.event, w.member, w.kind, w.method, w.late, w.disposition, w.reason, w.reason_kind, w.refers_to,
             w.left_at, w.amends, w.actor, w.said, $15
         from unnest(
             $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bool[], $7::text[], $8::text[], $9::text[],
             $10::uuid[], $11::timestamptz[], $12::bool[], $13::uuid[], $14::timestamptz[])
             as w (event, member, kind, method, late, disposition, reason, reason_kind, refers_to, left_at, amends,
                 actor, said)
         join meetings.roster r on r.meeting = $1 and r.member = w.member
         order by w.event
         on conflict do nothing",
        meeting,
        &ids(|(_, word)| word.event),
        &ids(|(member, _)| *member),
        &text(|word| word.kind.name()),
        &text(|word| word.method.name()),
        &late as &[Option<bool>],
        &text(|word| word.disposition.name()),
        &text(|word| &word.reason),
        &reason_kinds as &[Option<&str>],
        &refers_to as &[Option<Id>],
        &left as &[Option<DateTime<Utc>>],
        &amends,
        &ids(|(_, word)| word.actor),
        &said,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// About whom each of some words was said; those that nobody said are left out.
pub(in crate::attendance) async fn said_of(
    conn: &mut PgConnection,
    meeting: Id,
    events: &[Id],
) -> Result<Vec<(Id, Id)>> {
    let rows = sqlx::query!(
        "select event, member
         from attendance.events
         where meeting = $1
           and event = any($2)",
        meeting,
        events,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.event, row.member)).collect())
}

pub(in crate::attendance) async fn find_word(
    conn: &mut PgConnection,
    meeting: Id,
    event: Id,
) -> Result<Option<Spoken>> {
    let row = sqlx::query!(
        "select member, kind, disposition
         from attendance.events
         where meeting = $1
           and event = $2",
        meeting,
        event,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Spoken {
            member: row.member,
            kind: Kind::read(&row.kind)?,
            disposition: Disposition::read(&row.disposition)?,
        })
    })
    .transpose()
}
