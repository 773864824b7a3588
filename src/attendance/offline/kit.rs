//! What the phone of who runs a meeting takes along into a room without signal.

use super::store;
use crate::access::Visit;
use crate::attendance::store as words;
use crate::attendance::{PhonelessRefusal, Refusal, venue};
use crate::base::{Id, Refused, Result, vietnam};
use crate::directory::Rostered;
use crate::meetings::holding;
use chrono::{DateTime, TimeDelta, Utc};

/// Everything that a room without signal needs.
#[derive(Clone, Debug)]
pub struct Kit {
    /// The meeting.
    pub meeting: Id,
    /// Its title.
    pub title: String,
    /// Where.
    pub place: String,
    /// When it is planned to begin.
    pub starts_at: DateTime<Utc>,
    /// When it is planned to end.
    pub ends_at: DateTime<Utc>,
    /// Who comes after this moment is late.
    pub late_after: DateTime<Utc>,
    /// Who is expected, by given name.
    pub roster: Vec<(Rostered, String)>,
    /// The roster is frozen.
    pub is_frozen: bool,
    /// Shows and proves the codes of this meeting and of no other.
    pub seed: [u8; 32],
    /// From when on it may be opened.
    pub earliest_opening: DateTime<Utc>,
    /// From closing until the result is sealed.
    pub sealing_hours: i32,
    /// When it was packed.
    pub now: DateTime<Utc>,
}

/// Packs the kit of a meeting that is called or open, for a phone that signs its refreshes. Who took it along is kept.
pub async fn pack(visit: &mut Visit, meeting: Id) -> Result<Kit> {
    let (caller, now, today) = (visit.caller().clone(), visit.now(), visit.today());
    if !store::is_bound(visit.conn(), caller.session).await? {
        return Err(PhonelessRefusal::DeviceNotBound.into());
    }
    let plan = store::plan(visit.conn(), meeting)
        .await?
        .ok_or_else(Refused::not_found)?;
    let is_frozen = plan.state == "OPEN";
    if !is_frozen && plan.state != "ISSUED" {
        return Err(Refusal::NotOpen.into());
    }
    let roster = if is_frozen {
        let entries = words::entries(visit.conn(), meeting, None).await?;
        let line = |(_, entry): (_, words::Entry)| (entry.standing, entry.name);
        entries.into_iter().map(line).collect()
    } else {
        let day = vietnam::day_of(plan.starts_at).max(today);
        let meeting = (meeting, visit.organization()?);
        holding::expected(visit.conn(), meeting, day).await?
    };
    let hours = store::hours(visit.conn(), meeting).await?;
    store::note_kit(visit.conn(), meeting, (caller.member, caller.session), now).await?;
    Ok(Kit {
        meeting,
        title: plan.title,
        place: plan.place,
        starts_at: plan.starts_at,
        ends_at: plan.ends_at,
        late_after: plan.starts_at + TimeDelta::minutes(hours.grace_minutes.into()),
        roster,
        is_frozen,
        seed: venue::seed(visit.keys(), meeting),
        earliest_opening: plan.starts_at - TimeDelta::hours(hours.early.into()),
        sealing_hours: hours.sealing,
        now,
    })
}
