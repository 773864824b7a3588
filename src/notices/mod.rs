//! The inbox: one row a notice, addressed to a branch or to a member; a member's own row appears when it is read.
//!
//! A notice to a branch is for those who belong to it on the day it is written, at home there or for a time.

mod account;
mod cursor;
mod place;
mod refusal;
mod store;
mod wire;
mod grpc;

pub use account::{Begun, tell_of_session};
pub use grpc::Desk;
pub use place::NoticePlace;
pub use refusal::Refusal;

use crate::access::Visit;
use crate::base::pages::{self, Page};
use crate::base::{Error, Id, Result, ids, vietnam};
use crate::directory::organizations::{self, Succession};
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use cursor::{Cursor, Rest, Snapshot};
use sqlx::PgConnection;

/// The list that page tokens belong to.
const LIST: &str = "notices";

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A meeting was called.
    MeetingCalled,
    /// An issued meeting was changed.
    MeetingChanged,
    /// An issued meeting was called off.
    MeetingCancelled,
    /// Something about the reader's own account.
    Account,
}

/// Whom a notice is addressed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// Everyone who belongs to the organisation on that day.
    Organization(Id),
    /// One member.
    Member(Id),
}

/// A notice to be written.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// What it is about.
    pub kind: Kind,
    /// Whom it is for.
    pub to: Addressee,
    /// The meeting it is about, if any.
    pub meeting: Option<Id>,
    /// One line.
    pub title: String,
    /// The rest.
    pub body: String,
}

/// A notice as one reader sees it.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its id.
    pub id: Id,
    /// What it is about.
    pub kind: Kind,
    /// The meeting it is about, if any.
    pub meeting: Option<Id>,
    /// One line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When the reader first read it.
    pub read_at: Option<DateTime<Utc>>,
}

/// A part of the inbox.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// The notices.
    pub notices: Vec<Notice>,
    /// What to ask for next time; empty on pages further back.
    pub next_since: String,
    /// Where older notices begin, in the list that is newest first.
    pub next_page: String,
}

impl Kind {
    const ALL: [Self; 4] = [
        Self::MeetingCalled,
        Self::MeetingChanged,
        Self::MeetingCancelled,
        Self::Account,
    ];

    /// As stored.
    const fn name(self) -> &'static str {
        match self {
            Self::MeetingCalled => "MEETING_CALLED",
            Self::MeetingChanged => "MEETING_CHANGED",
            Self::MeetingCancelled => "MEETING_CANCELLED",
            Self::Account => "ACCOUNT",
        }
    }

    fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| Error::Broken(anyhow!("no kind of notice is called {name}")))
    }
}

/// Puts a notice into the inboxes it is addressed to, in the transaction of what it tells about.
pub async fn queue(conn: &mut PgConnection, now: DateTime<Utc>, notice: &NewNotice) -> Result<Id> {
    let id = ids::at(now);
    store::insert_notice(conn, id, now, notice).await?;
    Ok(id)
}

/// How many notices were addressed to some organisations: they stay with those who belonged there on their day.
pub async fn addressed_to(conn: &mut PgConnection, organizations: &[Id]) -> Result<i64> {
    store::count_addressed(conn, organizations).await
}

/// Notices that reached what an event ended only after its last day are those of whoever carries on: nobody loses what
/// arrived while the decision was on its way.
pub async fn carry(conn: &mut PgConnection, now: DateTime<Utc>, event: Id) -> Result<()> {
    for Succession { ended, heir, day } in organizations::ended_by(conn, event, vietnam::day_of(now)).await? {
        store::hand_over(conn, (ended, heir), vietnam::start_of(day)).await?;
    }
    Ok(())
}

/// The caller's notices, newest first.
pub async fn newest(visit: &mut Visit, size: i32, page_token: &str) -> Result<Inbox> {
    let page = Page::read(visit.keys(), LIST, size, page_token)?;
    let before = page.after(0).map(|id| ids::parse("pageToken", id)).transpose()?;
    let caller = visit.caller().member;
    let seen = store::current_snapshot(visit.conn()).await?;
    let rows = store::newest_notices(visit.conn(), caller, &seen, before, page.fetch()).await?;
    let listed = page.cut(rows, |notice| vec![notice.id.to_string()]);
    let next_since = match before {
        None => Cursor { seen, rest: None }.seal(visit.keys())?,
        Some(_) => String::new(),
    };
    Ok(Inbox {
        next_page: pages::token(visit.keys(), LIST, listed.next.as_deref()),
        notices: listed.rows,
        next_since,
    })
}

/// What came since a cursor, oldest first: nothing skipped, nothing twice, whenever whose transaction committed.
pub async fn since(visit: &mut Visit, size: i32, cursor: &str) -> Result<Inbox> {
    let page = Page::read(visit.keys(), LIST, size, "")?;
    let Cursor { seen, rest } = Cursor::open(visit.keys(), cursor)?;
    let caller = visit.caller().member;
    let present = store::current_snapshot(visit.conn()).await?;
    if !present.follows(&seen) {
        return Err(Refusal::CursorRefused.into());
    }
    let (until, after) = rest.map_or((present, None), |rest| (rest.until, Some(rest.after)));
    let span = store::Span {
        seen: &seen,
        until: &until,
        after,
    };
    let rows = store::notices_within(visit.conn(), caller, span, page.fetch()).await?;
    let listed = page.cut(rows, |notice| vec![notice.id.to_string()]);
    let next = following(seen, until, &listed.rows, listed.next.is_some());
    Ok(Inbox {
        next_since: next.seal(visit.keys())?,
        notices: listed.rows,
        next_page: String::new(),
    })
}

/// A page that is cut leaves the rest of its delta; a whole one moves on to where the delta ended.
fn following(seen: Snapshot, until: Snapshot, handed_out: &[Notice], cut: bool) -> Cursor {
    match handed_out.last().filter(|_| cut) {
        Some(last) => Cursor {
            seen,
            rest: Some(Rest {
                until,
                after: last.id,
            }),
        },
        None => Cursor {
            seen: until,
            rest: None,
        },
    }
}

/// Records that the caller has read the notice; the first time counts.
pub async fn read(visit: &mut Visit, notice: Id) -> Result<Notice> {
    let (reader, now) = (visit.caller().member, visit.now());
    store::record_reading(visit.conn(), notice, reader, now).await?;
    store::find_notice(visit.conn(), notice, reader).await
}
