//! The stream of a meeting as it happens.

use super::Desk;
use crate::attendance::watch::{Watcher, told};
use crate::base::ids;
use crate::edge::calls::{Answer, status};
use crate::edge::plain;
use futures_util::stream::BoxStream;
use sotay_proto::attendance::v1 as proto;
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl proto::watching_server::Watching for Desk {
    type WatchMeetingStream = BoxStream<'static, Result<proto::WatchMeetingResponse, Status>>;

    async fn watch_meeting(
        &self,
        request: Request<proto::WatchMeetingRequest>,
    ) -> Answer<Self::WatchMeetingStream> {
        let caller = plain::caller(request.extensions())?;
        let asked = request.into_inner();
        let meeting = ids::parse("meeting", &asked.meeting)?;
        let watcher = Watcher::enter(&self.gate, &self.hub, caller, (meeting, asked.cursor)).await;
        Ok(Response::new(told(watcher.map_err(status)?)))
    }
}
