//! What a member may sign in with: citizen id, card number, and the phone number while nobody else has it.

use super::store::members;
use crate::base::secrets::Keys;
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// The columns that logins are looked up in; the keyed hash of a value is bound to its column.
pub(super) const CITIZEN_ID: &str = "citizen_id";
pub(super) const CARD_NUMBER: &str = "card_number";
pub(super) const PHONE_NUMBER: &str = "phone_number";

/// A thing a member can sign in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Login {
    /// Số căn cước công dân.
    CitizenId,
    /// Số thẻ đảng viên.
    CardNumber,
    /// The own phone number.
    PhoneNumber,
}

/// The member a login belongs to, if to exactly one.
pub async fn find(conn: &mut PgConnection, keys: &Keys, login: &str) -> Result<Option<Id>> {
    let number = digits(login);
    let found = members::with_login(
        conn,
        &keys.lookup(CITIZEN_ID, &number),
        &keys.lookup(CARD_NUMBER, &number),
        &keys.lookup(PHONE_NUMBER, &phone_number(&number)),
    )
    .await?;
    Ok(match found.as_slice() {
        [member] => Some(*member),
        _ => None,
    })
}

/// What a member can sign in with today; empty when nothing is on file.
pub async fn of(conn: &mut PgConnection, member: Id) -> Result<Vec<Login>> {
    let Some(held) = members::logins_of(conn, member).await? else {
        return Ok(Vec::new());
    };
    let logins = [
        (held.citizen_id, Login::CitizenId),
        (held.card_number, Login::CardNumber),
        (held.phone_number, Login::PhoneNumber),
    ];
    Ok(logins
        .into_iter()
        .filter_map(|(holds, login)| holds.then_some(login))
        .collect())
}

/// Writes down the day a member's account was first activated; later activations change nothing.
pub async fn mark_activated(conn: &mut PgConnection, member: Id, day: NaiveDate) -> Result<()> {
    members::mark_activated(conn, member, day).await
}

/// A number as people write it, without spaces, dots and dashes.
pub(super) fn digits(written: &str) -> String {
    written
        .trim()
        .chars()
        .filter(|character| !matches!(character, ' ' | '.' | '-' | '\u{a0}'))
        .collect()
}

/// A phone number in its national form: `+84 912…` and `84912…` are `0912…`.
pub(super) fn phone_number(number: &str) -> String {
    let bare = number.strip_prefix('+').unwrap_or(number);
    match bare.strip_prefix("84") {
        Some(rest) if rest.len() == 9 => format!("0{rest}"),
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_has_one_form() {
        for written in ["0600 000 123", "+84 600.000.123", "84600000123", "0600-000-123"] {
            assert_eq!(phone_number(&digits(written)), "0600000123", "{written}");
        }
    }

    #[test]
    fn other_numbers_stay_as_they_are() {
        assert_eq!(phone_number("001900000017"), "001900000017");
        assert_eq!(phone_number("84123"), "84123");
    }
}
