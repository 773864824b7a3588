//! SQL of the search: one statement for small parts of the tree, two for large ones, two for large ones of the past.

use super::types::Filter;
use crate::access::Role;
use crate::base::{Id, Result};
use crate::directory::store::tree;
use crate::directory::words::{Activity, Class, Relation};
use chrono::NaiveDate;
use sqlx::{Connection, PgConnection, Postgres, Transaction};

/// Up to so many organisations, gathering all their members and sorting them is cheaper than walking everybody in the
/// order of names until a page is full: some ten thousand members.
const NARROW: i64 = 500;

/// Beyond so many organisations, what stood below one on a past day is not gathered: each member is followed up.
const NATION: i64 = 20_000;

/// Up to so many names are sorted; more of them are walked in their order.
const FEW: i64 = 2_000;

/// Who is asked for, where.
#[derive(Clone, Debug)]
pub(super) struct Asked<'a> {
    pub(super) organization: Id,
    /// Also those of all organisations below.
    pub(super) below: bool,
    pub(super) filter: &'a Filter,
    pub(super) day: NaiveDate,
    pub(super) today: NaiveDate,
    /// Only these.
    pub(super) only: Option<Vec<Id>>,
}

/// The row of the list after which the page begins.
#[derive(Clone, Debug)]
pub(super) struct After {
    pub(super) given_name: String,
    pub(super) name: String,
    pub(super) id: Id,
}

/// Somebody who is on the list.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) given_name: String,
    /// Sits there today, so that the file may be shown to who sees files there.
    pub(super) within: bool,
}

/// How large a part of the tree is, which decides the way through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// All its members are gathered, then sorted.
    Small,
    /// Everybody is walked in the order of names until a page is full.
    Large,
    /// The same, and most of those met belong to it.
    Nation,
}

/// How large the part of the tree below an organisation is, or was.
pub(super) async fn size(conn: &mut PgConnection, asked: &Asked<'_>) -> Result<Size> {
    let is_large = if asked.day == asked.today {
        tree::holds_more(conn, asked.organization, NARROW).await?
    } else {
        tree::held_more(conn, (asked.organization, asked.day), NARROW).await?
    };
    if !is_large {
        return Ok(Size::Small);
    }
    let is_nation = tree::holds_more(conn, asked.organization, NATION).await?;
    Ok(if is_nation { Size::Nation } else { Size::Large })
}

/// The words of names that share a key.
pub(super) async fn parts(conn: &mut PgConnection, keys: &[String]) -> Result<Vec<String>> {
    let parts = sqlx::query_scalar!(
        "select word
         from directory.name_parts
         where keys && $1
         order by word",
        keys,
    )
    .fetch_all(conn)
    .await?;
    Ok(parts)
}

/// Everybody one of three keyed hashes belongs to; a phone may be several people's.
pub(super) async fn with_number(
    conn: &mut PgConnection,
    citizen_id: &[u8],
    card_number: &[u8],
    phone_number: &[u8],
) -> Result<Vec<Id>> {
    let members = sqlx::query_scalar!(
        r#"select id as "id!" from directory.members where citizen_id_lookup = $1
           union
           select id from directory.members where card_number_lookup = $2
           union
           select id from directory.members where phone_number_lookup = $3"#,
        citizen_id,
        card_number,
        phone_number,
    )
    .fetch_all(conn)
    .await?;
    Ok(members)
}

