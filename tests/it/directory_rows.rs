//! Everything the directory has on record: its dated rows, as they are.

use chrono::NaiveDate;
use sotay::base::Id;
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// Days from the first to the one before the last, open where there is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Days {
    pub(crate) from: Option<NaiveDate>,
    pub(crate) until: Option<NaiveDate>,
}

impl Days {
    pub(crate) fn hold(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && !self.are_over(day)
    }

    pub(crate) fn are_over(self, day: NaiveDate) -> bool {
        self.until.is_some_and(|until| until <= day)
    }
}

/// Something on something else for some days.
#[derive(Clone, Debug)]
pub(crate) struct Dated {
    pub(crate) id: Id,
    pub(crate) of: Id,
    pub(crate) what: String,
    pub(crate) days: Days,
}

/// Everything the directory has on record.
#[derive(Debug)]
pub(crate) struct Rows {
    /// The kind and the days of each organisation.
    pub(crate) organizations: BTreeMap<Id, (String, Days)>,
    /// Child, parent.
    pub(crate) edges: Vec<Dated>,
    /// Organisation, name.
    pub(crate) names: Vec<Dated>,
    /// Predecessor, successor, in the order of their places.
    pub(crate) successions: Vec<(Id, Id)>,
    /// Member, organisation, relation.
    pub(crate) memberships: Vec<Dated>,
    /// Grant, organisation, role; the holder apart.
    pub(crate) grants: Vec<Dated>,
    pub(crate) holders: BTreeMap<Id, Id>,
}

/// As it comes from a table: what, on what, how, since when and until when.
type Row = (Id, Id, String, Option<NaiveDate>, Option<NaiveDate>);

async fn dated(owner: &mut PgConnection, columns: &str, table: &str) -> Vec<Dated> {
    let text = format!(
        "select {columns}, lower(during), upper(during) from {table} order by lower(during) nulls first, 1, 2"
    );
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(text))
        .fetch_all(owner)
        .await
        .unwrap();
    rows.into_iter()
        .map(|(id, of, what, from, until)| Dated {
            id,
            of,
            what,
            days: Days { from, until },
        })
        .collect()
}

impl Rows {
    pub(crate) async fn read(owner: &mut PgConnection) -> Self {
        let organizations = dated(owner, "id, id, kind", "directory.organizations").await;
        let holders: Vec<(Id, Id)> = sqlx::query_as("select id, member from access.grants")
            .fetch_all(&mut *owner)
            .await
            .unwrap();
        Self {
            organizations: organizations
                .into_iter()
                .map(|row| (row.id, (row.what, row.days)))
                .collect(),
            edges: dated(owner, "child, parent, ''", "directory.organization_edges").await,
            names: dated(
                owner,
                "organization, organization, name",
                "directory.organization_names",
            )
            .await,
            successions: sqlx::query_as(
                "select predecessor, successor from directory.organization_successions order by position",
            )
            .fetch_all(&mut *owner)
            .await
            .unwrap(),
            memberships: dated(owner, "member, organization, relation", "directory.memberships").await,
            grants: dated(owner, "id, organization, role", "access.grants").await,
            holders: holders.into_iter().collect(),
        }
    }
}
