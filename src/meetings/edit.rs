//! Editing a draft or an issued meeting, held to the version its author saw.

use super::audience::Audience;
use super::words::News;
use super::{Kind, Meeting, PeopleRefusal, Refusal, State, Step, read, reading, steps, store};
use crate::access::Visit;
use crate::base::{Error, Id, Result, etags, vietnam};
use chrono::{DateTime, Utc};

/// What changes; absent parts stay.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// The kind.
    pub kind: Option<Kind>,
    /// The title.
    pub title: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// Planned beginning.
    pub starts_at: Option<DateTime<Utc>>,
    /// Planned end.
    pub ends_at: Option<DateTime<Utc>>,
}

/// Edits a meeting; once it was issued the branch is told, if anything is other than it was.
pub async fn edit(visit: &mut Visit, meeting: Id, edit: Edit) -> Result<Meeting> {
    let locked = steps::lock(visit, meeting, Step::Edit).await?;
    etags::check(visit.if_match(), locked.version)?;
    let now_is = Kind::read(&locked.kind)?;
    let becomes = edit.kind.unwrap_or(now_is);
    same_people(State::read(&locked.state)?, now_is, becomes)?;
    if becomes != now_is {
        steps::of_a_branch(visit, ("edit.kind", becomes)).await?;
    }
    let starts_at = edit.starts_at.unwrap_or(locked.starts_at);
    let ends_at = edit.ends_at.unwrap_or(locked.ends_at);
    if ends_at <= starts_at {
        return Err(Refusal::EndsBeforeStart.into());
    }
    let edit = Edit {
        title: edit
            .title
            .map(|title| reading::line("edit.title", &title))
            .transpose()?,
        place: edit
            .place
            .map(|place| reading::line("edit.place", &place))
            .transpose()?,
        starts_at: Some(starts_at),
        ends_at: Some(ends_at),
        ..edit
    };
    if store::edit(visit.conn(), meeting, &edit).await? {
        if now_is.audience() != becomes.audience() {
            store::drop_outsiders(visit.conn(), meeting, vietnam::day_of(starts_at)).await?;
        }
        edited(visit, meeting).await
    } else {
        read(visit, meeting).await
    }
}

/// Another kind may call other people only while nobody was called, and a cell's people are named with the draft.
fn same_people(state: State, was: Kind, becomes: Kind) -> Result<(), Error> {
    let (called, will_be) = (was.audience(), becomes.audience());
    if called == will_be {
        return Ok(());
    }
    if state != State::Draft || [called, will_be].contains(&Audience::Named) {
        return Err(PeopleRefusal::OthersCalled.into());
    }
    Ok(())
}

/// Reads what was edited, and tells the branch when it knows of the meeting.
pub(super) async fn edited(visit: &mut Visit, meeting: Id) -> Result<Meeting> {
    let meeting = read(visit, meeting).await?;
    if meeting.state == State::Issued {
        steps::tell(visit, News::Changed, &meeting).await?;
    }
    Ok(meeting)
}
