//! Organisations: founded under a parent, read and listed as they stood on a day.

use super::store::organizations::{self, NewOrganization};
use super::types::Organization;
use super::words::Kind;
use super::{Refusal, decide};
use crate::access::{Visit, closure};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result, ids, text};
use chrono::NaiveDate;

/// An organisation to be founded under the visited one.
#[derive(Clone, Debug)]
pub struct Foundation {
    /// Its level.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Fourteen digits, dotted or plain; none when none has been given yet.
    pub code: Option<String>,
    /// First day; today when absent.
    pub from: Option<NaiveDate>,
    /// The decision it rests on.
    pub decision_number: String,
}

/// Founds an organisation under the visited one.
pub async fn create(visit: &mut Visit, foundation: Foundation) -> Result<Organization> {
    let (parent, today, now) = (visit.organization()?, visit.today(), visit.now());
    let above = organizations::chain(visit.conn(), parent).await?;
    let fits = above
        .first()
        .is_some_and(|(_, kind)| decide::fits_under(foundation.kind, *kind));
    if !fits {
        return Err(Refusal::KindDoesNotFit.into());
    }
    let parent_from = organizations::read(visit.conn(), parent, today)
        .await?
        .and_then(|parent| parent.from);
    let from = foundation.from.unwrap_or(today);
    decide::founding_day(from, parent_from, today)?;
    let new = NewOrganization {
        id: ids::new(visit.clock()),
        kind: foundation.kind,
        name: text::tidy(&foundation.name),
        code: foundation.code.map(|code| plain_code(&code)),
        parent: Some(parent),
        from,
        decision_number: foundation.decision_number,
    };
    organizations::insert(visit.conn(), &new, now).await?;
    let keeper = decide::keeper(new.id, new.kind, &above);
    closure::attach(visit.conn(), new.id, Some(parent), keeper).await?;
    on_day(visit, new.id, today).await
}

/// Reads the visited organisation as it stood on a day.
pub async fn read(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Organization> {
    let (organization, day) = (visit.organization()?, as_of.unwrap_or(visit.today()));
    on_day(visit, organization, day).await
}

/// Lists what stood directly under the visited organisation on a day.
pub async fn list(visit: &mut Visit, as_of: Option<NaiveDate>, page: &Page) -> Result<Listed<Organization>> {
    let (parent, day) = (visit.organization()?, as_of.unwrap_or(visit.today()));
    let rows = organizations::children(visit.conn(), parent, day, page).await?;
    Ok(page.cut(rows, |organization| {
        let code = organization.code.as_deref();
        vec![
            code.unwrap_or(organizations::WITHOUT_CODE).to_owned(),
            organization.id.to_string(),
        ]
    }))
}

/// The name of an organisation as it stands on a day.
pub async fn name(conn: &mut sqlx::PgConnection, organization: Id, day: NaiveDate) -> Result<Option<String>> {
    let found = organizations::read(conn, organization, day).await?;
    Ok(found.map(|organization| organization.name))
}

/// The organisation that has a code, written with or without dots.
pub async fn by_code(conn: &mut sqlx::PgConnection, code: &str) -> Result<Option<Id>> {
    organizations::by_code(conn, &plain_code(code)).await
}

async fn on_day(visit: &mut Visit, organization: Id, day: NaiveDate) -> Result<Organization> {
    organizations::read(visit.conn(), organization, day)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}

/// A code without its dots.
pub(super) fn plain_code(code: &str) -> String {
    code.chars().filter(|character| *character != '.').collect()
}

/// A code as it is printed: `NN.NNN.NNN.NNN.NNN`.
pub fn dotted_code(code: &str) -> String {
    let mut dotted = String::with_capacity(code.len() + 4);
    for (index, character) in code.chars().enumerate() {
        if index >= 2 && (index - 2) % 3 == 0 {
            dotted.push('.');
        }
        dotted.push(character);
    }
    dotted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_kept_plain_and_printed_dotted() {
        assert_eq!(plain_code("01.012.016.000.009"), "01012016000009");
        assert_eq!(dotted_code("01012016000009"), "01.012.016.000.009");
    }
}
