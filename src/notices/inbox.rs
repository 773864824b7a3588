//! The two lists of the inbox: newest first, and what came since a cursor.

use super::cursor::{Cursor, Fingerprint, Rest, Snapshot};
use super::decide::Reader;
use super::{Inbox, Notice, Refusal, store};
use crate::access::Visit;
use crate::base::pages::{self, Page};
use crate::base::{Result, ids};

/// The list that page tokens belong to.
const LIST: &str = "notices";

/// The caller's notices, newest first.
pub async fn newest(visit: &mut Visit, size: i32, page_token: &str) -> Result<Inbox> {
    let page = Page::read(visit.keys(), LIST, size, page_token)?;
    let before = page.after(0).map(|id| ids::parse("pageToken", id)).transpose()?;
    let now = visit.now();
    let (reader, seen) = reader(visit).await?;
    let rows = store::newest_notices(visit.conn(), (&reader, now), &seen, before, page.fetch()).await?;
    let listed = page.cut(rows, |notice| vec![notice.id.to_string()]);
    let next_since = match before {
        None => Cursor {
            chain: reader.chain.fingerprint(visit.keys()),
            seen,
            rest: None,
        }
        .seal(visit.keys())?,
        Some(_) => String::new(),
    };
    Ok(Inbox {
        next_page: pages::token(visit.keys(), LIST, listed.next.as_deref()),
        notices: listed.rows,
        next_since,
    })
}

/// What came since a cursor, oldest first: nothing skipped, nothing twice, whenever whose transaction committed. Whose
/// memberships changed starts again from the newest: what another branch adds may be older than the cursor.
pub async fn since(visit: &mut Visit, size: i32, cursor: &str) -> Result<Inbox> {
    let page = Page::read(visit.keys(), LIST, size, "")?;
    let now = visit.now();
    let (reader, present) = reader(visit).await?;
    let Cursor { chain, seen, rest } = good(visit, cursor, (&reader, &present))?;
    let (until, after) = rest.map_or((present, None), |rest| (rest.until, Some(rest.after)));
    let span = store::Span {
        seen: &seen,
        until: &until,
        after,
    };
    let rows = store::notices_within(visit.conn(), (&reader, now), span, page.fetch()).await?;
    let listed = page.cut(rows, |notice| vec![notice.id.to_string()]);
    let next = following(chain, (seen, until), &listed.rows, listed.next.is_some());
    Ok(Inbox {
        next_since: next.seal(visit.keys())?,
        notices: listed.rows,
        next_page: String::new(),
    })
}

/// Records that the caller's phone has stored everything up to a cursor.
pub async fn confirm(visit: &mut Visit, cursor: &str) -> Result<()> {
    let (reader, present) = reader(visit).await?;
    let cursor = good(visit, cursor, (&reader, &present))?;
    let now = visit.now();
    store::record_receiving(visit.conn(), reader.member, &cursor.seen, now).await
}

/// A cursor that this inbox gave, to somebody who belonged to the same as the reader does now.
fn good(visit: &Visit, cursor: &str, (reader, present): (&Reader, &Snapshot)) -> Result<Cursor> {
    let cursor = Cursor::open(visit.keys(), cursor)?;
    if present.follows(&cursor.seen) && cursor.chain == reader.chain.fingerprint(visit.keys()) {
        Ok(cursor)
    } else {
        Err(Refusal::CursorRefused.into())
    }
}

/// A page that is cut leaves the rest of its delta; a whole one moves on to where the delta ended.
fn following(
    chain: Fingerprint,
    (seen, until): (Snapshot, Snapshot),
    handed_out: &[Notice],
    cut: bool,
) -> Cursor {
    match handed_out.last().filter(|_| cut) {
        Some(last) => Cursor {
            chain,
            seen,
            rest: Some(Rest {
                until,
                after: last.id,
            }),
        },
        None => Cursor {
            chain,
            seen: until,
            rest: None,
        },
    }
}

/// Whose inbox it is, and what is committed at this moment. What they belong to is read no later than what they are
/// told: a change in between is noticed at the next cursor.
async fn reader(visit: &mut Visit) -> Result<(Reader, Snapshot)> {
    let (member, today) = (visit.caller().member, visit.today());
    let (chain, seen) = store::chain_of(visit.conn(), member, today).await?;
    Ok((Reader { member, chain }, seen))
}
