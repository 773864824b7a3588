//! Lists of members, and the search in them: by words of the name, without marks, in any order, with one letter wrong;
//! by card number, citizen id or phone through the keyed look-up; by standing, activation and role; as on a day.
//!
//! Who has the words stands first, then who has words that begin like them, then who fits with one letter changed; each
//! in the order of Vietnamese given names, as every list on paper. An order by likeness would move people while one types.

mod decide;
mod refusal;
mod store;

pub use refusal::Refusal;

use super::logins;
use super::members;
use super::types::Member;
use super::words::{Activity, Class, Relation};
use crate::access::{Role, Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::secrets::Keys;
use crate::base::{Id, Result};
use chrono::NaiveDate;
use decide::Sought;
use store::{After, Asked, Found};

/// Which members are listed.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words of a name, or a number.
    pub query: String,
    /// Only those who.
    pub filter: Filter,
    /// As it stood on this day; today when absent.
    pub as_of: Option<NaiveDate>,
}

/// Only those who. What is absent does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Are official, or probationary.
    pub class: Option<Class>,
    /// Are active, exempt, suspended or detained.
    pub activity: Option<Activity>,
    /// Are this to the organisation; absent, they sit there, at home or for a time.
    pub relation: Option<Relation>,
    /// Have, or have not, activated their account.
    pub activated: Option<bool>,
    /// Hold this role on the organisation, or below it where that is listed too.
    pub role: Option<Role>,
}

/// A page of members, and which of them fit only with one letter changed.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The page.
    pub listed: Listed<Member>,
    /// Whose name nearly fits.
    pub near: Vec<Id>,
}

/// How well a name fits: it has the words, it has words that begin like them, or one letter differs. In the page's sort
/// key the first column.
const FITS: [&str; 3] = [WHOLE, BEGUN, NEARLY];
const WHOLE: &str = "0";
const BEGUN: &str = "1";
const NEARLY: &str = "2";

/// Refuses a query that must not stand where queries of this call stand: in the URL.
pub fn refuse_number(query: &str) -> Result<()> {
    if decide::holds_number(query) {
        return Err(Refusal::NumberInUrl.into());
    }
    Ok(())
}

/// Lists the members of the visited organisation: its own, and for whoever keeps or administers it those below too.
pub async fn list(visit: &mut Visit, search: &Search, page: &Page) -> Result<Listing> {
    let keys = visit.passes(policy::sees_files).then(|| visit.keys().clone());
    refuse_hidden(&search.filter, keys.is_some())?;
    let today = visit.today();
    let mut asked = Asked {
        organization: visit.organization()?,
        below: visit.passes(policy::lists_below),
        filter: &search.filter,
        day: search.as_of.unwrap_or(today),
        today,
        only: None,
    };
    let words = match decide::sought(&search.query) {
        Sought::Everybody => Vec::new(),
        Sought::Words(words) if words.is_empty() => return Ok(nobody()),
        Sought::Words(words) => words,
        Sought::Number(number) => {
            let keys = keys.as_ref().ok_or(Refusal::NumberNotShown)?;
            asked.only = Some(with_number(visit, keys, &number).await?);
            Vec::new()
        }
    };
    let is_wide =
        asked.below && asked.day == today && store::is_wide(visit.conn(), asked.organization).await?;
    let rows = ranked(visit, &asked, (&words, is_wide), page).await?;
    let cut = page.cut(rows, |(rank, found)| {
        vec![
            (*rank).to_owned(),
            found.given_name.clone(),
            found.name.clone(),
            found.id.to_string(),
        ]
    });
    let near = cut.rows.iter().filter(|(rank, _)| *rank == NEARLY);
    let near = near.map(|(_, found)| found.id).collect();
    let found: Vec<Found> = cut.rows.into_iter().map(|(_, found)| found).collect();
    let rows = described(visit, keys.as_ref(), &found, asked.day).await?;
    let listed = Listed { rows, next: cut.next };
    Ok(Listing { listed, near })
}

