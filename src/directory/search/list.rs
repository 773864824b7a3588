//! Listing: what the asker may filter by, which way through the tree, and how well a name fits.

use super::decide::{self, Sought};
use super::few;
use super::refusal::Refusal;
use super::store::{self, After, Asked, Found, Size};
use super::types::{Filter, Listing, Search};
use crate::access::{Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::secrets::Keys;
use crate::base::{Id, Result};
use crate::directory::logins;
use crate::directory::members;
use crate::directory::types::Member;
use chrono::NaiveDate;

/// How well a name fits: it has the words, it has words that begin like them, or one letter differs. In the page's sort
/// key the first column.
const FITS: [&str; 3] = [WHOLE, BEGUN, NEARLY];
const WHOLE: &str = "0";
const BEGUN: &str = "1";
const NEARLY: &str = "2";

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
    let size = if asked.below {
        store::size(visit.conn(), &asked).await?
    } else {
        Size::Small
    };
    let way = way(visit, &asked, size).await?;
    let rows = ranked(visit, &asked, (&words, &way), page).await?;
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
    let rows = described(visit, keys.as_ref(), &found, (asked.day, search.as_of.is_none())).await?;
    let listed = Listed { rows, next: cut.next };
    Ok(Listing { listed, near })
}

/// How those who fit are found.
enum Way {
    /// Everybody there is gathered, then sorted.
    Gather,
    /// Among these few.
    Pick(Vec<Id>, Size),
    /// Everybody is walked in the order of names until the page is full.
    Walk,
    /// The same, as it stood on a past day.
    WalkBack(Size),
}

async fn way(visit: &mut Visit, asked: &Asked<'_>, size: Size) -> Result<Way> {
    if size == Size::Small {
        return Ok(Way::Gather);
    }
    Ok(match few::gathered(visit.conn(), asked, size).await? {
        Some(among) => Way::Pick(among, size),
        None if asked.day == asked.today => Way::Walk,
        None => Way::WalkBack(size),
    })
}

/// The rows of a page and one more: those that fit best, and when they run out the next.
async fn ranked(
    visit: &mut Visit,
    asked: &Asked<'_>,
    (words, way): (&[String], &Way),
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
            let found = fetch(visit, asked, (said.as_deref(), way), range).await?;
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
    (words, way): (Option<&str>, &Way),
    range: (Option<&After>, i64),
) -> Result<Vec<Found>> {
    let conn = visit.conn();
    match way {
        Way::Gather => store::narrow(conn, asked, words, range).await,
        Way::Pick(among, size) => few::page(conn, asked, (among, words, *size), range).await,
        Way::Walk => store::wide(conn, asked, words, range).await,
        Way::WalkBack(size) => store::then(conn, asked, (words, *size == Size::Nation), range).await,
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
    of_day: (NaiveDate, bool),
) -> Result<Vec<Member>> {
    let ids: Vec<Id> = found.iter().map(|found| found.id).collect();
    let mut described = members::described(visit.conn(), keys, &ids, of_day).await?;
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
