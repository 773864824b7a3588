//! Lists of meetings, newest first.

use super::store::{self, After};
use super::types::Sight;
use super::{Filter, Meeting, Overseen};
use crate::access::{Action, Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result, Text, Violation, ids};
use crate::directory::organizations;
use chrono::{DateTime, Utc};

/// Up to so many organisations each hands over its newest meetings; below more, all meetings are walked by time.
const GATHERED: i64 = 1_000;

/// Meetings of the organisation visited; for who runs them also the drafts, and the past of what was merged into it.
pub async fn list(visit: &mut Visit, filter: Filter, page: &Page) -> Result<Listed<Meeting>> {
    let after = after(page)?;
    let organization = visit.organization()?;
    let sight = Sight {
        caller: visit.caller().member,
        today: visit.today(),
        drafts: visit.may(Action::RunMeeting),
        every_kind: visit.passes(policy::sees_every_meeting),
    };
    let rows =
        store::of_organization(visit.conn(), (organization, filter), sight, (after, page.fetch())).await?;
    Ok(page.cut(rows, key))
}

/// Meetings of the organisation visited and of everything below it, drafts left out.
pub async fn below(visit: &mut Visit, filter: Filter, page: &Page) -> Result<Listed<Overseen>> {
    let after = after(page)?;
    let whose = (visit.organization()?, visit.today());
    let (range, conn) = ((after, page.fetch()), visit.conn());
    let rows = if organizations::holds_more(conn, whose.0, GATHERED).await? {
        store::walked(conn, whose, filter, range).await?
    } else {
        store::below(conn, whose, filter, range).await?
    };
    Ok(page.cut(rows, |row| key_of(row.starts_at, row.id)))
}

/// Meetings the caller was called to.
pub async fn mine(visit: &mut Visit, page: &Page) -> Result<Listed<Meeting>> {
    let after = after(page)?;
    let (caller, today) = (visit.caller().member, visit.today());
    let rows = store::of_member(visit.conn(), (caller, today), (after, page.fetch())).await?;
    Ok(page.cut(rows, key))
}

fn key(meeting: &Meeting) -> Vec<String> {
    key_of(meeting.starts_at, meeting.id)
}

fn key_of(starts_at: DateTime<Utc>, id: Id) -> Vec<String> {
    vec![starts_at.timestamp_micros().to_string(), id.to_string()]
}

fn after(page: &Page) -> Result<After> {
    let (Some(time), Some(id)) = (page.after(0), page.after(1)) else {
        return Ok(After::default());
    };
    let time = time
        .parse()
        .ok()
        .and_then(DateTime::from_timestamp_micros)
        .ok_or_else(|| {
            Refused::invalid(vec![Violation::new(
                "pageToken",
                Text::new(
                    "Không phải mã trang của danh sách này.",
                    "Not a page token of this list.",
                ),
            )])
        })?;
    Ok(After {
        time: Some(time),
        id: Some(ids::parse("pageToken", id)?),
    })
}
