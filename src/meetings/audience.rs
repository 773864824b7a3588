//! Whom a meeting calls: its kind decides. The table function `meetings.audience` answers it for a day.

use super::{Kind, PeopleRefusal, store};
use crate::base::{Error, Id, Result, vietnam};
use crate::notices::{self, Addressee, NewNotice};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Who is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who belongs to the organisation.
    Whole,
    /// Who sits on its committee that day.
    Committee,
    /// Who was named: a party cell is no organisation of its own.
    Named,
}

impl Kind {
    /// Whom a meeting of this kind calls.
    pub const fn audience(self) -> Audience {
        match self {
            Self::Regular
            | Self::Thematic
            | Self::Combined
            | Self::Extraordinary
            | Self::Congress
            | Self::Conference => Audience::Whole,
            Self::Committee => Audience::Committee,
            Self::PartyCell => Audience::Named,
        }
    }

    /// Whether only branches hold meetings of this kind: no member is at home in a committee.
    pub const fn is_of_branches(self) -> bool {
        match self {
            Self::Regular | Self::Thematic | Self::Combined | Self::PartyCell => true,
            Self::Committee | Self::Extraordinary | Self::Congress | Self::Conference => false,
        }
    }
}

/// A meeting as far as it decides whom it calls.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calling {
    pub(super) meeting: Id,
    pub(super) organization: Id,
    pub(super) kind: Kind,
    pub(super) starts_at: DateTime<Utc>,
}

/// Each named member once, in the order named; only a kind that names its members may.
pub(super) fn named(kind: Kind, members: Vec<Id>) -> Result<Vec<Id>, Error> {
    match (kind.audience(), members.is_empty()) {
        (Audience::Named, true) => Err(PeopleRefusal::MembersNeeded.into()),
        (Audience::Whole | Audience::Committee, false) => Err(PeopleRefusal::MembersByKind.into()),
        (Audience::Named, false) | (Audience::Whole | Audience::Committee, true) => Ok(once(members)),
    }
}

/// Each id once, at its first place.
pub(super) fn once(ids: Vec<Id>) -> Vec<Id> {
    let mut kept = Vec::with_capacity(ids.len());
    for id in ids {
        if !kept.contains(&id) {
            kept.push(id);
        }
    }
    kept
}

/// Tells whom a meeting calls.
pub(super) async fn tell(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    calling: Calling,
    (kind, title, body): (notices::Kind, String, String),
) -> Result<()> {
    let (to, stands_until) = match calling.kind.audience() {
        Audience::Whole => (
            Addressee::Organization(calling.organization),
            Some(calling.starts_at),
        ),
        Audience::Committee | Audience::Named => {
            let day = vietnam::day_of(calling.starts_at);
            let members = store::audience(conn, calling.meeting, day).await?;
            (Addressee::Members(members), None)
        }
    };
    let notice = NewNotice {
        kind,
        to,
        meeting: Some(calling.meeting),
        stands_until,
        title,
        body,
    };
    queue(conn, now, &notice).await
}

/// Tells some members about a meeting.
pub(super) async fn tell_members(
    conn: &mut PgConnection,
    (now, meeting): (DateTime<Utc>, Id),
    members: Vec<Id>,
    (kind, title, body): (notices::Kind, String, String),
) -> Result<()> {
    let notice = NewNotice {
        kind,
        to: Addressee::Members(members),
        meeting: Some(meeting),
        stands_until: None,
        title,
        body,
    };
    queue(conn, now, &notice).await
}

/// Nobody is told of what concerns nobody.
async fn queue(conn: &mut PgConnection, now: DateTime<Utc>, notice: &NewNotice) -> Result<()> {
    if notice.to == Addressee::Members(Vec::new()) {
        return Ok(());
    }
    notices::queue(conn, now, notice).await.map(|_id| ())
}
