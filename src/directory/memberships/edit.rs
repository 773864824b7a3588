//! Corrections of a file. Which fields changed is kept, their values are not.

use super::decide;
use super::details;
use super::records;
use super::refusals::Refusal;
use super::store;
use super::types::{Decider, Entry, Sealed, What};
use crate::access::Visit;
use crate::base::secrets::{Cell, Keys};
use crate::base::{Id, Refused, Result, Text, Violation, text};
use crate::directory;
use crate::directory::logins::{self, digits, phone_number};
use crate::directory::store::redating::{self, Redated};
use crate::directory::words::{Gender, Phone};
use chrono::NaiveDate;
use std::ops::RangeInclusive;

/// What changes. The outer absence leaves a field, the inner takes it off the file.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Full name.
    pub name: Option<String>,
    /// Day of birth.
    pub birth_date: Option<Option<NaiveDate>>,
    /// Year of birth, where the day is not known.
    pub birth_year: Option<Option<i16>>,
    /// As the file says it.
    pub gender: Option<Option<Gender>>,
    /// Ngày vào Đảng.
    pub joined_date: Option<NaiveDate>,
    /// Ngày chính thức.
    pub official_date: Option<NaiveDate>,
    /// The phone at hand.
    pub phone: Option<Phone>,
    /// Số căn cước công dân.
    pub citizen_id: Option<Option<String>>,
    /// Số thẻ đảng viên.
    pub card_number: Option<Option<String>>,
    /// A phone number.
    pub phone_number: Option<Option<String>>,
}

/// Corrects the visited member's file.
pub(super) async fn apply(visit: &mut Visit, member: Id, edit: &Edit) -> Result<()> {
    let keys = visit.keys().clone();
    store::lock_member(visit.conn(), member).await?;
    if let Some(name) = &edit.name {
        let name = plausible_name(name)?;
        store::edit::set_name(visit.conn(), member, &name).await?;
    }
    if let Some(phone) = edit.phone {
        store::edit::set_phone(visit.conn(), member, phone).await?;
    }
    if let Some(gender) = edit.gender {
        store::edit::set_gender(visit.conn(), member, gender).await?;
    }
    set_birth(visit, member, edit).await?;
    set_dates(visit, member, edit).await?;
    set_numbers(visit, &keys, member, edit).await?;
    let (today, note) = (visit.today(), fields(edit).join(", "));
    let entry = Entry {
        member,
        what: What::Edited,
        day: today,
        decision_number: "",
        decider: Decider::default(),
        note: &note,
    };
    records::write(visit, &entry).await?;
    Ok(())
}

/// The day or the year alone: with the day on file the year follows from it.
async fn set_birth(visit: &mut Visit, member: Id, edit: &Edit) -> Result<()> {
    if let (Some(Some(_)), Some(Some(_))) = (edit.birth_date, edit.birth_year) {
        let text = Text::new(
            "Đã có ngày sinh thì không ghi riêng năm sinh.",
            "Leave it out where the day is given.",
        );
        return Err(Refused::invalid(vec![Violation::new("edit.birthYear", text)]).into());
    }
    if let Some(day) = edit.birth_date {
        store::edit::set_birth_date(visit.conn(), member, day).await?;
    }
    if let Some(year) = edit.birth_year {
        store::edit::set_birth_year(visit.conn(), member, year).await?;
    }
    Ok(())
}

