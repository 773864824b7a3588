//! The calls of the contract, for both transports.

mod sessions;

use super::{Entrance, issue, issue_for_branch, me, sign_out, wire};
use crate::access::{Action, Gate, Oneself};
use crate::base::{Clock, Kind, Result, ids};
use crate::directory::{MemberPlace, OrganizationPlace};
use crate::edge::calls::{self, Answer};
use crate::edge::{ClientAddress, Throttle};
use sotay_proto::identity::v1;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tonic::{Request, Response};

/// Wrong tries from one address: a village hall and a mobile carrier are one address each.
const FROM_ONE_ADDRESS: (u32, Duration) = (300, Duration::from_millis(200));
/// How long others may cache our public keys; the next key is published a day ahead.
const KEYS_CACHED: &str = "public, max-age=3600";

/// Where the calls of the area are answered.
#[derive(Clone, Debug)]
pub struct Desk {
    gate: Gate,
    entrance: Entrance,
    minimum_app_version: String,
    wrong_tries: Arc<Throttle<IpAddr>>,
}

impl Desk {
    /// A desk beside a gate.
    pub fn new(gate: &Gate, entrance: Entrance, minimum_app_version: &str) -> Self {
        Self {
            gate: gate.clone(),
            entrance,
            minimum_app_version: minimum_app_version.to_owned(),
            wrong_tries: Arc::new(wrong_tries(&gate.clock)),
        }
    }

    /// Runs what somebody unknown asked for, unless too much that was wrong came from the same address.
    async fn unknown<A, Fut>(&self, from: Option<IpAddr>, errand: Fut) -> Answer<A>
    where
        A: prost::Message + Default + 'static,
        Fut: Future<Output = Result<crate::access::Committed<A>>> + Send + 'static,
    {
        if let Some(from) = &from {
            self.wrong_tries.look(from)?;
        }
        let answer = calls::detached(errand).await;
        if let (Some(from), Err(status)) = (&from, &answer)
            && status.code() == Kind::Unauthenticated.grpc_code()
        {
            // The try itself was answered; what is counted here is told to the next one.
            self.wrong_tries.check(from).ok();
        }
        answer
    }
}

#[tonic::async_trait]
impl v1::identity_server::Identity for Desk {
    async fn activate(&self, request: Request<v1::ActivateRequest>) -> Answer<v1::Session> {
        let (from, entrance) = (household(&request), self.entrance.clone());
        let errand = async move {
            let activation = wire::activation(request.into_inner())?;
            Ok(entrance.activate(activation).await?.map(wire::session))
        };
        self.unknown(from, errand).await
    }

    async fn sign_in(&self, request: Request<v1::SignInRequest>) -> Answer<v1::Session> {
        let (from, entrance) = (household(&request), self.entrance.clone());
        let errand = async move {
            let sign_in = wire::sign_in(request.into_inner())?;
            Ok(entrance.sign_in(sign_in).await?.map(wire::session))
        };
        self.unknown(from, errand).await
    }

    async fn refresh(&self, request: Request<v1::RefreshRequest>) -> Answer<v1::Session> {
        let (from, entrance) = (household(&request), self.entrance.clone());
        let refresh = wire::refresh(request.into_inner());
        let errand = async move { Ok(entrance.refresh(refresh).await?.map(wire::session)) };
        self.unknown(from, errand).await
    }

    async fn sign_out(&self, request: Request<v1::SignOutRequest>) -> Answer<v1::SignOutResponse> {
        calls::write(&self.gate, request, |enter, _| async move {
            let mut visit = enter.to(Action::BeOneself, Oneself).await?;
            sign_out(&mut visit).await?;
            visit.commit(v1::SignOutResponse {}).await
        })
        .await
    }

    async fn list_keys(&self, _request: Request<v1::ListKeysRequest>) -> Answer<v1::ListKeysResponse> {
        let keys = self.entrance.recogniser.ring().all();
        let mut answer = Response::new(v1::ListKeysResponse {
            keys: keys.into_iter().map(wire::key).collect(),
        });
        answer.metadata_mut().insert(
            "cache-control",
            tonic::metadata::MetadataValue::from_static(KEYS_CACHED),
        );
        Ok(answer)
    }

    async fn get_me(&self, request: Request<v1::GetMeRequest>) -> Answer<v1::Me> {
        let minimum_app_version = self.minimum_app_version.clone();
        calls::read(&self.gate, request, |enter, _| async move {
            let mut visit = enter.to(Action::BeOneself, Oneself).await?;
            let me = me(&mut visit).await?;
            Ok(wire::me(me, &minimum_app_version, visit.now()))
        })
        .await
    }

    async fn issue_activation_code(
        &self,
        request: Request<v1::IssueActivationCodeRequest>,
    ) -> Answer<v1::ActivationCode> {
        calls::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let mut visit = enter.to(Action::IssueActivationCode, MemberPlace(member)).await?;
            let issued = issue(&mut visit, member).await?;
            visit.commit(wire::activation_code(issued)).await
        })
        .await
    }

    async fn issue_activation_codes(
        &self,
        request: Request<v1::IssueActivationCodesRequest>,
    ) -> Answer<v1::ActivationSheet> {
        calls::write(&self.gate, request, |enter, input| async move {
            let branch = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let mut visit = enter.to(Action::IssueActivationCode, branch).await?;
            let sheet = issue_for_branch(&mut visit, input.leave_living).await?;
            visit.commit(wire::activation_sheet(sheet)).await
        })
        .await
    }
}

fn household<I>(request: &Request<I>) -> Option<IpAddr> {
    request
        .extensions()
        .get::<ClientAddress>()
        .map(|address| address.household())
}

fn wrong_tries(clock: &Clock) -> Throttle<IpAddr> {
    let (burst, per) = FROM_ONE_ADDRESS;
    Throttle::new(burst, per).at(clock)
}
