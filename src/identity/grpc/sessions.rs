//! The calls about where a member is signed in, and about the password.

use super::Desk;
use crate::access::{Action, Oneself};
use crate::base::ids;
use crate::edge::calls::{self, Answer};
use crate::identity::{devices, wire};
use sotay_proto::identity::v1;
use tonic::Request;

#[tonic::async_trait]
impl v1::sessions_server::Sessions for Desk {
    async fn list_sessions(
        &self,
        request: Request<v1::ListSessionsRequest>,
    ) -> Answer<v1::ListSessionsResponse> {
        calls::read(&self.gate, request, |enter, _| async move {
            let mut visit = enter.to(Action::BeOneself, Oneself).await?;
            let listed = devices::list(&mut visit).await?;
            Ok(wire::signed_in(listed, visit.caller().session))
        })
        .await
    }

    async fn end_session(&self, request: Request<v1::EndSessionRequest>) -> Answer<v1::EndSessionResponse> {
        calls::write(&self.gate, request, |enter, input| async move {
            let session = ids::parse("session", &input.session)?;
            let mut visit = enter.to(Action::BeOneself, Oneself).await?;
            devices::end(&mut visit, session).await?;
            visit.commit(v1::EndSessionResponse {}).await
        })
        .await
    }

    async fn change_password(
        &self,
        request: Request<v1::ChangePasswordRequest>,
    ) -> Answer<v1::ChangePasswordResponse> {
        let (caller, entrance) = (calls::caller(&request)?, self.entrance.clone());
        let change = wire::password_change(request.into_inner());
        let errand = async move {
            let changed = entrance.change_password(caller, change).await?;
            Ok(changed.map(|()| v1::ChangePasswordResponse {}))
        };
        calls::detached(errand).await
    }
}
