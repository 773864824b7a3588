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

/// The organisations that codes of today or of former days lead to: whoever carries on on a day where one has ended.
/// With a `root`, only what stands below it.
pub(in crate::directory) async fn places(
    conn: &mut PgConnection,
    (codes, root): (&[String], Option<Id>),
    day: NaiveDate,
) -> Result<HashMap<String, Place>> {
    let rows = sqlx::query!(
        r#"select named.code as "code!", o.id, o.kind, lower(o.during) as "from!",
                  coalesce(upper(o.during) <= $2, false) as "ended!"
           from (
               select o.code, o.id
               from directory.organizations o
               where o.code = any($1)
               union
               select f.code, f.organization
               from directory.organization_former_codes f
               where f.code = any($1)
           ) named
           join directory.organizations o on o.id = directory.heir(named.id, $2)
           where $3::uuid is null
              or exists (
                  select
                  from access.closure c
                  where c.ancestor = $3
                    and c.descendant = o.id)"#,
        codes,
        day,
        root,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let place = Place {
                id: row.id,
                kind: Kind::read(&row.kind)?,
                from: row.from,
                has_ended: row.ended,
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
    /// Branches, each beside one of `names`: whoever is at home there and is called that.
    pub(super) branches: Vec<Id>,
    /// Names as rows write them: marks make no difference.
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

/// Each number and each member is looked up by a key, and names by a hash: the offsets and the coalesce keep the planner
/// from comparing each with each where it knows nothing of the tables yet, as after the first chunks of a first import.
async fn rows(conn: &mut PgConnection, wanted: &Wanted, today: NaiveDate) -> Result<Vec<Row>> {
    let rows = sqlx::query_file_as!(
        Row,
        "src/directory/import/known.sql",
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
