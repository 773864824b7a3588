//! SQL of members.

use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A member's row with standing on a day.
#[derive(Debug)]
pub(in crate::directory) struct MemberRow {
    pub(in crate::directory) id: Id,
    pub(in crate::directory) name: String,
    pub(in crate::directory) birth_date: Option<NaiveDate>,
    pub(in crate::directory) birth_year: Option<i16>,
    pub(in crate::directory) joined_date: Option<NaiveDate>,
    pub(in crate::directory) official_date: Option<NaiveDate>,
    pub(in crate::directory) phone: String,
    pub(in crate::directory) citizen_id_sealed: Option<Vec<u8>>,
    pub(in crate::directory) phone_number_sealed: Option<Vec<u8>>,
    pub(in crate::directory) card_number_sealed: Option<Vec<u8>>,
    pub(in crate::directory) activated_on: Option<NaiveDate>,
    pub(in crate::directory) class: Option<String>,
    pub(in crate::directory) activity: Option<String>,
    pub(in crate::directory) exemption: Option<String>,
}

/// The name of a member.
pub(in crate::directory) async fn name(conn: &mut PgConnection, member: Id) -> Result<Option<String>> {
    let name = sqlx::query_scalar!("select name from directory.members where id = $1", member)
        .fetch_optional(conn)
        .await?;
    Ok(name)
}

/// Members with standing on a day.
pub(in crate::directory) async fn read(
    conn: &mut PgConnection,
    members: &[Id],
    day: NaiveDate,
) -> Result<Vec<MemberRow>> {
    let rows = sqlx::query_as!(
        MemberRow,
        r#"select m.id, m.name, m.birth_date, m.birth_year, m.joined_date, m.official_date, m.phone,
                  m.citizen_id_sealed, m.phone_number_sealed, m.card_number_sealed,
                  case when m.activated_on <= $2::date then m.activated_on end as activated_on,
                  c.class as "class?", coalesce(a.activity, 'ACTIVE') as activity, a.exemption
           from directory.members m
           left join directory.classes c on c.member = m.id and c.during @> $2::date
           left join directory.activities a on a.member = m.id and a.during @> $2::date
           where m.id = any($1)"#,
        members,
        day,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// The members that one of three keyed hashes belongs to; a phone number only while one member has it. Whose
/// membership has ended signs in no more.
pub(in crate::directory) async fn with_login(
    conn: &mut PgConnection,
    citizen_id: &[u8],
    card_number: &[u8],
    phone_number: &[u8],
) -> Result<Vec<Id>> {
    let members = sqlx::query_scalar!(
        r#"select id as "id!" from directory.members where citizen_id_lookup = $1 and ended_on is null
           union
           select id from directory.members where card_number_lookup = $2 and ended_on is null
           union
           select m.id
           from directory.members m
           where m.phone_number_lookup = $3
             and m.ended_on is null
             and not exists (
                 select
                 from directory.members other
                 where other.phone_number_lookup = $3
                   and other.ended_on is null
                   and other.id <> m.id)"#,
        citizen_id,
        card_number,
        phone_number,
    )
    .fetch_all(conn)
    .await?;
    Ok(members)
}

/// Which logins a member has.
#[derive(Debug)]
pub(in crate::directory) struct Held {
    pub(in crate::directory) citizen_id: bool,
    pub(in crate::directory) card_number: bool,
    pub(in crate::directory) phone_number: bool,
}

/// Which logins a member has today.
pub(in crate::directory) async fn logins_of(conn: &mut PgConnection, member: Id) -> Result<Option<Held>> {
    let held = sqlx::query_as!(
        Held,
        r#"select m.citizen_id_lookup is not null as "citizen_id!",
                  m.card_number_lookup is not null as "card_number!",
                  m.phone_number_lookup is not null and not exists (
                      select
                      from directory.members other
                      where other.phone_number_lookup = m.phone_number_lookup
                        and other.ended_on is null
                        and other.id <> m.id) as "phone_number!"
           from directory.members m
           where m.id = $1"#,
        member,
    )
    .fetch_optional(conn)
    .await?;
    Ok(held)
}

/// Keeps the first day an account was activated.
pub(in crate::directory) async fn mark_activated(
    conn: &mut PgConnection,
    member: Id,
    day: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "update directory.members
         set activated_on = $2
         where id = $1
           and activated_on is null",
        member,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps the first official day, when none is on file.
pub(in crate::directory) async fn set_official_date(
    conn: &mut PgConnection,
    member: Id,
    day: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "update directory.members
         set official_date = $2
         where id = $1
           and official_date is null",
        member,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::directory) async fn citizen_id(conn: &mut PgConnection, member: Id) -> Result<Option<Vec<u8>>> {
    let sealed = sqlx::query_scalar!(
        "select citizen_id_sealed from directory.members where id = $1",
        member
    )
    .fetch_optional(conn)
    .await?;
    Ok(sealed.flatten())
}
