//! The closed list of facts, and who listens to them.

use crate::access::doors::Worker;
use crate::base::{Error, Id, Result};
use anyhow::anyhow;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// Something that became true in a capability and concerns those above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A member activated the account; the subject is the session.
    AccountActivated,
    /// A member signed in on a device that was not known; the subject is the session.
    NewDeviceSignedIn,
    /// A membership ended; the subject is the member.
    MembershipEnded,
    /// A long roster was uploaded, or some of it is left; the subject is the import.
    RosterStaged,
    /// Organisations were moved, merged, split or dissolved and their day has come; the subject is the event.
    OrganizationsReshaped,
    /// A minute has passed; the subject means nothing.
    MinutePassed,
    /// An hour has passed; the subject means nothing.
    HourPassed,
}

impl Fact {
    /// Every fact.
    pub const ALL: [Self; 7] = [
        Self::AccountActivated,
        Self::NewDeviceSignedIn,
        Self::MembershipEnded,
        Self::RosterStaged,
        Self::OrganizationsReshaped,
        Self::MinutePassed,
        Self::HourPassed,
    ];

    /// As written into the row.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccountActivated => "account_activated",
            Self::NewDeviceSignedIn => "new_device_signed_in",
            Self::MembershipEnded => "membership_ended",
            Self::RosterStaged => "roster_staged",
            Self::OrganizationsReshaped => "organizations_reshaped",
            Self::MinutePassed => "minute_passed",
            Self::HourPassed => "hour_passed",
        }
    }

    fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|fact| fact.name() == name)
            .ok_or_else(|| Error::Broken(anyhow!("no fact is called {name}")))
    }
}

/// What a capability does when it is told. It may be told twice: its effect must not happen twice.
pub type Listener = Arc<dyn Fn(Worker, Id) -> BoxFuture<'static, Result<()>> + Send + Sync>;

/// Who listens to what. `app` writes the list.
#[derive(Clone)]
pub struct Listeners {
    door: Worker,
    list: Vec<(Fact, Listener)>,
}

impl std::fmt::Debug for Listeners {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_list()
            .entries(self.list.iter().map(|(fact, _)| fact))
            .finish()
    }
}

impl Listeners {
    /// Nobody listens yet; those who will go through this door.
    pub fn new(door: Worker) -> Self {
        Self {
            door,
            list: Vec::new(),
        }
    }

    /// Adds one who listens to a fact.
    #[must_use]
    pub fn on<F, Fut>(mut self, fact: Fact, listener: F) -> Self
    where
        F: Fn(Worker, Id) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.list.push((
            fact,
            Arc::new(move |door, subject| Box::pin(listener(door, subject))),
        ));
        self
    }

    /// Tells everyone who listens. The first who fails stops the telling: the whole fact is told again later.
    pub(super) async fn hear(&self, fact: &str, subject: Id) -> Result<()> {
        let fact = Fact::read(fact)?;
        for (heard, listener) in &self.list {
            if *heard == fact {
                listener(self.door.clone(), subject).await?;
            }
        }
        Ok(())
    }
}
