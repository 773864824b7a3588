//! Late additions: whoever belongs to those who meet and is not on the roster that opening froze.

use super::{HoldingRefusal, LateAddition, lock_unsealed, store};
use crate::access::Visit;
use crate::base::{Id, Result, text, vietnam};
use crate::directory::{self, Rostered};
use crate::meetings::{Audience, Refusal, Step, store as meetings_store};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Puts a member on the frozen roster who was forgotten, came over the same day or is back from a stay. The line is
/// marked with who did it, when and why; a line that had another standing keeps the relation it had.
pub async fn add_to_roster(visit: &mut Visit, meeting: Id, member: Id, reason: &str) -> Result<LateAddition> {
    let held = lock_unsealed(visit, meeting, Step::Attend).await?;
    let reason = text::tidy(reason);
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let organization = visit.organization()?;
    let day = vietnam::day_of(held.opened_at);
    let standing = standing(visit, (meeting, organization), day, member).await?;
    if store::line(visit.conn(), meeting, member).await? == Some(standing) {
        return Err(HoldingRefusal::OnRoster.into());
    }
    let (now, caller) = (visit.now(), visit.caller().member);
    store::put_line(visit.conn(), meeting, &standing, (&reason, caller, now)).await?;
    // Whoever is expected is no guest.
    store::unguest(visit.conn(), (meeting, member), (&reason, caller, now)).await?;
    Ok(LateAddition {
        name: store::name_of(visit.conn(), member).await?,
        standing,
        reason,
        at: now,
        by: caller,
    })
}

/// Who was put on a roster after it froze.
pub async fn late_additions(conn: &mut PgConnection, meeting: Id) -> Result<Vec<LateAddition>> {
    store::late_lines(conn, meeting).await
}

/// The standing of who could have been called: of a committee meeting who sits on the committee, of all others whoever
/// belongs to the organisation.
async fn standing(
    visit: &mut Visit,
    (meeting, organization): (Id, Id),
    day: NaiveDate,
    member: Id,
) -> Result<Rostered> {
    let kind = meetings_store::kind_of(visit.conn(), meeting).await?;
    let lines = match kind.audience() {
        Audience::Whole | Audience::Named => directory::members_of(visit.conn(), organization, day).await?,
        Audience::Committee => {
            let called = meetings_store::audience(visit.conn(), meeting, day).await?;
            directory::standings_of(visit.conn(), (organization, &called), day).await?
        }
    };
    let line = lines.into_iter().find(|line| line.member == member);
    line.ok_or_else(|| HoldingRefusal::Stranger.into())
}
