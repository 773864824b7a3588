//! Mounts everything and knows everyone: the desks, who listens to which fact, what runs every second.

mod dependents;

pub(crate) use dependents::DEPENDENTS;

use crate::access::doors::{Porch, Worker};
use crate::access::{Gate, idempotency, revocations};
use crate::adoption;
use crate::attendance;
use crate::base::{Id, Result, vietnam};
use crate::directory;
use crate::directory::organizations;
use crate::edge::{self, Contract, Limits, Network, Parts, Ready};
use crate::identity::{self, Entrance, Hasher, Recogniser};
use crate::jobs::{Fact, Listeners};
use crate::meetings;
use crate::notices::{self, Begun};
use anyhow::Context;
use axum::Router;
use chrono::{Datelike, TimeDelta};
use futures_util::future::BoxFuture;
use sotay_proto::{DESCRIPTORS, METHODS, OPENAPI};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

/// How long an answer is kept under its idempotency key.
const ANSWERS_KEPT: TimeDelta = TimeDelta::days(30);

/// Organisations whose figures are counted anew in one transaction.
const COUNTED_AT_ONCE: i64 = 500;
/// How long counting goes on: the next minute begins it again.
const COUNTING: Duration = Duration::from_secs(50);

/// What an operator decides about the house as a whole.
#[derive(Clone, Debug)]
pub struct Manner {
    /// The address phones reach it by, without a slash at the end.
    pub public_url: String,
    /// The oldest version of the app that is still served.
    pub minimum_app_version: String,
}

/// The house with everyone in it.
#[derive(Clone, Debug)]
pub struct House {
    gate: Gate,
    recogniser: Recogniser,
    hasher: Hasher,
    identity: Arc<identity::Desk>,
    directory: Arc<directory::Desk>,
    roles: Arc<directory::roles::Desk>,
    rosters: Arc<directory::roster::Desk>,
    findings: Arc<directory::findings::Desk>,
    memberships: Arc<directory::memberships::Desk>,
    master: Arc<directory::master::Desk>,
    transfers: Arc<directory::transfers::Desk>,
    reorganization: Arc<organizations::Desk>,
    notices: Arc<notices::Desk>,
    meetings: Arc<meetings::Desk>,
    attendance: Arc<attendance::Desk>,
    adoption: Arc<adoption::Desk>,
    /// The last day whose reorganisations are in force here, as days of the common era.
    day: Arc<AtomicI32>,
}

impl House {
    /// Opens the house behind its gate: keys are read, or made at the very first start.
    pub async fn open(gate: Gate, manner: &Manner) -> Result<Self> {
        let recogniser = Recogniser::new(gate.clock.clone());
        let hasher = Hasher::start().context("cannot start the threads that hash passwords")?;
        let entrance = Entrance::new(Porch::new(&gate), recogniser.clone(), hasher.clone());
        let house = Self {
            identity: Arc::new(identity::Desk::new(&gate, entrance, &manner.minimum_app_version)),
            directory: Arc::new(directory::Desk::new(gate.clone())),
            roles: Arc::new(directory::roles::Desk::new(gate.clone())),
            rosters: Arc::new(directory::roster::Desk::new(gate.clone())),
            findings: Arc::new(directory::findings::Desk::new(gate.clone())),
            memberships: Arc::new(directory::memberships::Desk::new(gate.clone())),
            master: Arc::new(directory::master::Desk::new(gate.clone())),
            transfers: Arc::new(directory::transfers::Desk::new(gate.clone())),
            reorganization: Arc::new(organizations::Desk::new(gate.clone(), DEPENDENTS)),
            notices: Arc::new(notices::Desk::new(gate.clone())),
            meetings: Arc::new(meetings::Desk::new(gate.clone())),
            attendance: Arc::new(attendance::Desk::new(gate.clone(), &manner.public_url)),
            adoption: Arc::new(adoption::Desk::new(gate.clone())),
            day: Arc::default(),
            recogniser,
            hasher,
            gate,
        };
        house.tick().await?;
        Ok(house)
    }

    /// Everything that answers on the one port.
    pub fn front(
        &self,
        limits: Limits,
        proxies: Vec<Network>,
        stop: CancellationToken,
    ) -> anyhow::Result<Router> {
        let parts = Parts {
            limits,
            clock: self.gate.clock.clone(),
            recognise: Arc::new(self.recogniser.clone()),
            ready: Arc::new(self.clone()),
            stop,
            proxies,
            contract: Contract {
                methods: METHODS,
                openapi: OPENAPI,
                descriptors: DESCRIPTORS,
            },
        };
        edge::front(self.rest(), self.grpc(), parts)
    }

