//! The parts that people have in a meeting: who leads it, who takes the minutes, whom a party cell calls.

use super::audience::{self, Audience};
use super::words::{self, Personal};
use super::{Meeting, Part, PeopleRefusal, State, Step, read, steps, store};
use crate::access::Visit;
use crate::base::{Id, Result, etags, vietnam};

/// Names who leads a meeting, also in the open room; nobody: the secretary or the deputy does.
pub async fn name_chairs(visit: &mut Visit, meeting: Id, chairs: Vec<Id>) -> Result<Meeting> {
    let locked = steps::lock(visit, meeting, Step::NamePeople).await?;
    etags::check(visit.if_match(), locked.version)?;
    let chairs = audience::once(chairs);
    let day = vietnam::day_of(locked.starts_at);
    let outside = store::uncalled(visit.conn(), (meeting, day), &chairs).await?;
    if let Some(index) = chairs.iter().position(|chair| outside.contains(chair)) {
        return Err(PeopleRefusal::NotCalled("chairs", Some(index)).into());
    }
    let before = read(visit, meeting).await?;
    let known: Vec<Id> = before.parts.chairs.iter().map(|chair| chair.member).collect();
    if known == chairs {
        return Ok(before);
    }
    let new: Vec<Id> = chairs
        .iter()
        .copied()
        .filter(|chair| !known.contains(chair))
        .collect();
    store::put_parts(visit.conn(), (meeting, Part::Chair), &chairs).await?;
    store::renew(visit.conn(), meeting).await?;
    let named = read(visit, meeting).await?;
    tell_named(visit, &named, &new, Personal::Chair).await?;
    Ok(named)
}

/// Names who takes the minutes, usually in the open room.
pub async fn name_minutes_taker(visit: &mut Visit, meeting: Id, member: Option<Id>) -> Result<Meeting> {
    let locked = steps::lock(visit, meeting, Step::NamePeople).await?;
    etags::check(visit.if_match(), locked.version)?;
    let chosen = Vec::from_iter(member);
    let day = vietnam::day_of(locked.starts_at);
    if !store::uncalled(visit.conn(), (meeting, day), &chosen)
        .await?
        .is_empty()
    {
        return Err(PeopleRefusal::NotCalled("member", None).into());
    }
    let before = read(visit, meeting).await?;
    if before.parts.minutes_taker.as_ref().map(|taker| taker.member) == member {
        return Ok(before);
    }
    store::put_parts(visit.conn(), (meeting, Part::MinutesTaker), &chosen).await?;
    store::renew(visit.conn(), meeting).await?;
    let named = read(visit, meeting).await?;
    tell_named(visit, &named, &chosen, Personal::MinutesTaker).await?;
    Ok(named)
}

/// Names whom a meeting of a party cell calls. Once it was issued, who is new gets the call, and who is not called any
/// more is told so; the latter also loses any other part in it.
pub async fn name_members(visit: &mut Visit, meeting: Id, members: Vec<Id>) -> Result<Meeting> {
    let locked = steps::lock(visit, meeting, Step::Edit).await?;
    etags::check(visit.if_match(), locked.version)?;
    let before = read(visit, meeting).await?;
    if before.kind.audience() != Audience::Named {
        return Err(PeopleRefusal::MembersByKind.into());
    }
    let members = audience::named(before.kind, members)?;
    let known: Vec<Id> = before.parts.members.iter().map(|called| called.member).collect();
    if known == members {
        return Ok(before);
    }
    let day = vietnam::day_of(locked.starts_at);
    steps::put_called(visit, (meeting, day), &members).await?;
    store::drop_outsiders(visit.conn(), meeting, day).await?;
    store::renew(visit.conn(), meeting).await?;
    let named = read(visit, meeting).await?;
    if named.state == State::Issued {
        let missing = |from: &[Id], of: &[Id]| -> Vec<Id> {
            of.iter()
                .copied()
                .filter(|member| !from.contains(member))
                .collect()
        };
        tell(visit, &named, missing(&known, &members), Personal::Called).await?;
        tell(visit, &named, missing(&members, &known), Personal::NotCalled).await?;
    }
    Ok(named)
}

/// Tells those who were given a part; in the open room they are there and know.
async fn tell_named(visit: &mut Visit, meeting: &Meeting, members: &[Id], news: Personal) -> Result<()> {
    if meeting.state == State::Open {
        return Ok(());
    }
    let caller = visit.caller().member;
    let others: Vec<Id> = members
        .iter()
        .copied()
        .filter(|member| *member != caller)
        .collect();
    tell(visit, meeting, others, news).await
}

async fn tell(visit: &mut Visit, meeting: &Meeting, members: Vec<Id>, news: Personal) -> Result<()> {
    let (title, body) = words::personal(news, meeting);
    let when = (visit.now(), meeting.id);
    audience::tell_members(visit.conn(), when, members, (news.kind(), title, body)).await
}
