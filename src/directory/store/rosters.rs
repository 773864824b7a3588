//! SQL of rosters: who is expected on a day, with which standing.

use crate::base::{Id, Result};
use crate::directory::Rostered;
use crate::directory::words::{Activity, Class, Relation};
use chrono::NaiveDate;
use sqlx::PgConnection;

struct Row {
    member: Id,
    class: String,
    activity: String,
    relation: String,
}

impl Row {
    fn line(self) -> Result<Rostered> {
        Ok(Rostered {
            member: self.member,
            class: Class::read(&self.class)?,
            activity: Activity::read(&self.activity)?,
            relation: Relation::read(&self.relation)?,
        })
    }
}

/// Who is on the roster of an organisation on a day; people away for a time are on it as such.
pub(in crate::directory) async fn roster(
    conn: &mut PgConnection,
    organization: Id,
    day: NaiveDate,
) -> Result<Vec<Rostered>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select s.member, c.class,
                  coalesce(a.activity, 'ACTIVE') as "activity!",
                  case when away.member is null then s.relation else 'TEMPORARILY_OUT' end as "relation!"
           from directory.memberships s
           join directory.classes c on c.member = s.member and c.during @> $2::date
           left join directory.activities a on a.member = s.member and a.during @> $2::date
           left join directory.memberships away
               on away.member = s.member
               and s.relation = 'HOME'
               and away.relation = 'TEMPORARILY_OUT'
               and away.during @> $2::date
           where s.organization = $1
             and s.relation in ('HOME', 'TEMPORARILY_IN')
             and s.during @> $2::date
           order by s.member"#,
        organization,
        day,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::line).collect()
}

/// The standing of some members towards an organisation on a day, whether they belong to it or not.
pub(in crate::directory) async fn roster_of(
    conn: &mut PgConnection,
    (organization, members): (Id, &[Id]),
    day: NaiveDate,
) -> Result<Vec<Rostered>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select c.member, c.class,
                  coalesce(a.activity, 'ACTIVE') as "activity!",
                  case
                      when guest.member is not null then 'TEMPORARILY_IN'
                      when away.member is not null then 'TEMPORARILY_OUT'
                      else 'HOME'
                  end as "relation!"
           from directory.classes c
           left join directory.activities a on a.member = c.member and a.during @> $3::date
           left join directory.memberships guest
               on guest.member = c.member
               and guest.organization = $1
               and guest.relation = 'TEMPORARILY_IN'
               and guest.during @> $3::date
           left join directory.memberships away
               on away.member = c.member
               and away.relation = 'TEMPORARILY_OUT'
               and away.during @> $3::date
           where c.member = any($2)
             and c.during @> $3::date
           order by c.member"#,
        organization,
        members,
        day,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::line).collect()
}
