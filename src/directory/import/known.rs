//! What the database already knows of the codes and numbers in a file.

use crate::access::Role;
use crate::base::{Id, Result};
use crate::directory::words::{Activity, Class, Exemption, Gender, Kind, Phone};
use chrono::NaiveDate;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};

/// An organisation that rows refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) id: Id,
    pub(super) kind: Kind,
    pub(super) from: NaiveDate,
}

/// A member on file, with standing today.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) birth_date: Option<NaiveDate>,
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

/// The members on file under these keyed hashes.
pub(super) async fn members(
    conn: &mut PgConnection,
    (citizen_ids, card_numbers): (&[Vec<u8>], &[Vec<u8>]),
    today: NaiveDate,
) -> Result<Vec<Known>> {
    let rows = sqlx::query!(
        r#"select m.id, m.name, m.birth_date, m.gender, m.joined_date, m.official_date, m.phone,
                  m.citizen_id_lookup, m.card_number_lookup, m.phone_number_lookup,
                  c.class as "class?", coalesce(a.activity, 'ACTIVE') as "activity!", a.exemption,
                  home.organization as "home?", stay.organization as "stays_in?",
                  away.id is not null as "away!"
           from directory.members m
           left join directory.classes c on c.member = m.id and c.during @> $3::date
           left join directory.activities a on a.member = m.id and a.during @> $3::date
           left join directory.memberships home
               on home.member = m.id and home.relation = 'HOME' and home.during @> $3::date
           left join directory.memberships stay
               on stay.member = m.id and stay.relation = 'TEMPORARILY_IN' and stay.during @> $3::date
           left join directory.memberships away
               on away.member = m.id and away.relation = 'TEMPORARILY_OUT' and away.during @> $3::date
           where m.citizen_id_lookup = any($1)
              or m.card_number_lookup = any($2)"#,
        citizen_ids,
        card_numbers,
        today,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let mut roles = roles(conn, &ids, today).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Known {
                id: row.id,
                name: row.name,
                birth_date: row.birth_date,
                gender: row.gender.as_deref().map(Gender::read).transpose()?,
                joined_date: row.joined_date,
                official_date: row.official_date,
                phone: Phone::read(&row.phone)?,
                citizen_id: row.citizen_id_lookup,
                card_number: row.card_number_lookup,
                phone_number: row.phone_number_lookup,
                class: row.class.as_deref().map(Class::read).transpose()?,
                activity: Activity::read(&row.activity)?,
                exemption: row.exemption.as_deref().map(Exemption::read).transpose()?,
                home: row.home,
                away: row.away,
                stays_in: row.stays_in,
                roles: roles.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect()
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
