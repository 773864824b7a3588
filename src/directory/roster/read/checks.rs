//! What is wrong with an entry beyond its single cells.

use super::entry::Entry;
use super::field::{Field, key};
use crate::directory::import::Reason;
use crate::directory::import::facts::Birth;
use chrono::NaiveDate;
use std::collections::HashSet;

/// Cells that are fine alone and wrong together.
pub(super) fn find_contradictions(entry: &mut Entry) {
    let birth = match entry.birth {
        Some(Birth::Day(day)) => Some(day),
        Some(Birth::Year(year)) => NaiveDate::from_ymd_opt(i32::from(year), 1, 1),
        None => None,
    };
    let follows = [
        (Field::JoinedDate, birth, entry.joined_date),
        (Field::OfficialDate, entry.joined_date, entry.official_date),
    ];
    for (field, first, then) in follows {
        if matches!((first, then), (Some(first), Some(then)) if then < first) {
            entry.faults.push((field, Reason::TooEarly));
        }
    }
}

/// Who stood further up is a duplicate. Rows with faults are nobody yet.
pub(super) fn note_duplicate(entry: &mut Entry, seen: &mut HashSet<String>) {
    if !entry.faults.is_empty() {
        return;
    }
    let named = entry
        .birth
        .map(|birth| format!("n{}|{}|{birth:?}", key(&entry.branch), entry.name.to_lowercase()));
    // Two of one name and birth are two when they have numbers, else one.
    let alone = entry.citizen_id.is_none() && entry.card_number.is_none();
    if let Some(named) = named
        && !seen.insert(named)
        && alone
    {
        entry.faults.push((Field::Name, Reason::Duplicate));
        return;
    }
    let keys = [
        (
            Field::CitizenId,
            entry.citizen_id.as_ref().map(|number| format!("c{number}")),
        ),
        (
            Field::CardNumber,
            entry.card_number.as_ref().map(|number| format!("t{number}")),
        ),
    ];
    for (field, key) in keys {
        if let Some(key) = key
            && !seen.insert(key)
        {
            // Somebody else's number, in the row of a citizen who stood nowhere yet.
            let reason = if field == Field::CardNumber && entry.citizen_id.is_some() {
                Reason::Taken
            } else {
                Reason::Duplicate
            };
            entry.faults.push((field, reason));
            return;
        }
    }
}