    /// Waits for the connections that are out and closes them.
    pub async fn close(&self) {
        self.gate.close().await;
    }

    /// How many passwords were hashed or compared so far.
    pub fn passwords_done(&self) -> u64 {
        self.hasher.done()
    }

    /// Who listens to what.
    pub fn listeners(&self) -> Listeners {
        Listeners::new(Worker::new(&self.gate))
            .on(Fact::HourPassed, sweep)
            .on(Fact::MinutePassed, count)
            .on(Fact::HourPassed, attendance::close_forgotten)
            .on(Fact::RosterStaged, directory::roster::work)
            .on(Fact::AccountActivated, |door, session| {
                tell(door, session, Begun::Activated)
            })
            .on(Fact::MembershipEnded, close_account)
            .on(Fact::NewDeviceSignedIn, |door, session| {
                tell(door, session, Begun::OnNewDevice)
            })
            .on(Fact::OrganizationsReshaped, carry)
    }

    /// What every instance does each second: a revoked session is dead everywhere after this. With the first second of
    /// a day comes into force what was decided for it.
    pub async fn tick(&self) -> Result<()> {
        let door = Worker::new(&self.gate);
        self.recogniser.tick(&door).await?;
        let today = vietnam::day_of(door.clock().now()).num_days_from_ce();
        if self.day.load(Ordering::Relaxed) != today {
            let mut errand = door.begin().await?;
            organizations::keep_up(&mut errand).await?;
            errand.commit(()).await?;
            self.day.store(today, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Counts anew some of what changed in rosters; says whether more is left.
    pub async fn recount(&self) -> Result<bool> {
        directory::findings::recount(&Worker::new(&self.gate)).await
    }

    fn rest(&self) -> Router {
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
            .merge(proto::attendance::v1::forecasts::routes(Arc::clone(
                &self.attendance,
            )))
            .merge(proto::adoption::v1::routes(Arc::clone(&self.adoption)))
            .merge(proto::adoption::v1::reports::routes(Arc::clone(&self.adoption)))
    }

    fn grpc(&self) -> Routes {
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
            .add_service(proto::attendance::v1::forecasts::server(Arc::clone(
                &self.attendance,
            )))
            .add_service(proto::adoption::v1::server(Arc::clone(&self.adoption)))
            .add_service(proto::adoption::v1::reports::server(Arc::clone(&self.adoption)))
    }
}

impl Ready for House {
    fn ready(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { Worker::new(&self.gate).look().await.is_ok() })
    }
}

/// Throws away what has expired.
async fn sweep(door: Worker, _nobody: Id) -> Result<()> {
    let mut errand = door.begin().await?;
    let now = errand.now();
    idempotency::forget(errand.conn(), now - ANSWERS_KEPT).await?;
    revocations::forget(errand.conn(), now).await?;
    identity::sweep(&mut errand).await?;
    attendance::make_room(errand.conn(), now).await?;
    errand.commit(()).await?;
    Ok(())
}

/// Counts anew whose figures of adoption are out of date.
async fn count(door: Worker, _nobody: Id) -> Result<()> {
    let began = door.clock().steady();
    loop {
        let mut errand = door.begin().await?;
        let counted = adoption::keep_up(&mut errand, COUNTED_AT_ONCE).await?;
        errand.commit(()).await?;
        if counted == 0 || door.clock().steady().saturating_sub(began) > COUNTING {
            return Ok(());
        }
    }
}

/// Signs out for good who is no member any more.
async fn close_account(door: Worker, member: Id) -> Result<()> {
    let mut errand = door.begin().await?;
    identity::close(&mut errand, member).await?;
    errand.commit(()).await?;
    Ok(())
}

/// Lets everything that hung on what was reshaped follow: transfers, stays and proposals, then unfinished meetings and
/// what was written since.
async fn carry(door: Worker, event: Id) -> Result<()> {
    let mut errand = door.begin().await?;
    let now = errand.now();
    for followed in directory::carry(&mut errand, event).await? {
        notices::tell_of_following(errand.conn(), now, &followed).await?;
    }
    notices::carry(errand.conn(), now, event).await?;
    meetings::carry(errand.conn(), now, event).await?;
    errand.commit(()).await?;
    Ok(())
}

/// Tells a member that a session began: who did not begin it, hears of it.
async fn tell(door: Worker, session: Id, begun: Begun) -> Result<()> {
    let mut errand = door.begin().await?;
    let now = errand.now();
    if let Some(found) = identity::session(errand.conn(), session).await? {
        let device = (begun, found.device_name.as_str());
        notices::tell_of_session(errand.conn(), now, (session, found.member), device).await?;
    }
    errand.commit(()).await?;
    Ok(())
}
