//! Everything that was said about one member at one meeting, in the order in which it was said.

use super::{Dispute, Word, decide, store};
use crate::access::{Action, Visit};
use crate::base::{Id, Refused, Result};
use std::collections::HashMap;

/// A word, and what was said about it since.
#[derive(Clone, Debug)]
pub struct Said {
    /// The word.
    pub word: Word,
    /// It was taken back.
    pub is_void: bool,
    /// It waited, and was confirmed.
    pub is_confirmed: bool,
    /// What the member said against it.
    pub dispute: Option<Dispute>,
}

/// The words about a member: about oneself for everybody, about others for who records attendance.
pub async fn said(visit: &mut Visit, meeting: Id, member: Option<Id>) -> Result<Vec<Said>> {
    let caller = visit.caller().member;
    let member = member.unwrap_or(caller);
    if member != caller && !visit.may(Action::RecordAttendance) {
        return Err(Refused::not_found().into());
    }
    let entries = store::entries(visit.conn(), meeting, Some(&[member])).await?;
    let words = entries
        .into_iter()
        .next()
        .map(|(_, entry)| entry.words)
        .unwrap_or_default();
    let events: Vec<Id> = words.iter().map(|word| word.event).collect();
    let mut disputes: HashMap<Id, Dispute> = store::disputes(visit.conn(), meeting, &events)
        .await?
        .into_iter()
        .map(|dispute| (dispute.event, dispute))
        .collect();
    let mut said: Vec<Said> = words
        .iter()
        .map(|word| Said {
            is_void: decide::is_void(word.event, &words),
            is_confirmed: decide::is_confirmed(word.event, &words),
            dispute: disputes.remove(&word.event),
            word: word.clone(),
        })
        .collect();
    said.sort_by_key(|said| (said.word.occurred_at, said.word.event));
    Ok(said)
}
