//! What a chunk of a sync found, as columns to be written at once.

use super::decide::Verdict;
use super::store::Sync;
use super::{Differs, Field, Record};
use crate::base::secrets::Cell;
use crate::base::{Clock, Id, Result, ids};
use sqlx::PgConnection;
use std::collections::HashMap;

/// The column that holds what they say, sealed.
pub(super) const THEIRS: &str = "theirs";
/// The table it stands in.
pub(super) const TABLE: &str = "directory.master_differences";

/// Ties and differences, as columns.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The records that were compared.
    compared: Vec<String>,
    tied_records: Vec<String>,
    tied_members: Vec<Id>,
    ids: Vec<Id>,
    external_ids: Vec<String>,
    members: Vec<Id>,
    organizations: Vec<Id>,
    fields: Vec<String>,
    theirs_sealed: Vec<Vec<u8>>,
    theirs_lookup: Vec<Vec<u8>>,
}

impl Found {
    /// Adds what a record came to.
    pub(super) fn push(
        &mut self,
        sync: &Sync<'_>,
        (record, branches): (&Record, &HashMap<String, Id>),
        verdict: Verdict,
        clock: &Clock,
    ) -> Result<()> {
        let said = |field| Differs {
            field,
            theirs: record.name.clone(),
        };
        let branch = record
            .branch_code
            .as_ref()
            .and_then(|code| branches.get(code))
            .copied();
        let (member, organization, differences) = match verdict {
            Verdict::Stale => return Ok(()),
            Verdict::NotOnFile => (None, branch, vec![said(Field::NotOnFile)]),
            Verdict::TwoMembers { one, home } => (Some(one), home, vec![said(Field::TwoMembers)]),
            Verdict::Tied {
                member,
                home,
                differences,
            } => {
                self.tied_records.push(record.external_id.clone());
                self.tied_members.push(member);
                (Some(member), home, differences)
            }
        };
        self.compared.push(record.external_id.clone());
        for differs in differences {
            let id = ids::new(clock);
            let cell = Cell {
                table: TABLE,
                column: THEIRS,
                row: id,
            };
            self.theirs_sealed
                .push(sync.keys.seal(cell, differs.theirs.as_bytes())?);
            self.theirs_lookup
                .push(sync.keys.lookup(differs.field.name(), &differs.theirs));
            self.fields.push(differs.field.name().to_owned());
            self.external_ids.push(record.external_id.clone());
            self.members.push(member.unwrap_or(Id::nil()));
            self.organizations.push(organization.unwrap_or(Id::nil()));
            self.ids.push(id);
        }
        Ok(())
    }

    /// Writes the ties, closes what agrees by now, and opens what is new. What was kept as ours stays closed until they
    /// say something else.
    pub(super) async fn write(&self, conn: &mut PgConnection, sync: &Sync<'_>) -> Result<()> {
        self.tie(conn, sync).await?;
        self.close(conn, sync).await?;
        sqlx::query!(
            "insert into directory.master_differences
                 (id, source, external_id, member, organization, field, theirs_sealed, theirs_lookup, version, found_at)
             select found.id, $1, found.external_id, nullif(found.member, $10), nullif(found.organization, $10), found.field,
                    found.theirs_sealed, found.theirs_lookup, $2, $3
             from unnest($4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::bytea[], $11::bytea[])
                 as found (id, external_id, member, organization, field, theirs_sealed, theirs_lookup)
             where not exists (
                 select
                 from directory.master_differences known
                 where known.source = $1
                   and known.external_id = found.external_id
                   and known.field = found.field
                   and known.theirs_lookup = found.theirs_lookup
                   and (known.settled is null or known.settled = 'OURS'))",
            sync.source,
            sync.version,
            sync.now,
            &self.ids,
            &self.external_ids,
            &self.members,
            &self.organizations,
            &self.fields,
            &self.theirs_sealed,
            Id::nil(),
            &self.theirs_lookup,
        )
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn tie(&self, conn: &mut PgConnection, sync: &Sync<'_>) -> Result<()> {
        sqlx::query!(
            "insert into directory.master_links (source, external_id, member, version, synced_at)
             select $1, external_id, member, $2, $3
             from unnest($4::text[], $5::uuid[]) as tied (external_id, member)
             on conflict (source, external_id) do update
             set version = excluded.version,
                 synced_at = excluded.synced_at",
            sync.source,
            sync.version,
            sync.now,
            &self.tied_records,
            &self.tied_members,
        )
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn close(&self, conn: &mut PgConnection, sync: &Sync<'_>) -> Result<()> {
        sqlx::query!(
            "update directory.master_differences known
             set settled = 'GONE',
                 settled_at = $2
             where known.source = $1
               and known.external_id = any($3)
               and known.settled is null
               and not exists (
                   select
                   from unnest($4::text[], $5::text[], $6::bytea[]) as found (external_id, field, theirs_lookup)
                   where found.external_id = known.external_id
                     and found.field = known.field
                     and found.theirs_lookup = known.theirs_lookup)",
            sync.source,
            sync.now,
            &self.compared,
            &self.external_ids,
            &self.fields,
            &self.theirs_lookup,
        )
        .execute(conn)
        .await?;
        Ok(())
    }
}
