//! Members: read as far as the reader may see.

use super::store::members::MemberRow;
use super::store::{self, grants, members};
use super::types::{Member, MemberFile};
use super::words::{Activity, Class, Exemption, Phone};
use super::{logins, memberships};
use crate::access::{Visit, policy};
use crate::base::secrets::{Cell, Keys};
use crate::base::{Error, Id, Refused, Result, text};
use anyhow::Context;
use chrono::NaiveDate;
use sqlx::PgConnection;
use std::collections::HashMap;

/// What everybody may know of a member: the name.
pub async fn face(conn: &mut PgConnection, member: Id) -> Result<Option<Member>> {
    let name = members::name(conn, member).await?;
    Ok(name.map(|name| Member {
        id: member,
        name,
        ..Member::default()
    }))
}

/// A member as he sees himself.
pub async fn oneself(
    conn: &mut PgConnection,
    keys: &Keys,
    member: Id,
    today: NaiveDate,
) -> Result<Option<Member>> {
    let mut described = described(conn, Some(keys), &[member], (today, true)).await?;
    detailed(conn, described.remove(&member), today).await
}

/// Reads the visited member as of a day, or today with what is to come, as far as the visitor may see.
pub async fn read(visit: &mut Visit, member: Id, as_of: Option<NaiveDate>) -> Result<Member> {
    let (keys, day) = (visible_files(visit), as_of.unwrap_or_else(|| visit.today()));
    let mut described = described(visit.conn(), keys.as_ref(), &[member], (day, as_of.is_none())).await?;
    let read = detailed(visit.conn(), described.remove(&member), day).await?;
    read.ok_or_else(|| Refused::not_found().into())
}

/// Works out the details of a member whose file is open.
async fn detailed(conn: &mut PgConnection, member: Option<Member>, day: NaiveDate) -> Result<Option<Member>> {
    let Some(mut member) = member else { return Ok(None) };
    if let Some(file) = &mut member.file {
        file.details = Some(memberships::details_of(conn, member.id, day).await?);
    }
    Ok(Some(member))
}

/// The keys that open files, for a visitor who may see them.
fn visible_files(visit: &Visit) -> Option<Keys> {
    visit.passes(policy::sees_files).then(|| visit.keys().clone())
}

/// Members as they stood on a day, with posts, and with files where keys are given; with `later` also what is to come.
pub(super) async fn described(
    conn: &mut PgConnection,
    keys: Option<&Keys>,
    ids: &[Id],
    (day, later): (NaiveDate, bool),
) -> Result<HashMap<Id, Member>> {
    let rows = members::read(conn, ids, day).await?;
    let mut posts = grouped(grants::posts_of(conn, ids, day).await?);
    let mut memberships = match keys {
        Some(_) => grouped(store::memberships::of_members(conn, ids, (day, later)).await?),
        None => HashMap::new(),
    };
    rows.into_iter()
        .map(|row| {
            let mut file = keys.map(|keys| file(keys, &row)).transpose()?;
            if let Some(file) = &mut file {
                file.memberships = memberships.remove(&row.id).unwrap_or_default();
            }
            let member = Member {
                posts: posts.remove(&row.id).unwrap_or_default(),
                id: row.id,
                name: row.name,
                file,
            };
            Ok((member.id, member))
        })
        .collect()
}

fn grouped<T>(rows: Vec<(Id, T)>) -> HashMap<Id, Vec<T>> {
    let mut groups: HashMap<Id, Vec<T>> = HashMap::new();
    for (id, row) in rows {
        groups.entry(id).or_default().push(row);
    }
    groups
}

fn file(keys: &Keys, row: &MemberRow) -> Result<MemberFile> {
    let shown = |column, sealed: &Option<Vec<u8>>| masked(keys, row.id, column, sealed.as_deref());
    Ok(MemberFile {
        birth_date: row.birth_date,
        birth_year: row.birth_year,
        joined_date: row.joined_date,
        official_date: row.official_date,
        class: row.class.as_deref().map(Class::read).transpose()?,
        activity: row.activity.as_deref().map(Activity::read).transpose()?,
        exemption: row.exemption.as_deref().map(Exemption::read).transpose()?,
        phone: Some(Phone::read(&row.phone)?),
        citizen_id_masked: shown(logins::CITIZEN_ID, &row.citizen_id_sealed)?,
        phone_number_masked: shown(logins::PHONE_NUMBER, &row.phone_number_sealed)?,
        card_number_masked: shown(logins::CARD_NUMBER, &row.card_number_sealed)?,
        activated: row.activated_on.is_some(),
        memberships: Vec::new(),
        details: None,
    })
}

fn masked(keys: &Keys, row: Id, column: &str, sealed: Option<&[u8]>) -> Result<String> {
    match sealed {
        None => Ok(String::new()),
        Some(sealed) => Ok(text::mask(&opened(keys, row, column, sealed)?)),
    }
}

fn opened(keys: &Keys, row: Id, column: &str, sealed: &[u8]) -> Result<String> {
    let cell = Cell {
        table: "directory.members",
        column,
        row,
    };
    let plain = keys.open(cell, sealed)?;
    std::str::from_utf8(&plain)
        .context("a sealed number is not text")
        .map(str::to_owned)
        .map_err(Error::Broken)
}

/// A member's citizen id in clear, for the operator's demo only: no call of the contract gives it.
pub async fn citizen_id(conn: &mut PgConnection, keys: &Keys, member: Id) -> Result<Option<String>> {
    let Some(sealed) = members::citizen_id(conn, member).await? else {
        return Ok(None);
    };
    opened(keys, member, logins::CITIZEN_ID, &sealed).map(Some)
}