/// The rows of a page and one more: those that fit best, and when they run out the next.
async fn ranked(
    visit: &mut Visit,
    asked: &Asked<'_>,
    (words, is_wide): (&[String], bool),
    page: &Page,
) -> Result<Vec<(&'static str, Found)>> {
    let (mut after, from) = (after(page), page.after(0).unwrap_or_default());
    let mut rows = Vec::new();
    for fit in FITS.into_iter().filter(|fit| *fit >= from) {
        let missing = page.fetch() - i64::try_from(rows.len()).unwrap_or(i64::MAX);
        if missing <= 0 {
            break;
        }
        let said = in_text_search(visit, words, fit).await?;
        if said.is_some() || (words.is_empty() && fit == WHOLE) {
            let range = (after.as_ref(), missing);
            let found = fetch(visit, asked, (said.as_deref(), is_wide), range).await?;
            rows.extend(found.into_iter().map(|found| (fit, found)));
        }
        after = None;
    }
    Ok(rows)
}

/// What finds the names that fit so well and no better.
async fn in_text_search(visit: &mut Visit, words: &[String], fit: &str) -> Result<Option<String>> {
    match fit {
        WHOLE => Ok(decide::whole(words)),
        BEGUN => Ok(decide::begun(words)),
        _ => {
            let keys: Vec<String> = words.iter().flat_map(|word| decide::keys(word)).collect();
            let parts = store::parts(visit.conn(), &keys).await?;
            Ok(decide::nearly(words, &parts))
        }
    }
}

async fn fetch(
    visit: &mut Visit,
    asked: &Asked<'_>,
    (words, is_wide): (Option<&str>, bool),
    range: (Option<&After>, i64),
) -> Result<Vec<Found>> {
    if is_wide {
        store::wide(visit.conn(), asked, words, range).await
    } else {
        store::narrow(visit.conn(), asked, words, range).await
    }
}

async fn with_number(visit: &mut Visit, keys: &Keys, number: &str) -> Result<Vec<Id>> {
    store::with_number(
        visit.conn(),
        &keys.lookup(logins::CITIZEN_ID, number),
        &keys.lookup(logins::CARD_NUMBER, number),
        &keys.lookup(logins::PHONE_NUMBER, &logins::phone_number(number)),
    )
    .await
}

/// The members found, in their order; of whom sits elsewhere today the name alone.
async fn described(
    visit: &mut Visit,
    keys: Option<&Keys>,
    found: &[Found],
    day: NaiveDate,
) -> Result<Vec<Member>> {
    let ids: Vec<Id> = found.iter().map(|found| found.id).collect();
    let mut described = members::described(visit.conn(), keys, &ids, day).await?;
    Ok(found
        .iter()
        .filter_map(|found| {
            let mut member = described.remove(&found.id)?;
            member.file = member.file.filter(|_| found.within);
            Some(member)
        })
        .collect())
}

/// What is hidden from the asker is no filter either: the length of a list would tell.
fn refuse_hidden(filter: &Filter, sees_files: bool) -> Result<()> {
    if sees_files {
        return Ok(());
    }
    if filter.activated.is_some() {
        return Err(Refusal::ActivationNotShown.into());
    }
    if filter.class.is_some() || filter.activity.is_some() || filter.relation.is_some() {
        return Err(Refusal::FilterNotShown.into());
    }
    Ok(())
}

fn after(page: &Page) -> Option<After> {
    Some(After {
        given_name: page.after(1)?.to_owned(),
        name: page.after(2)?.to_owned(),
        id: Id::try_parse(page.after(3)?).ok()?,
    })
}

fn nobody() -> Listing {
    let listed = Listed {
        rows: Vec::new(),
        next: None,
    };
    Listing {
        listed,
        near: Vec::new(),
    }
}

/// What a query says in text searches: the one as typed, and the keys by which near words are found; `None` for
/// numbers and for everybody. For measuring.
pub fn said(query: &str) -> Option<(String, Vec<String>)> {
    match decide::sought(query) {
        Sought::Words(words) => Some((
            decide::whole(&words)?,
            words.iter().flat_map(|word| decide::keys(word)).collect(),
        )),
        Sought::Everybody | Sought::Number(_) => None,
    }
}
