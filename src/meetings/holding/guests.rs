//! Guests: in the room without being called. They stand on no roster and in no rate.

use super::{HoldingRefusal, lock_unsealed, store};
use crate::access::Visit;
use crate::base::{Error, Id, Refused, Result, ids, text};
use crate::meetings::{Refusal, Step};
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// In which capacity a guest is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capacity {
    /// Of the committee above.
    Superior,
    /// Follows the branch for the committee.
    Supervisor,
    /// Of a working group.
    WorkingGroup,
    /// Keeps a link with the branch where he or she lives.
    ResidenceLink,
    /// Invited.
    Invited,
}

/// A guest to be put down: a member of somewhere else, or somebody by name.
#[derive(Clone, Debug)]
pub struct NewGuest {
    /// Who, when known.
    pub member: Option<Id>,
    /// The name, when the member is not known.
    pub name: String,
    /// In which capacity.
    pub capacity: Capacity,
}

/// A guest.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The id.
    pub id: Id,
    /// Who, when known.
    pub member: Option<Id>,
    /// The name.
    pub name: String,
    /// In which capacity.
    pub capacity: Capacity,
    /// When it was put down.
    pub added_at: DateTime<Utc>,
    /// By whom.
    pub added_by: Id,
    /// When it was taken off.
    pub removed_at: Option<DateTime<Utc>>,
    /// Why it was taken off; empty otherwise.
    pub removed_reason: String,
}

/// Puts a guest down, until the meeting is sealed.
pub async fn add_guest(visit: &mut Visit, meeting: Id, guest: NewGuest) -> Result<Guest> {
    lock_unsealed(visit, meeting, Step::Attend).await?;
    let name = match guest.member {
        Some(member) => {
            if store::line(visit.conn(), meeting, member).await?.is_some() {
                return Err(HoldingRefusal::OnRoster.into());
            }
            store::name_of(visit.conn(), member).await?
        }
        None => text::tidy(&guest.name),
    };
    if name.is_empty() {
        return Err(HoldingRefusal::GuestUnnamed.into());
    }
    let guest = Guest {
        id: ids::new(visit.clock()),
        member: guest.member,
        name,
        capacity: guest.capacity,
        added_at: visit.now(),
        added_by: visit.caller().member,
        removed_at: None,
        removed_reason: String::new(),
    };
    store::put_guest(visit.conn(), meeting, &guest).await?;
    Ok(guest)
}

/// Takes a guest off by a mark. Taken off twice, the first time counts.
pub async fn remove_guest(visit: &mut Visit, meeting: Id, guest: Id, reason: &str) -> Result<Guest> {
    if !guests(visit, meeting)
        .await?
        .iter()
        .any(|listed| listed.id == guest)
    {
        return Err(Refused::not_found().into());
    }
    lock_unsealed(visit, meeting, Step::Attend).await?;
    let reason = text::tidy(reason);
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let (now, caller) = (visit.now(), visit.caller().member);
    store::remove_guest(visit.conn(), (meeting, guest), (&reason, caller, now)).await?;
    guests(visit, meeting)
        .await?
        .into_iter()
        .find(|listed| listed.id == guest)
        .ok_or_else(|| Refused::not_found().into())
}

/// Who was there as a guest, in the order in which they were put down; those taken off too.
pub async fn guests(visit: &mut Visit, meeting: Id) -> Result<Vec<Guest>> {
    store::guests(visit.conn(), meeting).await
}

/// How many guests a meeting has in each capacity.
pub async fn guests_by_capacity(conn: &mut PgConnection, meeting: Id) -> Result<Vec<(Capacity, i32)>> {
    store::count_guests(conn, meeting).await
}

impl Capacity {
    /// Every capacity, in the order of the contract.
    pub const ALL: [Self; 5] = [
        Self::Superior,
        Self::Supervisor,
        Self::WorkingGroup,
        Self::ResidenceLink,
        Self::Invited,
    ];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Superior => "SUPERIOR",
            Self::Supervisor => "SUPERVISOR",
            Self::WorkingGroup => "WORKING_GROUP",
            Self::ResidenceLink => "RESIDENCE_LINK",
            Self::Invited => "INVITED",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|capacity| capacity.name() == name)
            .ok_or_else(|| Error::Broken(anyhow!("no guest comes as {name}")))
    }
}
