//! SQL of the words about who was there. Rows are only ever added.

mod by_hand;
mod disputes;
mod forgotten;
mod line;
mod many;
mod marks;

pub(super) use by_hand::{Hall, find_word, hall, said_of, write_words};
pub(super) use disputes::{answer_dispute, disputes, name_of, put_dispute};
pub(super) use forgotten::forgotten;
pub(super) use many::say_many;
pub(super) use marks::marks;

use super::Word;
use super::decide::Frame;
use crate::base::{Id, Result};
use crate::directory::Rostered;
use crate::meetings;
use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use line::Line;
use sqlx::PgConnection;
use std::collections::HashMap;

/// How far a meeting has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Drafted, issued or cancelled: nobody can be there.
    Shut,
    /// Between opening and closing.
    Open,
    /// Closed; the secretary may still correct.
    Closed,
    /// Closed for longer than the rules let corrections in.
    Sealed,
}

/// A member on the frozen roster, with everything that was said about him or her.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) standing: Rostered,
    pub(super) name: String,
    pub(super) words: Vec<Word>,
    /// The wish to stay away that the chair granted.
    pub(super) granted: Option<Word>,
}

/// What came of saying a word.
#[derive(Debug)]
pub(super) struct Heard {
    pub(super) phase: Phase,
    /// What decides about lateness and silence.
    pub(super) frame: Frame,
    /// The member's line; none who is not on the roster.
    pub(super) entry: Option<Entry>,
    /// The event id stands for a word about somebody else.
    pub(super) is_event_taken: bool,
    /// The word is a row now.
    pub(super) is_written: bool,
}

/// Where a word is said and by whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saying {
    pub(super) meeting: Id,
    pub(super) about: Id,
    pub(super) by: Id,
    pub(super) event: Id,
    pub(super) now: DateTime<Utc>,
}

/// Says one word in one statement, if the meeting, the roster and earlier words allow it, and tells what is known.
/// Without a word it only tells.
pub(super) async fn say(conn: &mut PgConnection, saying: Saying, word: Option<&Word>) -> Result<Heard> {
    let lines = sqlx::query_file_as!(
        Line,
        "src/attendance/store/say.sql",
        saying.meeting,
        saying.about,
        saying.event,
        word.map(|word| word.kind.name()),
        word.map(|word| word.method.name()),
        word.and_then(|word| word.late),
        word.map(|word| word.disposition.name()),
        word.map(|word| word.reason.as_str()),
        saying.by,
        word.map(|word| word.occurred_at),
        saying.now,
    )
    .fetch_all(conn)
    .await?;
    heard(saying, word, &lines)
}

/// Everybody on the frozen roster, or some of them, by given name; nobody before opening.
pub(super) async fn entries(
    conn: &mut PgConnection,
    meeting: Id,
    members: Option<&[Id]>,
) -> Result<Vec<(Frame, Entry)>> {
    let lines = sqlx::query_file_as!(Line, "src/attendance/store/rows.sql", meeting, members)
        .fetch_all(&mut *conn)
        .await?;
    let mut entries: Vec<(Frame, Entry)> = Vec::new();
    for line in &lines {
        let word = line.word()?;
        match (entries.last_mut(), line.entry()?) {
            (Some((_, last)), Some(entry)) if last.standing.member == entry.standing.member => {
                last.words.extend(word);
            }
            (_, Some(mut entry)) => {
                entry.words.extend(word);
                entries.push((line.frame(), entry));
            }
            (_, None) => {}
        }
    }
    let mut granted: HashMap<Id, Word> = meetings::accepted_absences(conn, meeting)
        .await?
        .into_iter()
        .map(|accepted| (accepted.member, Word::granted(accepted)))
        .collect();
    for (_, entry) in &mut entries {
        entry.granted = granted.remove(&entry.standing.member);
    }
    Ok(entries)
}

/// The day for which a meeting is planned, by whose rules it is judged.
pub(super) async fn day_of(conn: &mut PgConnection, meeting: Id) -> Result<NaiveDate> {
    let day = sqlx::query_scalar!(
        r#"select (starts_at at time zone 'Asia/Ho_Chi_Minh')::date as "day!"
           from meetings.meetings
           where id = $1"#,
        meeting,
    )
    .fetch_one(conn)
    .await?;
    Ok(day)
}

/// Whether a meeting is between opening and closing.
pub(super) async fn is_open(conn: &mut PgConnection, meeting: Id) -> Result<bool> {
    let state = sqlx::query_scalar!("select state from meetings.meetings where id = $1", meeting)
        .fetch_optional(conn)
        .await?;
    Ok(state.as_deref() == Some("OPEN"))
}

fn heard(saying: Saying, word: Option<&Word>, lines: &[Line]) -> Result<Heard> {
    let first = lines
        .first()
        .context("no rule set covers the day of the meeting")?;
    let mut heard = Heard {
        phase: first.phase(),
        frame: first.frame(),
        entry: first.entry()?,
        is_event_taken: false,
        is_written: first.written,
    };
    for line in lines {
        if line.about.is_some_and(|about| about != saying.about) {
            heard.is_event_taken = true;
        } else if let Some(entry) = &mut heard.entry {
            entry.words.extend(line.word()?);
        }
    }
    if let (true, Some(word), Some(entry)) = (first.written, word, &mut heard.entry) {
        entry.words.push(Word {
            actor_name: first.speaker.clone().unwrap_or_default(),
            ..word.clone()
        });
    }
    Ok(heard)
}

/// Adds the partitions of a year; nothing happens where they stand already.
pub(super) async fn add_partitions(conn: &mut PgConnection, year: i32) -> Result<()> {
    sqlx::query!(r#"select attendance.add_partitions($1) as "added: ()""#, year)
        .fetch_one(conn)
        .await?;
    Ok(())
}
