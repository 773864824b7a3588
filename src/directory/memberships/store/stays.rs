//! SQL of stays elsewhere: what the pair of memberships has in common, and the pair.

use crate::access::grants::days;
use crate::base::{Error, Id, Result};
use crate::db;
use crate::directory::memberships::types::{Purpose, Stay, StayState};
use crate::directory::store::memberships::{first_day, last_day};
use crate::directory::words::Relation;
use crate::directory::{Refusal, organizations};
use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;

/// A stay to be written.
pub(in crate::directory::memberships) struct New<'a> {
    pub(in crate::directory::memberships) id: Id,
    pub(in crate::directory::memberships) member: Id,
    pub(in crate::directory::memberships) home: Id,
    pub(in crate::directory::memberships) host: Option<Id>,
    pub(in crate::directory::memberships) host_name: &'a str,
    pub(in crate::directory::memberships) purpose: Purpose,
}

struct Row {
    id: Id,
    member: Id,
    member_name: String,
    home: Id,
    home_name: String,
    host: Option<Id>,
    host_name: String,
    purpose: String,
    received_at: Option<DateTime<Utc>>,
    during: PgRange<NaiveDate>,
}

impl Row {
    fn stay(self, today: NaiveDate) -> Result<Stay> {
        let to = last_day(&self.during);
        let state = if to.is_some_and(|to| to < today) {
            StayState::Ended
        } else if self.host.is_some() && self.received_at.is_none() {
            StayState::Sent
        } else {
            StayState::Lasting
        };
        Ok(Stay {
            id: self.id,
            member: self.member,
            member_name: self.member_name,
            home: self.home,
            home_name: self.home_name,
            host: self.host,
            host_name: self.host_name,
            purpose: purpose(&self.purpose)?,
            state,
            from: first_day(&self.during),
            to,
            warnings: Vec::new(),
        })
    }
}

fn purpose(word: &str) -> Result<Purpose> {
    match word {
        "WORK" => Ok(Purpose::Work),
        "STUDY" => Ok(Purpose::Study),
        other => Err(Error::Broken(anyhow!("{other} is no purpose of a stay"))),
    }
}

