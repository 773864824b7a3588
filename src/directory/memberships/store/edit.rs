//! SQL of corrections, a column at a time.

use crate::base::text;
use crate::base::{Id, Result};
use crate::db;
use crate::directory::memberships::Refusal;
use crate::directory::memberships::types::Sealed;
use crate::directory::words::{Gender, Phone};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// The days on file.
pub(in crate::directory::memberships) struct Dates {
    pub(in crate::directory::memberships) joined_date: Option<NaiveDate>,
    pub(in crate::directory::memberships) official_date: Option<NaiveDate>,
}

pub(in crate::directory::memberships) async fn set_name(
    conn: &mut PgConnection,
    member: Id,
    name: &str,
) -> Result<()> {
    sqlx::query!(
        "update directory.members set name = $2, given_name = $3 where id = $1",
        member,
        name,
        text::given_name(name),
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::directory::memberships) async fn set_phone(
    conn: &mut PgConnection,
    member: Id,
    phone: Phone,
) -> Result<()> {
    sqlx::query!(
        "update directory.members set phone = $2 where id = $1",
        member,
        phone.name()
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::directory::memberships) async fn set_gender(
    conn: &mut PgConnection,
    member: Id,
    gender: Option<Gender>,
) -> Result<()> {
    sqlx::query!(
        "update directory.members set gender = $2 where id = $1",
        member,
        gender.map(Gender::name),
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::directory::memberships) async fn set_birth_date(
    conn: &mut PgConnection,
    member: Id,
    day: Option<NaiveDate>,
) -> Result<()> {
    sqlx::query!(
        "update directory.members set birth_date = $2, birth_year = null where id = $1",
        member,
        day
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::directory::memberships) async fn set_birth_year(
    conn: &mut PgConnection,
    member: Id,
    year: Option<i16>,
) -> Result<()> {
    sqlx::query!(
        "update directory.members
         set birth_year = $2,
             birth_date = case when $2::smallint is null then birth_date end
         where id = $1",
        member,
        year,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::directory::memberships) async fn dates(conn: &mut PgConnection, member: Id) -> Result<Dates> {
    let dates = sqlx::query_as!(
        Dates,
        "select joined_date, official_date from directory.members where id = $1",
        member
    )
    .fetch_one(conn)
    .await?;
    Ok(dates)
}

/// Sets the days.
pub(in crate::directory::memberships) async fn set_dates(
    conn: &mut PgConnection,
    member: Id,
    (joined, official): (Option<NaiveDate>, Option<NaiveDate>),
) -> Result<()> {
    sqlx::query!(
        "update directory.members set joined_date = $2, official_date = $3 where id = $1",
        member,
        joined,
        official,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::directory::memberships) async fn set_citizen_id(
    conn: &mut PgConnection,
    member: Id,
    number: &Sealed,
) -> Result<()> {
    let written = sqlx::query!(
        "update directory.members set citizen_id_sealed = $2, citizen_id_lookup = $3 where id = $1",
        member,
        number.value,
        number.lookup,
    )
    .execute(conn)
    .await;
    db::on_constraint(written, "members_citizen_id", || Refusal::NumberTaken)?;
    Ok(())
}

pub(in crate::directory::memberships) async fn set_card_number(
    conn: &mut PgConnection,
    member: Id,
    number: &Sealed,
) -> Result<()> {
    let written = sqlx::query!(
        "update directory.members set card_number_sealed = $2, card_number_lookup = $3 where id = $1",
        member,
        number.value,
        number.lookup,
    )
    .execute(conn)
    .await;
    db::on_constraint(written, "members_card_number", || Refusal::NumberTaken)?;
    Ok(())
}

pub(in crate::directory::memberships) async fn set_phone_number(
    conn: &mut PgConnection,
    member: Id,
    number: &Sealed,
) -> Result<()> {
    sqlx::query!(
        "update directory.members set phone_number_sealed = $2, phone_number_lookup = $3 where id = $1",
        member,
        number.value,
        number.lookup,
    )
    .execute(conn)
    .await?;
    Ok(())
}
