//! SQL of members.

use crate::base::pages::Page;
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A member's row with standing on a day.
#[derive(Debug)]
pub(in crate::directory) struct MemberRow {
    pub(in crate::directory) id: Id,
    pub(in crate::directory) name: String,
    pub(in crate::directory) given_name: String,
    pub(in crate::directory) birth_date: Option<NaiveDate>,
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

/// Which members of an organisation are asked for.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Wanted {
    pub(in crate::directory) organization: Id,
    /// Also those of all organisations below.
    pub(in crate::directory) below: bool,
    /// Part of a name.
    pub(in crate::directory) query: Option<String>,
    pub(in crate::directory) activated: Option<bool>,
    pub(in crate::directory) day: NaiveDate,
}

/// The name of a member.
pub(in crate::directory) async fn name(conn: &mut PgConnection, member: Id) -> Result<Option<String>> {
    let name = sqlx::query_scalar!("select name from directory.members where id = $1", member)
        .fetch_optional(conn)
        .await?;
    Ok(name)
}

/// One member with standing on a day.
pub(in crate::directory) async fn read(
    conn: &mut PgConnection,
    member: Id,
    day: NaiveDate,
) -> Result<Option<MemberRow>> {
    let row = sqlx::query_as!(
        MemberRow,
        r#"select m.id, m.name, m.given_name, m.birth_date, m.joined_date, m.official_date, m.phone,
                  m.citizen_id_sealed, m.phone_number_sealed, m.card_number_sealed, m.activated_on,
                  c.class as "class?", coalesce(a.activity, 'ACTIVE') as activity, a.exemption
           from directory.members m
           left join directory.classes c on c.member = m.id and c.during @> $2::date
           left join directory.activities a on a.member = m.id and a.during @> $2::date
           where m.id = $1"#,
        member,
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// A page of members by given name, then full name, as Vietnamese sorts them. Standing is looked up for the page only.
pub(in crate::directory) async fn list(
    conn: &mut PgConnection,
    wanted: &Wanted,
    page: &Page,
) -> Result<Vec<MemberRow>> {
    let after = page.after(2).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_as!(
        MemberRow,
        r#"with page as (
               select *
               from directory.members m
               where exists (
                       select
                       from directory.memberships s
                       join access.closure t on t.descendant = s.organization
                       where s.member = m.id
                         and s.relation in ('HOME', 'TEMPORARILY_IN')
                         and s.during @> $5::date
                         and t.ancestor = $1
                         and (t.depth = 0 or $2))
                 and ($3::text is null or name_folded like '%' || directory.fold($3) || '%')
                 and ($4::boolean is null or (activated_on is not null) = $4)
                 and ($6::text is null
                      or (given_name collate "vi-x-icu", name collate "vi-x-icu", id) > ($6, $7, $8::uuid))
               order by given_name collate "vi-x-icu", name collate "vi-x-icu", id
               limit $9
           )
           select m.id, m.name, m.given_name, m.birth_date, m.joined_date, m.official_date, m.phone,
                  m.citizen_id_sealed, m.phone_number_sealed, m.card_number_sealed, m.activated_on,
                  c.class as "class?", coalesce(a.activity, 'ACTIVE') as activity, a.exemption
           from page m
           left join directory.classes c on c.member = m.id and c.during @> $5::date
           left join directory.activities a on a.member = m.id and a.during @> $5::date
           order by m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id"#,
        wanted.organization,
        wanted.below,
        wanted.query.as_deref().map(literal),
        wanted.activated,
        wanted.day,
        page.after(0),
        page.after(1),
        after,
        page.fetch(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Text that `like` takes as it is.
fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The members that one of three keyed hashes belongs to; a phone number only while one member has it.
pub(in crate::directory) async fn with_login(
    conn: &mut PgConnection,
    citizen_id: &[u8],
    card_number: &[u8],
    phone_number: &[u8],
) -> Result<Vec<Id>> {
    let members = sqlx::query_scalar!(
        r#"select id as "id!" from directory.members where citizen_id_lookup = $1
           union
           select id from directory.members where card_number_lookup = $2
           union
           select m.id
           from directory.members m
           where m.phone_number_lookup = $3
             and not exists (
                 select
                 from directory.members other
                 where other.phone_number_lookup = $3
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
