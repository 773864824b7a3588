//! A member's own data as columns: sealed numbers with their keyed hashes, days and words as text.

use super::facts::Resolved;
use crate::base::secrets::{Cell, Keys};
use crate::base::{Id, Result, text};
use crate::directory::words::{Gender, Phone};
use crate::directory::{Refusal, logins};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// A member's own data, sealed for the member's row. What is empty is not written.
#[derive(Debug, Default)]
pub(super) struct Data {
    ids: Vec<Id>,
    names: Vec<String>,
    given_names: Vec<String>,
    birth_dates: Vec<String>,
    birth_years: Vec<i16>,
    genders: Vec<String>,
    joined_dates: Vec<String>,
    official_dates: Vec<String>,
    phones: Vec<String>,
    citizen_ids: Sealed,
    phone_numbers: Sealed,
    card_numbers: Sealed,
}

/// A column of numbers with its keyed hashes; empty where there is no number.
#[derive(Debug, Default)]
struct Sealed {
    values: Vec<Vec<u8>>,
    lookups: Vec<Vec<u8>>,
}

impl Sealed {
    fn push(
        &mut self,
        keys: &Keys,
        (column, row): (&str, Id),
        number: Option<&String>,
        lookup: Option<&Vec<u8>>,
    ) -> Result<()> {
        let cell = Cell {
            table: "directory.members",
            column,
            row,
        };
        let sealed = number
            .map(|number| keys.seal(cell, number.as_bytes()))
            .transpose()?;
        self.values.push(sealed.unwrap_or_default());
        self.lookups.push(lookup.cloned().unwrap_or_default());
        Ok(())
    }
}

impl Data {
    /// Whether there is nobody's.
    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: &Resolved, member: Id, keys: &Keys) -> Result<()> {
        let facts = &row.facts;
        self.ids.push(member);
        self.names.push(facts.name.clone());
        self.given_names.push(text::given_name(&facts.name).to_owned());
        self.birth_dates.push(written(facts.birth_day()));
        self.birth_years
            .push(facts.birth_year_alone().unwrap_or_default());
        self.genders
            .push(facts.gender.map_or("", Gender::name).to_owned());
        self.joined_dates.push(written(facts.joined_date));
        self.official_dates.push(written(facts.official_date));
        self.phones.push(facts.phone.map_or("", Phone::name).to_owned());
        let (citizen_id, phone, card) = (&facts.citizen_id, &facts.phone_number, &facts.card_number);
        self.citizen_ids.push(
            keys,
            (logins::CITIZEN_ID, member),
            citizen_id.as_ref(),
            row.citizen_id.as_ref(),
        )?;
        self.phone_numbers.push(
            keys,
            (logins::PHONE_NUMBER, member),
            phone.as_ref(),
            row.phone_number.as_ref(),
        )?;
        self.card_numbers.push(
            keys,
            (logins::CARD_NUMBER, member),
            card.as_ref(),
            row.card_number.as_ref(),
        )
    }
}

/// A day for a text column of an array; empty for none.
fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Writes what rows say over what is on file; what is empty leaves it.
pub(super) async fn amend(conn: &mut PgConnection, data: Data) -> Result<()> {
    let written = sqlx::query!(
        "update directory.members m
         set name = d.name,
             given_name = d.given_name,
             birth_date = coalesce(nullif(d.birth_date, '')::date, m.birth_date),
             birth_year = case d.birth_date when '' then coalesce(nullif(d.birth_year, 0), m.birth_year) end,
             gender = coalesce(nullif(d.gender, ''), m.gender),
             joined_date = coalesce(nullif(d.joined_date, '')::date, m.joined_date),
             official_date = coalesce(nullif(d.official_date, '')::date, m.official_date),
             phone = coalesce(nullif(d.phone, ''), m.phone),
             citizen_id_sealed = coalesce(nullif(d.citizen_id_sealed, ''), m.citizen_id_sealed),
             citizen_id_lookup = coalesce(nullif(d.citizen_id_lookup, ''), m.citizen_id_lookup),
             phone_number_sealed = coalesce(nullif(d.phone_number_sealed, ''), m.phone_number_sealed),
             phone_number_lookup = coalesce(nullif(d.phone_number_lookup, ''), m.phone_number_lookup),
             card_number_sealed = coalesce(nullif(d.card_number_sealed, ''), m.card_number_sealed),
             card_number_lookup = coalesce(nullif(d.card_number_lookup, ''), m.card_number_lookup)
         from unnest(
                 $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                 $9::bytea[], $10::bytea[], $11::bytea[], $12::bytea[], $13::bytea[], $14::bytea[], $15::smallint[])
             as d (id, name, given_name, birth_date, gender, joined_date, official_date, phone,
                   citizen_id_sealed, citizen_id_lookup, phone_number_sealed, phone_number_lookup,
                   card_number_sealed, card_number_lookup, birth_year)
         where m.id = d.id",
        &data.ids,
        &data.names,
        &data.given_names,
        &data.birth_dates,
        &data.genders,
        &data.joined_dates,
        &data.official_dates,
        &data.phones,
        &data.citizen_ids.values,
        &data.citizen_ids.lookups,
        &data.phone_numbers.values,
        &data.phone_numbers.lookups,
        &data.card_numbers.values,
        &data.card_numbers.lookups,
        &data.birth_years,
    )
    .execute(conn)
    .await;
    let taken = written.as_ref().err().and_then(|error| {
        let database = error.as_database_error()?;
        matches!(
            database.constraint(),
            Some("members_citizen_id" | "members_card_number")
        )
        .then_some(())
    });
    match taken {
        Some(()) => Err(Refusal::StandingOverlaps.into()),
        None => Ok(written.map(drop)?),
    }
}

/// Writes new members.
pub(super) async fn insert(conn: &mut PgConnection, data: &Data, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into directory.members (
             id, name, given_name, birth_date, gender, joined_date, official_date, phone,
             citizen_id_sealed, citizen_id_lookup, phone_number_sealed, phone_number_lookup,
             card_number_sealed, card_number_lookup, birth_year, created_at)
         select id, name, given_name, nullif(birth_date, '')::date, nullif(gender, ''),
                nullif(joined_date, '')::date, nullif(official_date, '')::date,
                coalesce(nullif(phone, ''), case phone_number_lookup when '' then 'NONE' else 'OWN' end),
                nullif(citizen_id_sealed, ''), nullif(citizen_id_lookup, ''),
                nullif(phone_number_sealed, ''), nullif(phone_number_lookup, ''),
                nullif(card_number_sealed, ''), nullif(card_number_lookup, ''), nullif(birth_year, 0), $16
         from unnest(
                 $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                 $9::bytea[], $10::bytea[], $11::bytea[], $12::bytea[], $13::bytea[], $14::bytea[], $15::smallint[])
             as d (id, name, given_name, birth_date, gender, joined_date, official_date, phone,
                   citizen_id_sealed, citizen_id_lookup, phone_number_sealed, phone_number_lookup,
                   card_number_sealed, card_number_lookup, birth_year)",
        &data.ids,
        &data.names,
        &data.given_names,
        &data.birth_dates,
        &data.genders,
        &data.joined_dates,
        &data.official_dates,
        &data.phones,
        &data.citizen_ids.values,
        &data.citizen_ids.lookups,
        &data.phone_numbers.values,
        &data.phone_numbers.lookups,
        &data.card_numbers.values,
        &data.card_numbers.lookups,
        &data.birth_years,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
