//! SQL of class where the day of joining or the official day was wrong: the spans that begin or end on it move along.

use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Days on file that are corrected, each as it was and as it is.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Redated {
    pub(in crate::directory) member: Id,
    pub(in crate::directory) joined: (Option<NaiveDate>, Option<NaiveDate>),
    pub(in crate::directory) official: (Option<NaiveDate>, Option<NaiveDate>),
}

/// Corrections as columns.
#[derive(Default)]
struct Columns {
    members: Vec<Id>,
    joined: [Vec<Option<NaiveDate>>; 2],
    official: [Vec<Option<NaiveDate>>; 2],
}

impl Columns {
    fn of(redated: &[Redated]) -> Self {
        let mut columns = Self::default();
        for one in redated {
            columns.members.push(one.member);
            let ([was_joined, joined], [was_official, official]) =
                (&mut columns.joined, &mut columns.official);
            was_joined.push(one.joined.0);
            joined.push(one.joined.1);
            was_official.push(one.official.0);
            official.push(one.official.1);
        }
        columns
    }
}

/// Moves the spans of class that begin or end on the days as they were. The later span makes room first; a probation of
/// which no day is left goes, and one that there was not before comes.
pub(in crate::directory) async fn classes(conn: &mut PgConnection, redated: &[Redated]) -> Result<()> {
    let columns = Columns::of(redated);
    make_room(conn, &columns).await?;
    move_probation(conn, &columns).await?;
    settle(conn, &columns).await
}

#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
async fn make_room(conn: &mut PgConnection, columns: &Columns) -> Result<()> {
    let [was_official, official] = &columns.official;
    sqlx::query!(
        "update directory.classes c
         set during = daterange(greatest(d.was_official, d.official), upper(c.during))
         from unnest($1::uuid[], $2::date[], $3::date[]) as d (member, was_official, official)
         where c.member = d.member
           and c.class = 'OFFICIAL'
           and lower(c.during) = d.was_official
           and (upper(c.during) is null or upper(c.during) > greatest(d.was_official, d.official))",
        &columns.members,
        was_official as &[Option<NaiveDate>],
        official as &[Option<NaiveDate>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
async fn move_probation(conn: &mut PgConnection, columns: &Columns) -> Result<()> {
    let ([was_joined, joined], [was_official, official]) = (&columns.joined, &columns.official);
    sqlx::query!(
        "delete from directory.classes c
         using unnest($1::uuid[], $2::date[], $3::date[], $4::date[], $5::date[])
             as d (member, was_joined, joined, was_official, official)
         where c.member = d.member
           and c.class = 'PROBATIONARY'
           and lower(c.during) = d.was_joined
           and upper(c.during) = d.was_official
           and d.joined >= d.official",
        &columns.members,
        was_joined as &[Option<NaiveDate>],
        joined as &[Option<NaiveDate>],
        was_official as &[Option<NaiveDate>],
        official as &[Option<NaiveDate>],
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update directory.classes c
         set during = daterange(
             d.joined,
             case when upper(c.during) = d.was_official then d.official else upper(c.during) end)
         from unnest($1::uuid[], $2::date[], $3::date[], $4::date[], $5::date[])
             as d (member, was_joined, joined, was_official, official)
         where c.member = d.member
           and c.class = 'PROBATIONARY'
           and lower(c.during) = d.was_joined
           and (upper(c.during) is null
                or d.joined < case when upper(c.during) = d.was_official then d.official else upper(c.during) end)",
        &columns.members,
        was_joined as &[Option<NaiveDate>],
        joined as &[Option<NaiveDate>],
        was_official as &[Option<NaiveDate>],
        official as &[Option<NaiveDate>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[expect(
    clippy::as_conversions,
    reason = "how a checked query is told that an array holds nulls"
)]
async fn settle(conn: &mut PgConnection, columns: &Columns) -> Result<()> {
    let ([_, joined], [was_official, official]) = (&columns.joined, &columns.official);
    sqlx::query!(
        "update directory.classes c
         set during = daterange(d.official, upper(c.during))
         from unnest($1::uuid[], $2::date[], $3::date[]) as d (member, was_official, official)
         where c.member = d.member
           and c.class = 'OFFICIAL'
           and lower(c.during) = greatest(d.was_official, d.official)",
        &columns.members,
        was_official as &[Option<NaiveDate>],
        official as &[Option<NaiveDate>],
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into directory.classes (member, class, during)
         select d.member, 'PROBATIONARY', daterange(d.joined, d.official)
         from unnest($1::uuid[], $2::date[], $3::date[], $4::date[]) as d (member, joined, was_official, official)
         where d.was_official is not null
           and d.joined < d.official
           and exists (
               select
               from directory.classes c
               where c.member = d.member
                 and c.class = 'OFFICIAL'
                 and lower(c.during) = d.official)
           and not exists (
               select
               from directory.classes c
               where c.member = d.member
                 and lower(c.during) < d.official)",
        &columns.members,
        joined as &[Option<NaiveDate>],
        was_official as &[Option<NaiveDate>],
        official as &[Option<NaiveDate>],
    )
    .execute(conn)
    .await?;
    Ok(())
}
