//! What happened to an organisation, read back.

use super::types::Event;
use crate::access::Visit;
use crate::base::Result;
use crate::base::pages::{Listed, Page};
use crate::directory::store::events;

/// Lists what happened to the visited organisation, newest first.
pub async fn events(visit: &mut Visit, page: &Page) -> Result<Listed<Event>> {
    let organization = visit.organization()?;
    let rows = events::of_organization(visit.conn(), organization, page).await?;
    Ok(page.cut(rows, |event| vec![event.day.to_string(), event.id.to_string()]))
}
