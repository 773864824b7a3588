//! Who was in the room at a moment: counts for everybody who may read the attendance, rows as far as the policy lets one
//! see.

use super::decide::{Stay, stays};
use super::store;
use crate::access::{Visit, policy};
use crate::base::{Id, Result};
use chrono::{DateTime, Utc};

/// A moment of a meeting.
#[derive(Clone, Debug)]
pub struct Presence {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Of the roster, how many were in the room.
    pub present: i32,
    /// And how many were not.
    pub not_present: i32,
    /// By given name.
    pub rows: Vec<Present>,
}

/// One member of the roster.
#[derive(Clone, Debug)]
pub struct Present {
    /// Who.
    pub member: Id,
    /// The name.
    pub name: String,
    /// In the room at the moment.
    pub is_there: bool,
    /// Every stay.
    pub stays: Vec<Stay>,
}

/// Who was in the room at a moment, now when none is given, as known by now. Before opening and after closing nobody was.
pub async fn presence(visit: &mut Visit, meeting: Id, at: Option<DateTime<Utc>>) -> Result<Presence> {
    let now = visit.now();
    let at = at.unwrap_or(now);
    let hall = store::hall(visit.conn(), meeting, now).await?;
    let opened = hall.and_then(|hall| hall.opened_at);
    let closed = hall.and_then(|hall| hall.closed_at);
    let is_held = opened.is_some_and(|opened| opened <= at) && closed.is_none_or(|closed| at <= closed);
    let entries = store::entries(visit.conn(), meeting, None).await?;
    let (caller, sees_rows) = (visit.caller().member, visit.passes(policy::sees_rows));
    let rows: Vec<Present> = entries
        .into_iter()
        .map(|(_, entry)| {
            let stays = stays(opened.unwrap_or(at), &entry.words);
            Present {
                member: entry.standing.member,
                name: entry.name,
                is_there: is_held && at <= now && stays.iter().any(|stay| stay.covers(at)),
                stays,
            }
        })
        .collect();
    let present = rows.iter().filter(|row| row.is_there).count();
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    Ok(Presence {
        at,
        present: count(present),
        not_present: count(rows.len() - present),
        rows: rows
            .into_iter()
            .filter(|row| sees_rows || row.member == caller)
            .collect(),
    })
}