/// A page by gathering everybody. `words` is a text search over names.
pub(super) async fn narrow(
    conn: &mut PgConnection,
    asked: &Asked<'_>,
    words: Option<&str>,
    (after, fetch): (Option<&After>, i64),
) -> Result<Vec<Found>> {
    let rows = sqlx::query_file_as!(
        Found,
        "src/directory/search/narrow.sql",
        asked.organization,
        asked.below,
        asked.day,
        asked.today,
        asked.filter.relation.map(Relation::name),
        asked.filter.class.map(Class::name),
        asked.filter.activity.map(Activity::name),
        asked.filter.activated,
        asked.filter.role.map(Role::name),
        words,
        asked.only.as_deref(),
        after.map(|after| after.given_name.as_str()),
        after.map(|after| after.name.as_str()),
        after.map(|after| after.id),
        fetch,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// A page of today by walking in the order of names: of the names with these words, or of everybody's.
pub(super) async fn wide(
    conn: &mut PgConnection,
    asked: &Asked<'_>,
    words: Option<&str>,
    (after, fetch): (Option<&After>, i64),
) -> Result<Vec<Found>> {
    let mut planned = planned(conn, words).await?;
    let rows = match words {
        Some(words) => {
            sqlx::query_file_as!(
                Found,
                "src/directory/search/wide_named.sql",
                asked.organization,
                asked.day,
                asked.filter.relation.map(Relation::name),
                asked.filter.class.map(Class::name),
                asked.filter.activity.map(Activity::name),
                asked.filter.activated,
                asked.filter.role.map(Role::name),
                words,
                after.map(|after| after.given_name.as_str()),
                after.map(|after| after.name.as_str()),
                after.map(|after| after.id),
                fetch,
            )
            .fetch_all(&mut *planned)
            .await?
        }
        None => {
            sqlx::query_file_as!(
                Found,
                "src/directory/search/wide.sql",
                asked.organization,
                asked.day,
                asked.filter.relation.map(Relation::name),
                asked.filter.class.map(Class::name),
                asked.filter.activity.map(Activity::name),
                asked.filter.activated,
                asked.filter.role.map(Role::name),
                after.map(|after| after.given_name.as_str()),
                after.map(|after| after.name.as_str()),
                after.map(|after| after.id),
                fetch,
            )
            .fetch_all(&mut *planned)
            .await?
        }
    };
    planned.commit().await?;
    Ok(rows)
}

/// The same as it stood on a past day.
pub(super) async fn then(
    conn: &mut PgConnection,
    asked: &Asked<'_>,
    (words, is_nation): (Option<&str>, bool),
    (after, fetch): (Option<&After>, i64),
) -> Result<Vec<Found>> {
    let mut planned = planned(conn, words).await?;
    let rows = match words {
        Some(words) => {
            sqlx::query_file_as!(
                Found,
                "src/directory/search/then_named.sql",
                asked.organization,
                asked.day,
                asked.filter.relation.map(Relation::name),
                asked.filter.class.map(Class::name),
                asked.filter.activity.map(Activity::name),
                asked.filter.activated,
                asked.filter.role.map(Role::name),
                words,
                after.map(|after| after.given_name.as_str()),
                after.map(|after| after.name.as_str()),
                after.map(|after| after.id),
                fetch,
                asked.today,
                is_nation,
            )
            .fetch_all(&mut *planned)
            .await?
        }
        None => {
            sqlx::query_file_as!(
                Found,
                "src/directory/search/then.sql",
                asked.organization,
                asked.day,
                asked.filter.relation.map(Relation::name),
                asked.filter.class.map(Class::name),
                asked.filter.activity.map(Activity::name),
                asked.filter.activated,
                asked.filter.role.map(Role::name),
                after.map(|after| after.given_name.as_str()),
                after.map(|after| after.name.as_str()),
                after.map(|after| after.id),
                fetch,
                asked.today,
                is_nation,
            )
            .fetch_all(&mut *planned)
            .await?
        }
    };
    planned.commit().await?;
    Ok(rows)
}

/// A transaction in which a walk is planned for these words.
async fn planned<'c>(conn: &'c mut PgConnection, words: Option<&str>) -> Result<Transaction<'c, Postgres>> {
    let mut planned = conn.begin().await?;
    let walks = match words {
        Some(words) => is_common(&mut planned, words).await?,
        None => false,
    };
    plan_anew(&mut planned, walks).await?;
    Ok(planned)
}

/// Whether so many names have these words that walking them in order fills a page before they are all sorted.
async fn is_common(conn: &mut PgConnection, words: &str) -> Result<bool> {
    let counted = sqlx::query_scalar!(
        r#"select count(*) as "counted!"
           from (select from directory.names where words @@ $1::text::tsquery limit $2) few"#,
        words,
        FEW + 1,
    )
    .fetch_one(conn)
    .await?;
    Ok(counted > FEW)
}

/// What is rare in a whole nation decides where to begin, so that such a statement is planned for what it is asked;
/// and it stops early, which helpers in parallel would not. One that walks in the order of names must not sort them.
async fn plan_anew(conn: &mut PgConnection, walks: bool) -> Result<()> {
    let sorts = if walks { "off" } else { "on" };
    sqlx::query!(
        "select set_config('plan_cache_mode', 'force_custom_plan', true) as mode,
                set_config('max_parallel_workers_per_gather', '0', true) as helpers,
                set_config('enable_sort', $1, true) as sorts,
                set_config('enable_bitmapscan', $1, true) as gathers",
        sorts,
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}
