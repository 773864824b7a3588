//! What happens around the evening itself: late additions and guests in the room, a closing that was forgotten or came
//! too soon, and meetings that were held without us.

mod afterwards;
mod closing;
mod elsewhere;
mod guests;
mod history;
mod refusal;
mod roster;
mod store;
pub(super) mod times;
mod types;
pub(super) mod wire;

pub use afterwards::{Afterwards, record_afterwards};
pub use closing::{Forgotten, close_by_itself, reopen};
pub use elsewhere::{Elsewhere, close_elsewhere, expected, open_elsewhere};
pub use guests::{Capacity, Guest, NewGuest, add_guest, guests, guests_by_capacity, remove_guest};
pub use history::history;
pub use refusal::Refusal as HoldingRefusal;
pub use roster::{add_to_roster, late_additions};
pub use types::{LateAddition, Turn, TurnKind};

use super::{Step, steps};
use crate::access::Visit;
use crate::base::{Id, Result};
use chrono::{DateTime, Utc};

/// The times of a meeting that has begun.
#[derive(Clone, Copy, Debug)]
struct Held {
    opened_at: DateTime<Utc>,
    seals_at: Option<DateTime<Utc>>,
}

/// Who runs a meeting today: secretary and deputy, whoever stands in for them, and the chairs.
pub async fn runners(visit: &mut Visit, meeting: Id) -> Result<Vec<Id>> {
    let today = visit.today();
    let runners = store::runners(visit.conn(), &[meeting], today).await?;
    Ok(runners.into_iter().map(|(_, member)| member).collect())
}

/// A meeting was opened just now.
pub(super) async fn opened(visit: &mut Visit, meeting: Id) -> Result<()> {
    let now = visit.now();
    turned(visit, meeting, TurnKind::Opened).await?;
    store::begin(visit.conn(), meeting, now).await
}

/// A meeting was closed just now.
pub(super) async fn closed(visit: &mut Visit, meeting: Id) -> Result<()> {
    turned(visit, meeting, TurnKind::Closed).await?;
    store::end(visit.conn(), &[meeting]).await
}

async fn turned(visit: &mut Visit, meeting: Id, kind: TurnKind) -> Result<()> {
    let (now, caller) = (visit.now(), visit.caller().member);
    let turn = store::NewTurn::by(caller, kind, "");
    store::put_turn(visit.conn(), meeting, &turn, now).await
}

/// Locks a meeting that has begun and is not sealed: what was in the room may still be put down.
async fn lock_unsealed(visit: &mut Visit, meeting: Id, step: Step) -> Result<Held> {
    steps::lock(visit, meeting, step).await?;
    let held = store::held(visit.conn(), meeting).await?;
    if held.seals_at.is_some_and(|seals_at| seals_at <= visit.now()) {
        return Err(HoldingRefusal::Sealed.into());
    }
    Ok(held)
}
