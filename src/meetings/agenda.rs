//! The agenda as a whole: it is replaced, not patched.

use super::{AgendaItem, Meeting, Step, edit, points, read, steps, store};
use crate::access::Visit;
use crate::base::{Id, Result, etags};

/// Replaces the agenda of a draft or an issued meeting, held to the version its author saw.
pub async fn replace_agenda(visit: &mut Visit, meeting: Id, agenda: Vec<AgendaItem>) -> Result<Meeting> {
    let locked = steps::lock(visit, meeting, Step::Edit).await?;
    etags::check(visit.if_match(), locked.version)?;
    let present = read(visit, meeting).await?;
    let agenda = points::following(&present.agenda, points::tidied(agenda)?, visit.now());
    if present.agenda == agenda {
        return Ok(present);
    }
    store::clear_agenda(visit.conn(), meeting).await?;
    store::put_agenda(visit.conn(), meeting, &agenda).await?;
    edit::edited(visit, meeting).await
}
