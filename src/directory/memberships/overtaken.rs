//! Who is a member again is one of what the own branch has become meanwhile.

use crate::access::{Visit, grants};
use crate::base::{Id, Result};
use crate::directory::organizations;
use crate::directory::store::following::{self, Following};
use crate::directory::store::reshaping::Cut;

/// Lets what was given back to a member follow the reorganisations since: on the days on which they held, from each
/// organisation that ended to what carried on for it.
pub(super) async fn catch_up(visit: &mut Visit, member: Id, decision_number: &str) -> Result<()> {
    let clock = visit.clock().clone();
    // What carries on began no earlier, so that this comes to an end.
    while let Some((from, day)) = following::overstays(visit.conn(), member).await? {
        let to = organizations::heir(visit.conn(), from, day).await?;
        if to == from {
            return Err(organizations::Refusal::OrganizationEnded.into());
        }
        let following = Following {
            from,
            to,
            members: Some(&[member]),
        };
        let cut = Cut { day, decision_number };
        following::follow(visit.conn(), &clock, following, cut).await?;
    }
    let (by, at) = (visit.caller().member, visit.now());
    for (organization, day) in following::outlasting_grants(visit.conn(), member).await? {
        let ended = grants::Ended {
            day,
            by: Some(by),
            at,
            reason: organizations::RESHAPED,
        };
        grants::end_on(visit.conn(), (member, organization), &ended).await?;
    }
    Ok(())
}
