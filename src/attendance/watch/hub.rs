//! Which meetings are watched on this instance, and what they look like now.

use super::scene::Scene;
use crate::access::doors::Worker;
use crate::attendance::store;
use crate::base::{Id, Result};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch::{Receiver, Sender, channel};

/// What a watcher waits for. Only the newest is kept: who reads slowly misses nothing, since a scene holds everything.
pub(super) type Seen = Option<Arc<Scene>>;

/// The watched meetings of one instance.
#[derive(Clone, Debug, Default)]
pub(in crate::attendance) struct Hub(Arc<Mutex<HashMap<Id, Sender<Seen>>>>);

impl Hub {
    /// Watches a meeting from the next look on.
    pub(super) fn watch(&self, meeting: Id) -> Receiver<Seen> {
        self.rooms()
            .entry(meeting)
            .or_insert_with(|| channel(None).0)
            .subscribe()
    }

    /// Looks at every watched meeting once and tells whoever watches one that changed.
    pub(in crate::attendance) async fn look(&self, door: &Worker) -> Result<()> {
        let meetings = self.watched();
        if meetings.is_empty() {
            return Ok(());
        }
        let now = door.clock().now();
        let mut look = door.look().await?;
        for (meeting, mark, state) in store::marks(&mut look, &meetings).await? {
            let before = self.scene_of(meeting);
            if before.as_ref().is_some_and(|before| before.mark == mark) {
                continue;
            }
            let scene = Scene::read(&mut look, meeting, (mark, state), (now, before.as_deref())).await?;
            if let Some(room) = self.rooms().get(&meeting) {
                room.send_replace(Some(Arc::new(scene)));
            }
        }
        Ok(())
    }

    /// Meetings that somebody watches; the others are forgotten.
    fn watched(&self) -> Vec<Id> {
        let mut rooms = self.rooms();
        rooms.retain(|_, room| room.receiver_count() > 0);
        rooms.keys().copied().collect()
    }

    fn scene_of(&self, meeting: Id) -> Seen {
        let rooms = self.rooms();
        rooms.get(&meeting).and_then(|room| room.borrow().clone())
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<Id, Sender<Seen>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
