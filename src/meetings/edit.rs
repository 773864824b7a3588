//! Editing a draft or an issued meeting, held to the version its author saw.

use super::words::News;
use super::{Kind, Meeting, Refusal, State, Step, read, steps, store, types};
use crate::access::Visit;
use crate::base::{Id, Result, etags};
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
    let starts_at = edit.starts_at.unwrap_or(locked.starts_at);
    let ends_at = edit.ends_at.unwrap_or(locked.ends_at);
    if ends_at <= starts_at {
        return Err(Refusal::EndsBeforeStart.into());
    }
    let edit = Edit {
        title: edit
            .title
            .map(|title| types::line("edit.title", &title))
            .transpose()?,
        place: edit
            .place
            .map(|place| types::line("edit.place", &place))
            .transpose()?,
        starts_at: Some(starts_at),
        ends_at: Some(ends_at),
        ..edit
    };
    if store::edit(visit.conn(), meeting, &edit).await? {
        edited(visit, meeting).await
    } else {
        read(visit, meeting).await
    }
}

/// Reads what was edited, and tells the branch when it knows of the meeting.
pub(super) async fn edited(visit: &mut Visit, meeting: Id) -> Result<Meeting> {
    let meeting = read(visit, meeting).await?;
    if meeting.state == State::Issued {
        steps::tell(visit, News::Changed, &meeting).await?;
    }
    Ok(meeting)
}
