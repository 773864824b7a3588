//! The superior who follows a branch hears of its meetings: who was put in charge of it, or else the officer of the
//! committee that keeps its files.

use super::audience::{self, Audience};
use super::words::News;
use super::{Meeting, store};
use crate::access::Visit;
use crate::base::{Result, vietnam};

/// Tells the superior of a meeting of the whole branch. Who belongs to the branch is told as a member.
pub(super) async fn tell(visit: &mut Visit, news: News, meeting: &Meeting) -> Result<()> {
    if meeting.kind.audience() != Audience::Whole {
        return Ok(());
    }
    let day = vietnam::day_of(meeting.starts_at);
    let superiors = store::superiors(visit.conn(), meeting.organization, day).await?;
    let (title, body) = news.words_to_superiors(meeting);
    let when = (visit.now(), meeting.id);
    audience::tell_members(visit.conn(), when, superiors, (news.kind(), title, body)).await
}
