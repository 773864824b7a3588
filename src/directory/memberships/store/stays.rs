//! SQL that writes stays elsewhere: what the pair of memberships has in common, and the pair.

use crate::access::grants::days;
use crate::base::{Id, Result};
use crate::db;
use crate::directory::memberships::types::Purpose;
use crate::directory::words::Relation;
use crate::directory::{Refusal, organizations};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// A stay to be written.
pub(in crate::directory::memberships) struct New<'a> {
    pub(in crate::directory::memberships) id: Id,
    pub(in crate::directory::memberships) member: Id,
    pub(in crate::directory::memberships) home: Id,
    pub(in crate::directory::memberships) host: Option<Id>,
    pub(in crate::directory::memberships) host_name: &'a str,
    pub(in crate::directory::memberships) purpose: Purpose,
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
        "update directory.memberships s
         set during = daterange(lower(s.during), $2, '[]')
         where s.stay = $1
           and lower(s.during) <= $2
           and not exists (
               select
               from directory.memberships later
               where later.stay = s.stay
                 and later.relation = s.relation
                 and lower(later.during) > lower(s.during))",
        stay,
        to,
    )
    .execute(conn)
    .await;
    let moved = db::on_constraint(moved, "memberships_one_absence", || Refusal::StandingOverlaps);
    moved.map(drop)
}

/// Ends both sides; a side that began today keeps that day. What a reorganisation was still to open never begins.
pub(in crate::directory::memberships) async fn end(
    conn: &mut PgConnection,
    stay: Id,
    day: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "delete from directory.memberships s
         where s.stay = $1
           and lower(s.during) >= $2
           and exists (
               select
               from directory.memberships earlier
               where earlier.stay = s.stay
                 and earlier.relation = s.relation
                 and lower(earlier.during) < $2)",
        stay,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update directory.memberships
         set during = daterange(lower(during), greatest($2, lower(during) + 1))
         where stay = $1
           and (upper(during) is null or upper(during) > $2)",
        stay,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}
