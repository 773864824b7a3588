//! Mounts everything and knows everyone: the desks, who listens to which fact, what runs every second.

mod dependents;
mod routes;
mod work;

pub(crate) use dependents::DEPENDENTS;

use crate::access::Gate;
use crate::access::doors::{Porch, Worker};
use crate::adoption;
use crate::attendance;
use crate::base::{Result, vietnam};
use crate::console::Pages;
use crate::directory;
use crate::directory::organizations;
use crate::edge::{self, Contract, Limits, Network, Parts, Ready};
use crate::identity::{self, Entrance, Hasher, Recogniser};
use crate::jobs::{Fact, Listeners};
use crate::meetings;
use crate::notices::{self, Begun};
use anyhow::Context;
use axum::Router;
use chrono::Datelike;
use futures_util::future::BoxFuture;
use sotay_proto::{DESCRIPTORS, METHODS, OPENAPI};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use tokio_util::sync::CancellationToken;
use work::{carry, close_account, count, sweep, tell};

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
    pages: Pages,
    /// The last day whose reorganisations are in force here, as days of the common era.
    day: Arc<AtomicI32>,
}

impl House {
    /// Opens the house behind its gate: keys are read, or made at the very first start.
    pub async fn open(gate: Gate, manner: &Manner) -> Result<Self> {
        let recogniser = Recogniser::new(gate.clock.clone());
        let hasher = Hasher::start().context("cannot start the threads that hash passwords")?;
        let entrance = Entrance::new(Porch::new(&gate), recogniser.clone(), hasher.clone());
        let identity = Arc::new(identity::Desk::new(&gate, entrance, &manner.minimum_app_version));
        let meetings = Arc::new(meetings::Desk::new(gate.clone()));
        let attendance = Arc::new(attendance::Desk::new(gate.clone(), &manner.public_url));
        let desks = (
            Arc::clone(&identity),
            Arc::clone(&meetings),
            Arc::clone(&attendance),
        );
        let house = Self {
            pages: Pages::new(desks, recogniser.clone(), &manner.public_url),
            identity,
            directory: Arc::new(directory::Desk::new(gate.clone())),
            roles: Arc::new(directory::roles::Desk::new(gate.clone())),
            rosters: Arc::new(directory::roster::Desk::new(gate.clone())),
            findings: Arc::new(directory::findings::Desk::new(gate.clone())),
            memberships: Arc::new(directory::memberships::Desk::new(gate.clone())),
            master: Arc::new(directory::master::Desk::new(gate.clone())),
            transfers: Arc::new(directory::transfers::Desk::new(gate.clone())),
            reorganization: Arc::new(organizations::Desk::new(gate.clone(), DEPENDENTS)),
            notices: Arc::new(notices::Desk::new(gate.clone())),
            meetings,
            attendance,
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
            .on(Fact::HourPassed, directory::findings::check_parts)
            .on(Fact::MinutePassed, count)
            .on(Fact::MinutePassed, attendance::offline::take_up_all)
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

    /// Looks at what is watched here, each second and apart from `tick`: many rooms at once may take their time.
    pub async fn look(&self) -> Result<()> {
        self.attendance.look(&Worker::new(&self.gate)).await
    }

    /// Counts anew some of what changed in rosters; says whether more is left.
    pub async fn recount(&self) -> Result<bool> {
        directory::findings::recount(&Worker::new(&self.gate)).await
    }
}

impl Ready for House {
    fn ready(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { Worker::new(&self.gate).look().await.is_ok() })
    }
}
