//! SQL of what a source says beside what is on file.

use super::decide::{OnFile, Shelf};
use super::{Hashed, Record, Report};
use crate::base::pages::Page;
use crate::base::secrets::Keys;
use crate::base::{Id, Result};
use crate::directory::words::Gender;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// A sync under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sync<'a> {
    pub(super) source: &'a str,
    pub(super) version: &'a str,
    pub(super) now: DateTime<Utc>,
    pub(super) today: NaiveDate,
    pub(super) keys: &'a Keys,
}

/// Only one sync at a time: two would tie a member twice.
pub(super) async fn one_at_a_time(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('directory.master'))")
        .execute(conn)
        .await?;
    Ok(())
}

/// The members that records may be about: by their numbers, or by their ids.
pub(super) async fn shelf(conn: &mut PgConnection, sync: &Sync<'_>, records: &[Hashed<'_>]) -> Result<Shelf> {
    let citizen_ids: Vec<Vec<u8>> = records
        .iter()
        .filter_map(|record| record.citizen_id.clone())
        .collect();
    let cards: Vec<Vec<u8>> = records
        .iter()
        .filter_map(|record| record.card_number.clone())
        .collect();
    let external_ids: Vec<String> = records
        .iter()
        .map(|record| record.record.external_id.clone())
        .collect();
    let rows = sqlx::query_file!(
        "src/directory/master/shelf.sql",
        sync.source,
        &citizen_ids,
        &cards,
        &external_ids,
        sync.today,
    )
    .fetch_all(conn)
    .await?;
    let members = rows.into_iter().map(|row| {
        Ok(OnFile {
            id: row.id,
            name: row.name,
            birth_date: row.birth_date,
            gender: row.gender.as_deref().map(Gender::read).transpose()?,
            joined_date: row.joined_date,
            official_date: row.official_date,
            citizen_id: row.citizen_id_lookup,
            card_number: row.card_number_lookup,
            phone_number: row.phone_number_lookup,
            home: row.home,
            branch_code: row.branch_code,
            tied_to: row.external_id.zip(row.version),
        })
    });
    Ok(Shelf::of(members.collect::<Result<Vec<_>>>()?))
}

/// The branches that records name, by code.
pub(super) async fn branches(conn: &mut PgConnection, records: &[Record]) -> Result<HashMap<String, Id>> {
    let codes: Vec<String> = records
        .iter()
        .filter_map(|record| record.branch_code.clone())
        .collect();
    let rows = sqlx::query!(
        r#"select code as "code!", id from directory.organizations where code = any($1)"#,
        &codes
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.code, row.id)).collect())
}

/// Differences of a source that nobody has settled.
pub(super) async fn count_open(conn: &mut PgConnection, source: &str) -> Result<u64> {
    let open = sqlx::query_scalar!(
        r#"select count(*) as "open!"
           from directory.master_differences
           where source = $1
             and settled is null"#,
        source,
    )
    .fetch_one(conn)
    .await?;
    Ok(open.unsigned_abs())
}

/// Writes down that a sync came to its end.
pub(super) async fn note_sync(
    conn: &mut PgConnection,
    (source, version): (&str, &str),
    report: &Report,
    now: DateTime<Utc>,
) -> Result<()> {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    sqlx::query!(
        "insert into directory.master_syncs (source, version, synced_at, records, tied, not_on_file, open)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (source, synced_at) do nothing",
        source,
        version,
        now,
        count(report.records),
        count(report.tied),
        count(report.not_on_file),
        count(report.open),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The last sync of each source: its name, the version and when.
pub(super) async fn last_syncs(conn: &mut PgConnection) -> Result<Vec<(String, String, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        "select distinct on (source) source, version, synced_at
         from directory.master_syncs
         order by source, synced_at desc"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.source, row.version, row.synced_at))
        .collect())
}

/// A difference with what stands here.
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) source: String,
    pub(super) external_id: String,
    pub(super) version: String,
    pub(super) field: String,
    pub(super) theirs_sealed: Vec<u8>,
    pub(super) found_at: DateTime<Utc>,
    pub(super) settled: Option<String>,
    pub(super) member: Option<Id>,
    pub(super) name: String,
    pub(super) given_name: String,
    pub(super) organization: Option<Id>,
    pub(super) organization_name: Option<String>,
    pub(super) ours: String,
    pub(super) number_sealed: Option<Vec<u8>>,
    pub(super) citizen_id_lookup: Option<Vec<u8>>,
    pub(super) card_number_lookup: Option<Vec<u8>>,
}

/// A page of open differences below an organisation, by given name of the member; records of nobody stand first.
pub(super) async fn open(
    conn: &mut PgConnection,
    (organization, below): (Id, bool),
    today: NaiveDate,
    page: &Page,
) -> Result<Vec<Row>> {
    let after = page.after(3).and_then(|id| Id::try_parse(id).ok());
    let rows = sqlx::query_file_as!(
        Row,
        "src/directory/master/open.sql",
        Some(organization),
        below,
        today,
        page.after(0),
        page.fetch(),
        None::<Id>,
        page.after(1),
        page.after(2),
        after,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// One difference, locked: nobody else settles it meanwhile.
pub(super) async fn lock(conn: &mut PgConnection, difference: Id, today: NaiveDate) -> Result<Option<Row>> {
    sqlx::query!(
        "select id from directory.master_differences where id = $1 for update",
        difference
    )
    .fetch_optional(&mut *conn)
    .await?;
    let row = sqlx::query_file_as!(
        Row,
        "src/directory/master/open.sql",
        None::<Id>,
        false,
        today,
        None::<&str>,
        1,
        Some(difference),
        None::<&str>,
        None::<&str>,
        None::<Id>,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// Where a difference belongs today: the member's home, or the branch that the record names.
pub(super) async fn organization_of(
    conn: &mut PgConnection,
    difference: Id,
    today: NaiveDate,
) -> Result<Option<Id>> {
    let organization = sqlx::query_scalar!(
        "select coalesce(h.organization, d.organization)
         from directory.master_differences d
         left join directory.memberships h on h.member = d.member and h.relation = 'HOME' and h.during @> $2::date
         where d.id = $1",
        difference,
        today,
    )
    .fetch_optional(conn)
    .await?;
    Ok(organization.flatten())
}

/// Settles a difference.
pub(super) async fn settle(
    conn: &mut PgConnection,
    difference: Id,
    side: &str,
    (by, now): (Id, DateTime<Utc>),
) -> Result<()> {
    sqlx::query!(
        "update directory.master_differences
         set settled = $2,
             settled_by = $3,
             settled_at = $4
         where id = $1",
        difference,
        side,
        by,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
