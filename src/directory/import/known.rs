//! What the database already knows of the codes and numbers in a file.

use super::facts::{Birth, Place};
use crate::access::Role;
use crate::base::{Id, Result};
use crate::directory::words::{Activity, Class, Exemption, Gender, Kind, Phone};
use chrono::NaiveDate;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};

/// A member on file, with standing today.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) birth: Option<Birth>,
    pub(super) gender: Option<Gender>,
    pub(super) joined_date: Option<NaiveDate>,
    pub(super) official_date: Option<NaiveDate>,
    pub(super) phone: Phone,
    pub(super) citizen_id: Option<Vec<u8>>,
    pub(super) card_number: Option<Vec<u8>>,
    pub(super) phone_number: Option<Vec<u8>>,
    pub(super) class: Option<Class>,
    pub(super) activity: Activity,
    pub(super) exemption: Option<Exemption>,
    pub(super) home: Option<Id>,
    pub(super) away: bool,
    pub(super) stays_in: Option<Id>,
    pub(super) roles: HashSet<(Role, Id)>,
}

/// The organisations with these codes.
pub(super) async fn places(conn: &mut PgConnection, codes: &[String]) -> Result<HashMap<String, Place>> {
    let rows = sqlx::query!(
        r#"select code as "code!", id, kind, lower(during) as "from!"
           from directory.organizations
           where code = any($1)"#,
        codes,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let place = Place {
                id: row.id,
                kind: Kind::read(&row.kind)?,
                from: row.from,
            };
            Ok((row.code, place))
        })
        .collect()
}

/// What members are looked up by.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) citizen_ids: Vec<Vec<u8>>,
    pub(super) card_numbers: Vec<Vec<u8>>,
    /// Branches, where whoever has one of the names counts as well.
    pub(super) branches: Vec<Id>,
    /// Names without marks.
    pub(super) names: Vec<String>,
}

/// The members on file that are meant by a number, or by a name in a branch.
pub(super) async fn members(
    conn: &mut PgConnection,
    wanted: &Wanted,
    today: NaiveDate,
) -> Result<Vec<Known>> {
    let rows = rows(conn, wanted, today).await?;
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let mut roles = roles(conn, &ids, today).await?;
    rows.into_iter()
        .map(|row| {
            let roles = roles.remove(&row.id).unwrap_or_default();
            row.known(roles)
        })
        .collect()
}

struct Row {
    id: Id,
    name: String,
    birth_date: Option<NaiveDate>,
    birth_year: Option<i16>,
    gender: Option<String>,
    joined_date: Option<NaiveDate>,
    official_date: Option<NaiveDate>,
    phone: String,
    citizen_id_lookup: Option<Vec<u8>>,
    card_number_lookup: Option<Vec<u8>>,
    phone_number_lookup: Option<Vec<u8>>,
    class: Option<String>,
    activity: String,
    exemption: Option<String>,
    home: Option<Id>,
    stays_in: Option<Id>,
    away: bool,
}

impl Row {
    fn known(self, roles: HashSet<(Role, Id)>) -> Result<Known> {
        Ok(Known {
            id: self.id,
            name: self.name,
            birth: self
                .birth_date
                .map(Birth::Day)
                .or(self.birth_year.map(Birth::Year)),
            gender: self.gender.as_deref().map(Gender::read).transpose()?,
            joined_date: self.joined_date,
            official_date: self.official_date,
            phone: Phone::read(&self.phone)?,
            citizen_id: self.citizen_id_lookup,
            card_number: self.card_number_lookup,
            phone_number: self.phone_number_lookup,
            class: self.class.as_deref().map(Class::read).transpose()?,
            activity: Activity::read(&self.activity)?,
            exemption: self.exemption.as_deref().map(Exemption::read).transpose()?,
            home: self.home,
            away: self.away,
            stays_in: self.stays_in,
            roles,
        })
    }
}

async fn rows(conn: &mut PgConnection, wanted: &Wanted, today: NaiveDate) -> Result<Vec<Row>> {
    let rows = sqlx::query_as!(
        Row,
        r#"with meant as (
               select id from directory.members where citizen_id_lookup = any($1)
               union
               select id from directory.members where card_number_lookup = any($2)
               union
               select s.member
               from directory.memberships s
               join directory.members named on named.id = s.member
               where s.organization = any($4)
                 and s.relation = 'HOME'
                 and s.during @> $3::date
                 and named.name_folded = any($5)
           )
           select m.id, m.name, m.birth_date, m.birth_year, m.gender, m.joined_date, m.official_date, m.phone,
                  m.citizen_id_lookup, m.card_number_lookup, m.phone_number_lookup,
                  c.class as "class?", coalesce(a.activity, 'ACTIVE') as "activity!", a.exemption,
                  home.organization as "home?", stay.organization as "stays_in?",
                  away.id is not null as "away!"
           from meant
           join directory.members m using (id)
           left join directory.classes c on c.member = m.id and c.during @> $3::date
           left join directory.activities a on a.member = m.id and a.during @> $3::date
           left join directory.memberships home
               on home.member = m.id and home.relation = 'HOME' and home.during @> $3::date
           left join directory.memberships stay
               on stay.member = m.id and stay.relation = 'TEMPORARILY_IN' and stay.during @> $3::date
           left join directory.memberships away
               on away.member = m.id and away.relation = 'TEMPORARILY_OUT' and away.during @> $3::date"#,
        &wanted.citizen_ids,
        &wanted.card_numbers,
        today,
        &wanted.branches,
        &wanted.names,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// The roles members hold on a day or will hold later.
async fn roles(
    conn: &mut PgConnection,
    members: &[Id],
    today: NaiveDate,
) -> Result<HashMap<Id, HashSet<(Role, Id)>>> {
    let rows = sqlx::query!(
        "select member, role, organization
         from access.grants
         where member = any($1)
           and (upper(during) is null or upper(during) > $2)",
        members,
        today,
    )
    .fetch_all(conn)
    .await?;
    let mut roles: HashMap<Id, HashSet<(Role, Id)>> = HashMap::new();
    for row in rows {
        let role = (Role::read(&row.role)?, row.organization);
        roles.entry(row.member).or_default().insert(role);
    }
    Ok(roles)
}
