//! Somebody who watches a meeting.

use super::hub::{Hub, Seen};
use super::scene::Scene;
use crate::access::{Action, Caller, Gate};
use crate::attendance::lists::Sight;
use crate::attendance::{Refusal, wire};
use crate::base::{Id, Result};
use crate::edge::calls::status;
use crate::edge::plain;
use crate::meetings::MeetingPlace;
use chrono::TimeDelta;
use futures_util::stream::{self, BoxStream, StreamExt};
use sotay_proto::attendance::v1 as proto;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch::Receiver;
use tokio::time::timeout;
use tonic::Status;

/// How long a stream lives: then the caller asks anew.
const LIFE: Duration = Duration::from_mins(30);
/// How long nobody asks whether a watcher who hears nothing may still watch.
const UNASKED: Duration = Duration::from_mins(1);
/// Who could have read an event for so long, and did not, is cut off.
const PATIENCE: TimeDelta = TimeDelta::seconds(30);

/// A caller at a meeting, what was told already, and when the stream ends.
pub(in crate::attendance) struct Watcher {
    gate: Gate,
    caller: Caller,
    meeting: Id,
    scenes: Receiver<Seen>,
    /// Of the last event, here or on an earlier stream.
    cursor: String,
    told: Option<(Arc<Scene>, Sight)>,
    ends: Duration,
}

impl Watcher {
    /// Lets the caller in, or says why not.
    pub(in crate::attendance) async fn enter(
        gate: &Gate,
        hub: &Hub,
        caller: Caller,
        (meeting, cursor): (Id, String),
    ) -> Result<Self> {
        let watcher = Self {
            gate: gate.clone(),
            caller,
            meeting,
            scenes: hub.watch(meeting),
            cursor,
            told: None,
            ends: gate.clock.steady() + LIFE,
        };
        watcher.sight().await?;
        Ok(watcher)
    }

    /// What the caller may see now. Every event passes here: who is signed out meanwhile, or loses the post, sees no more.
    async fn sight(&self) -> Result<Sight> {
        let enter = plain::looking(&self.gate, self.caller.clone());
        let place = MeetingPlace(self.meeting);
        let visit = enter.to(Action::ReadAttendance, place).await?;
        Ok(Sight::of_caller(&visit))
    }

    /// The next event; none after the stream's life.
    async fn next(&mut self) -> Result<Option<proto::WatchMeetingResponse>> {
        loop {
            let left = self.ends.saturating_sub(self.gate.clock.steady());
            if left.is_zero() {
                return Ok(None);
            }
            let scene = self.changed(left.min(UNASKED)).await;
            let sight = self.sight().await?;
            if let Some(scene) = scene {
                if self.told.is_some() && self.is_late_for(&scene) {
                    return Err(Refusal::WatchedTooSlowly.into());
                }
                return Ok(Some(self.tell(scene, sight)));
            }
        }
    }

    /// A scene that was not told yet, if one comes in time.
    async fn changed(&mut self, patience: Duration) -> Option<Arc<Scene>> {
        let cursor = &self.cursor;
        let news = |seen: &Seen| seen.as_ref().is_some_and(|scene| scene.mark != *cursor);
        match timeout(patience, self.scenes.wait_for(news)).await {
            Ok(Ok(seen)) => seen.clone(),
            Ok(Err(_)) | Err(_) => None,
        }
    }

    fn is_late_for(&self, scene: &Scene) -> bool {
        self.gate.clock.now() - scene.behind_since(&self.cursor) > PATIENCE
    }

    fn tell(&mut self, scene: Arc<Scene>, sight: Sight) -> proto::WatchMeetingResponse {
        let before = self.told.as_ref().map(|(scene, sight)| (&**scene, *sight));
        let rows = scene.news(sight, before);
        self.cursor.clone_from(&scene.mark);
        let event = wire::scene(&scene, rows);
        self.told = Some((scene, sight));
        event
    }
}

/// The stream of a watcher; an error is its last item.
pub(in crate::attendance) fn told(
    watcher: Watcher,
) -> BoxStream<'static, Result<proto::WatchMeetingResponse, Status>> {
    let next = async |watcher: Option<Watcher>| {
        let mut watcher = watcher?;
        match watcher.next().await {
            Ok(Some(event)) => Some((Ok(event), Some(watcher))),
            Ok(None) => None,
            Err(error) => Some((Err(status(error)), None)),
        }
    };
    stream::unfold(Some(watcher), next).boxed()
}
