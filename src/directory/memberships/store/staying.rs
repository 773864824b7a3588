//! SQL that reads stays elsewhere: one, those around a branch, and from which side somebody comes to one.

use crate::base::{Error, Id, Result};
use crate::directory::memberships::types::{Purpose, Stay, StayState};
use crate::directory::store::memberships::{first_day, last_day};
use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;

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

/// One stay, its days as they stand at home.
pub(in crate::directory::memberships) async fn read(
    conn: &mut PgConnection,
    stay: Id,
    today: NaiveDate,
) -> Result<Option<Stay>> {
    let row = sqlx::query_as!(
        Row,
        r#"select t.id, t.member, m.name as member_name, t.home,
                  directory.called(t.home, $2) as "home_name!", t.host,
                  coalesce(directory.called(t.host, $2), t.host_name) as "host_name!", t.purpose, t.received_at,
                  away.during as "during!"
           from directory.stays t
           join directory.members m on m.id = t.member
           join lateral (
               select range_merge(range_agg(s.during)) as during
               from directory.memberships s
               where s.stay = t.id
                 and s.relation = 'TEMPORARILY_OUT'
               having count(*) > 0
           ) away on true
           where t.id = $1"#,
        stay,
        today,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.stay(today)).transpose()
}

/// The stays from and at a branch by their first day: those that last on a day or are to come, or as of that day those
/// that lasted then.
pub(in crate::directory::memberships) async fn around(
    conn: &mut PgConnection,
    organization: Id,
    (day, as_of): (NaiveDate, bool),
) -> Result<Vec<Stay>> {
    let rows = sqlx::query_file_as!(
        Row,
        "src/directory/memberships/store/stays_around.sql",
        organization,
        day,
        as_of,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| row.stay(day)).collect()
}

/// The branches of a stay, home first.
pub(in crate::directory::memberships) async fn sides(conn: &mut PgConnection, stay: Id) -> Result<Vec<Id>> {
    let row = sqlx::query!("select home, host from directory.stays where id = $1", stay)
        .fetch_optional(conn)
        .await?;
    Ok(row
        .map(|row| std::iter::once(row.home).chain(row.host).collect())
        .unwrap_or_default())
}