/// Writes a stay.
pub(in crate::directory::memberships) async fn insert(conn: &mut PgConnection, new: &New<'_>) -> Result<()> {
    let purpose = match new.purpose {
        Purpose::Work => "WORK",
        Purpose::Study => "STUDY",
    };
    sqlx::query!(
        "insert into directory.stays (id, member, home, host, host_name, purpose)
         values ($1, $2, $3, $4, $5, $6)",
        new.id,
        new.member,
        new.home,
        new.host,
        new.host_name,
        purpose,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Opens a relation for some days.
pub(in crate::directory::memberships) async fn open(
    conn: &mut PgConnection,
    id: Id,
    (member, organization, relation): (Id, Id, Relation),
    (from, to): (NaiveDate, Option<NaiveDate>),
    (record, stay): (Id, Option<Id>),
) -> Result<()> {
    let opened = sqlx::query!(
        "insert into directory.memberships (id, member, organization, relation, during, record, stay)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        member,
        organization,
        relation.name(),
        days(from, to),
        record,
        stay,
    )
    .execute(conn)
    .await;
    if db::broke(&opened, "memberships_before_end") {
        return Err(organizations::Refusal::OrganizationEnded.into());
    }
    let name = match relation {
        Relation::TemporarilyIn => "memberships_one_temporary",
        Relation::TemporarilyOut => "memberships_one_absence",
        Relation::Home | Relation::ResidenceLink => "memberships_one_home",
    };
    db::on_constraint(opened, name, || Refusal::StandingOverlaps)?;
    Ok(())
}

/// Two who change one stay do so one after the other.
pub(in crate::directory::memberships) async fn lock(conn: &mut PgConnection, stay: Id) -> Result<()> {
    sqlx::query!("select id from directory.stays where id = $1 for update", stay)
        .fetch_optional(conn)
        .await?;
    Ok(())
}

/// One stay, its days as they stand at home.
pub(in crate::directory::memberships) async fn read(
    conn: &mut PgConnection,
    stay: Id,
    today: NaiveDate,
) -> Result<Option<Stay>> {
    let row = sqlx::query_as!(
        Row,
        r#"select t.id, t.member, m.name as member_name, t.home, home.name as home_name, t.host,
                  coalesce(host.name, t.host_name) as "host_name!", t.purpose, t.received_at, s.during
           from directory.stays t
           join directory.members m on m.id = t.member
           join directory.memberships s on s.stay = t.id and s.relation = 'TEMPORARILY_OUT'
           join lateral (
               select name
               from directory.organization_names
               where organization = t.home
               order by during @> $2::date desc, lower(during) desc
               limit 1
           ) home on true
           left join directory.organization_names host on host.organization = t.host and host.during @> $2::date
           where t.id = $1"#,
        stay,
        today,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.stay(today)).transpose()
}

/// The stays from and at a branch that last on a day or are to come, by their first day.
pub(in crate::directory::memberships) async fn around(
    conn: &mut PgConnection,
    organization: Id,
    today: NaiveDate,
) -> Result<Vec<Stay>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select t.id, t.member, m.name as member_name, t.home, home.name as home_name, t.host,
                  coalesce(host.name, t.host_name) as "host_name!", t.purpose, t.received_at, s.during
           from directory.stays t
           join directory.members m on m.id = t.member
           join directory.memberships s on s.stay = t.id and s.relation = 'TEMPORARILY_OUT'
           join lateral (
               select name
               from directory.organization_names
               where organization = t.home
               order by during @> $2::date desc, lower(during) desc
               limit 1
           ) home on true
           left join directory.organization_names host on host.organization = t.host and host.during @> $2::date
           where (t.home = $1 or t.host = $1)
             and (upper(s.during) is null or upper(s.during) > $2)
           order by lower(s.during), t.id
           limit 200"#,
        organization,
        today,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| row.stay(today)).collect()
}

/// Keeps when the host received the member.
pub(in crate::directory::memberships) async fn receive(
    conn: &mut PgConnection,
    stay: Id,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update directory.stays set received_at = $2 where id = $1",
        stay,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Moves the last day of both sides.
pub(in crate::directory::memberships) async fn set_last_day(
    conn: &mut PgConnection,
    stay: Id,
    to: NaiveDate,
) -> Result<()> {
    let moved = sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), $2, '[]')
         where stay = $1
           and lower(during) <= $2",
        stay,
        to,
    )
    .execute(conn)
    .await;
    let moved = db::on_constraint(moved, "memberships_one_absence", || Refusal::StandingOverlaps);
    moved.map(drop)
}

/// Ends both sides; a side that began today keeps that day.
pub(in crate::directory::memberships) async fn end(
    conn: &mut PgConnection,
    stay: Id,
    day: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), greatest($2, lower(during) + 1))
         where stay = $1",
        stay,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Of the two branches of a stay, the one where a caller's roles reach nearest; home when none does.
pub(in crate::directory::memberships) async fn side_nearest_to(
    conn: &mut PgConnection,
    stay: Id,
    caller: Id,
    day: NaiveDate,
) -> Result<Option<Id>> {
    let side = sqlx::query_scalar!(
        r#"select side.organization as "organization!"
           from directory.stays t
           cross join lateral (values (t.home, 0), (t.host, 1)) as side (organization, number)
           left join lateral (
               select min(c.depth) as depth
               from access.closure c
               join access.grants g on g.organization = c.ancestor
               where c.descendant = side.organization
                 and g.member = $2
                 and g.during @> $3::date
           ) nearest on true
           where t.id = $1
             and side.organization is not null
           order by nearest.depth nulls last, side.number
           limit 1"#,
        stay,
        caller,
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(side)
}