/// The day of joining and the official day move the spans of class with them.
async fn set_dates(visit: &mut Visit, member: Id, edit: &Edit) -> Result<()> {
    if edit.joined_date.is_none() && edit.official_date.is_none() {
        return Ok(());
    }
    let held = store::edit::dates(visit.conn(), member).await?;
    let joined = edit.joined_date.or(held.joined_date);
    let official = edit.official_date.or(held.official_date);
    if edit.official_date.is_some() && held.official_date.is_none() {
        let text = Text::new(
            "Đảng viên dự bị được công nhận bằng việc ghi tình trạng (standing), không sửa ở đây.",
            "Who is on probation is recognised with a change of standing, not here.",
        );
        return Err(Refused::invalid(vec![Violation::new("edit.officialDate", text)]).into());
    }
    if let (Some(joined), Some(official)) = (joined, official) {
        directory::decide::in_order(joined, Some(official))?;
    }
    if joined.is_some_and(|joined| joined > visit.today()) {
        return Err(Refusal::DayAhead.into());
    }
    let probation = details::probation_rule(visit.conn(), joined).await?;
    decide::official_date(joined, official, probation)?;
    store::edit::set_dates(visit.conn(), member, (joined, official)).await?;
    let redated = Redated {
        member,
        joined: (held.joined_date, joined),
        official: (held.official_date, official),
    };
    redating::classes(visit.conn(), &[redated]).await
}

async fn set_numbers(visit: &mut Visit, keys: &Keys, member: Id, edit: &Edit) -> Result<()> {
    if let Some(number) = &edit.citizen_id {
        let sealed = sealed(keys, (logins::CITIZEN_ID, member), number.as_deref(), 12..=12)?;
        store::edit::set_citizen_id(visit.conn(), member, &sealed).await?;
    }
    if let Some(number) = &edit.card_number {
        let sealed = sealed(keys, (logins::CARD_NUMBER, member), number.as_deref(), 6..=15)?;
        store::edit::set_card_number(visit.conn(), member, &sealed).await?;
    }
    if let Some(number) = &edit.phone_number {
        let number = number.as_deref().map(|number| phone_number(&digits(number)));
        let sealed = sealed(keys, (logins::PHONE_NUMBER, member), number.as_deref(), 10..=10)?;
        store::edit::set_phone_number(visit.conn(), member, &sealed).await?;
    }
    Ok(())
}

fn sealed(
    keys: &Keys,
    (column, row): (&'static str, Id),
    number: Option<&str>,
    lengths: RangeInclusive<usize>,
) -> Result<Sealed> {
    let number = number.map(digits).filter(|number| !number.is_empty());
    let Some(number) = number else {
        return Ok(Sealed {
            value: None,
            lookup: None,
        });
    };
    if !lengths.contains(&number.len()) || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        let text = Text::new(
            "Số này không đúng dạng: chỉ gồm chữ số, đủ độ dài.",
            "Not a number of this kind: digits only, of the right length.",
        );
        return Err(Refused::invalid(vec![Violation::new(field(column), text)]).into());
    }
    let cell = Cell {
        table: "directory.members",
        column,
        row,
    };
    Ok(Sealed {
        value: Some(keys.seal(cell, number.as_bytes())?),
        lookup: Some(keys.lookup(column, &number)),
    })
}

/// The field of the request that a column comes from.
fn field(column: &str) -> &'static str {
    match column {
        logins::CITIZEN_ID => "edit.citizenId",
        logins::CARD_NUMBER => "edit.cardNumber",
        _ => "edit.phoneNumber",
    }
}

fn plausible_name(name: &str) -> Result<String> {
    let name = text::tidy(name);
    if text::is_name(&name) {
        return Ok(name);
    }
    let text = Text::new("Không phải họ và tên.", "Not a name.");
    Err(Refused::invalid(vec![Violation::new("edit.name", text)]).into())
}

/// The names of the fields that change, as the contract writes them.
fn fields(edit: &Edit) -> Vec<&'static str> {
    [
        ("name", edit.name.is_some()),
        ("birthDate", edit.birth_date.is_some()),
        ("birthYear", edit.birth_year.is_some()),
        ("gender", edit.gender.is_some()),
        ("joinedDate", edit.joined_date.is_some()),
        ("officialDate", edit.official_date.is_some()),
        ("phone", edit.phone.is_some()),
        ("citizenId", edit.citizen_id.is_some()),
        ("cardNumber", edit.card_number.is_some()),
        ("phoneNumber", edit.phone_number.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, changes)| changes.then_some(name))
    .collect()
}
