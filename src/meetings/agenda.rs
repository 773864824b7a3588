//! The agenda as a whole: it is replaced, not patched.

use super::{AgendaItem, Meeting, Step, edit, read, steps, store, types};
use crate::access::Visit;
use crate::base::{Id, Result, etags, text};

/// Replaces the agenda of a draft or an issued meeting, held to the version its author saw.
pub async fn replace_agenda(visit: &mut Visit, meeting: Id, agenda: Vec<AgendaItem>) -> Result<Meeting> {
    let locked = steps::lock(visit, meeting, Step::Edit).await?;
    etags::check(visit.if_match(), locked.version)?;
    let agenda = tidied(agenda)?;
    let present = read(visit, meeting).await?;
    if present.agenda == agenda {
        return Ok(present);
    }
    store::clear_agenda(visit.conn(), meeting).await?;
    store::put_agenda(visit.conn(), meeting, &agenda).await?;
    edit::edited(visit, meeting).await
}

/// An agenda as it is kept: one normal form, and every point has a title.
pub(super) fn tidied(agenda: Vec<AgendaItem>) -> Result<Vec<AgendaItem>> {
    let tidy = |(index, item): (usize, AgendaItem)| {
        Ok(AgendaItem {
            title: types::line(&format!("agenda[{index}].title"), &item.title)?,
            presenter: text::tidy(&item.presenter),
            ..item
        })
    };
    agenda.into_iter().enumerate().map(tidy).collect()
}
