//! SQL of records about members. The table only grows.

use crate::base::{Id, Result};
use crate::directory::memberships::types::{Entry, Record};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Writes records in the name of somebody; of nobody for the operator.
pub(in crate::directory) async fn insert(
    conn: &mut PgConnection,
    records: &[(Id, Entry<'_>)],
    (by, now): (Option<Id>, DateTime<Utc>),
) -> Result<()> {
    let entries = || records.iter().map(|(_, entry)| entry);
    let ids: Vec<Id> = records.iter().map(|(id, _)| *id).collect();
    let members: Vec<Id> = entries().map(|entry| entry.member).collect();
    let words: Vec<String> = entries().map(|entry| entry.what.name().to_owned()).collect();
    let days: Vec<NaiveDate> = entries().map(|entry| entry.day).collect();
    let numbers: Vec<String> = entries().map(|entry| entry.decision_number.to_owned()).collect();
    let bodies: Vec<Id> = entries()
        .map(|entry| entry.decider.organization.unwrap_or(Id::nil()))
        .collect();
    let names: Vec<String> = entries().map(|entry| entry.decider.name.clone()).collect();
    let notes: Vec<String> = entries().map(|entry| entry.note.to_owned()).collect();
    sqlx::query!(
        "insert into directory.member_records (
             id, member, what, day, decision_number, decided_by_organization, decided_by,
             recorded_by, recorded_at, note)
         select id, member, what, day, decision_number, nullif(body, $11), name, $1, $2, note
         from unnest($3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::text[], $8::uuid[], $9::text[], $10::text[])
             as records (id, member, what, day, decision_number, body, name, note)",
        by,
        now,
        &ids,
        &members,
        &words,
        &days,
        &numbers,
        &bodies,
        &names,
        &notes,
        Id::nil(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Every record about a member, newest first.
pub(in crate::directory::memberships) async fn of_member(
    conn: &mut PgConnection,
    member: Id,
) -> Result<Vec<Record>> {
    let records = sqlx::query_as!(
        Record,
        r#"select r.id, r.what, r.day, r.decision_number, r.decided_by, r.decided_by_organization, r.recorded_by,
                  coalesce(m.name, '') as "recorded_by_name!", r.recorded_at, r.note
           from directory.member_records r
           left join directory.members m on m.id = r.recorded_by
           where r.member = $1
           order by r.recorded_at desc, r.id desc
           limit 1000"#,
        member,
    )
    .fetch_all(conn)
    .await?;
    Ok(records)
}
