//! Every call of the contract, mounted twice: over REST and over gRPC.

use super::House;
use crate::directory;
use axum::Router;
use std::sync::Arc;
use tonic::service::Routes;

impl House {
    /// Every call over REST.
    pub(super) fn rest(&self) -> Router {
        use sotay_proto::{self as proto, directory::v1 as files};
        let attendance = &self.attendance;
        Router::new()
            .merge(proto::identity::v1::routes(Arc::clone(&self.identity)))
            .merge(proto::identity::v1::sessions::routes(Arc::clone(&self.identity)))
            .merge(proto::directory::v1::routes(Arc::clone(&self.directory)))
            .merge(files::transfers::routes(Arc::clone(&self.transfers)))
            .merge(files::roles::routes(Arc::clone(&self.roles)))
            .merge(files::rosters::routes(Arc::clone(&self.rosters)))
            .merge(directory::roster::routes(self.gate.clone()))
            .merge(files::findings::routes(Arc::clone(&self.findings)))
            .merge(files::memberships::routes(Arc::clone(&self.memberships)))
            .merge(files::master::routes(Arc::clone(&self.master)))
            .merge(files::reorganization::routes(Arc::clone(&self.reorganization)))
            .merge(proto::notices::v1::routes(Arc::clone(&self.notices)))
            .merge(proto::meetings::v1::routes(Arc::clone(&self.meetings)))
            .merge(proto::meetings::v1::plans::routes(Arc::clone(&self.meetings)))
            .merge(proto::meetings::v1::holding::routes(Arc::clone(&self.meetings)))
            .merge(proto::meetings::v1::calling::routes(Arc::clone(&self.meetings)))
            .merge(proto::meetings::v1::rules::routes(Arc::clone(&self.meetings)))
            .merge(proto::meetings::v1::duties::routes(Arc::clone(&self.meetings)))
            .merge(proto::attendance::v1::routes(Arc::clone(&self.attendance)))
            .merge(proto::attendance::v1::by_hand::routes(Arc::clone(attendance)))
            .merge(proto::attendance::v1::forecasts::routes(Arc::clone(attendance)))
            .merge(proto::attendance::v1::offline::routes(Arc::clone(attendance)))
            .merge(proto::attendance::v1::presence::routes(Arc::clone(attendance)))
            .merge(proto::attendance::v1::paper::routes(Arc::clone(attendance)))
            .merge(proto::attendance::v1::cards::routes(Arc::clone(attendance)))
            .merge(proto::attendance::v1::watching::routes(Arc::clone(attendance)))
            .merge(self.pages.clone().routes())
            .merge(proto::adoption::v1::routes(Arc::clone(&self.adoption)))
            .merge(proto::adoption::v1::reports::routes(Arc::clone(&self.adoption)))
    }

    /// Every call over gRPC.
    pub(super) fn grpc(&self) -> Routes {
        use sotay_proto::{self as proto, directory::v1 as files};
        let attendance = &self.attendance;
        Routes::new(proto::identity::v1::server(Arc::clone(&self.identity)))
            .add_service(proto::identity::v1::sessions::server(Arc::clone(&self.identity)))
            .add_service(proto::directory::v1::server(Arc::clone(&self.directory)))
            .add_service(files::transfers::server(Arc::clone(&self.transfers)))
            .add_service(files::roles::server(Arc::clone(&self.roles)))
            .add_service(files::rosters::server(Arc::clone(&self.rosters)))
            .add_service(files::findings::server(Arc::clone(&self.findings)))
            .add_service(files::memberships::server(Arc::clone(&self.memberships)))
            .add_service(files::master::server(Arc::clone(&self.master)))
            .add_service(files::reorganization::server(Arc::clone(&self.reorganization)))
            .add_service(proto::notices::v1::server(Arc::clone(&self.notices)))
            .add_service(proto::meetings::v1::server(Arc::clone(&self.meetings)))
            .add_service(proto::meetings::v1::plans::server(Arc::clone(&self.meetings)))
            .add_service(proto::meetings::v1::holding::server(Arc::clone(&self.meetings)))
            .add_service(proto::meetings::v1::calling::server(Arc::clone(&self.meetings)))
            .add_service(proto::meetings::v1::rules::server(Arc::clone(&self.meetings)))
            .add_service(proto::meetings::v1::duties::server(Arc::clone(&self.meetings)))
            .add_service(proto::attendance::v1::server(Arc::clone(&self.attendance)))
            .add_service(proto::attendance::v1::by_hand::server(Arc::clone(attendance)))
            .add_service(proto::attendance::v1::forecasts::server(Arc::clone(attendance)))
            .add_service(proto::attendance::v1::offline::server(Arc::clone(attendance)))
            .add_service(proto::attendance::v1::presence::server(Arc::clone(attendance)))
            .add_service(proto::attendance::v1::paper::server(Arc::clone(attendance)))
            .add_service(proto::attendance::v1::cards::server(Arc::clone(attendance)))
            .add_service(proto::attendance::v1::watching::server(Arc::clone(attendance)))
            .add_service(proto::adoption::v1::server(Arc::clone(&self.adoption)))
            .add_service(proto::adoption::v1::reports::server(Arc::clone(&self.adoption)))
    }
}
