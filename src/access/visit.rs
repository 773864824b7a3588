//! A visit: the only key to the database that a use case gets. A writing one is one transaction.

use super::gate::{Baggage, Gate};
use super::judge::{judge, standings};
use super::{Action, Caller, Located, Place, Standing, idempotency, policy};
use crate::base::secrets::Keys;
use crate::base::{Clock, Error, Id, Kind, Refused, Result, vietnam};
use crate::db::{Reading, Writing};
use chrono::{DateTime, NaiveDate, Utc};
use prost::Message;
use sqlx::PgConnection;

/// What was let in: who, where, as what, with which connection.
#[derive(Debug)]
pub struct Visit {
    pub(super) held: Held,
    pub(super) gate: Gate,
    pub(super) caller: Caller,
    pub(super) located: Located,
    pub(super) standings: Vec<Standing>,
    pub(super) now: DateTime<Utc>,
    pub(super) baggage: Baggage,
}

/// One connection, never two.
#[derive(Debug)]
pub(super) enum Held {
    Reading(Reading),
    Writing(Writing),
}

/// An answer whose effects are committed, or that was promised to have none. Only a commit or a rehearsal makes one,
/// so a write cannot forget it.
#[derive(Debug)]
pub struct Committed<A>(A);

impl<A> Committed<A> {
    pub(super) fn new(answer: A) -> Self {
        Self(answer)
    }

    /// The same commit, its answer worded differently.
    pub(crate) fn map<B>(self, word: impl FnOnce(A) -> B) -> Committed<B> {
        Committed(word(self.0))
    }

    /// The answer.
    pub(crate) fn answer(self) -> A {
        self.0
    }
}

impl Held {
    pub(super) fn conn(&mut self) -> &mut PgConnection {
        match self {
            Self::Reading(reading) => reading,
            Self::Writing(writing) => writing,
        }
    }
}

impl Visit {
    /// The connection, inside the visit's transaction when it writes.
    pub fn conn(&mut self) -> &mut PgConnection {
        self.held.conn()
    }

    /// Who visits.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The organisation the place belongs to.
    pub fn organization(&self) -> Result<Id> {
        self.located
            .organization
            .ok_or_else(|| Refused::not_found().into())
    }

    /// When the visit began. One visit has one time.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The day of the visit in Vietnam.
    pub fn today(&self) -> NaiveDate {
        vietnam::day_of(self.now)
    }

    /// The house's clock, for minting ids.
    pub fn clock(&self) -> &Clock {
        &self.gate.clock
    }

    /// The house's keys.
    pub fn keys(&self) -> &Keys {
        &self.gate.keys
    }

    /// What the caller is to the place.
    pub fn standings(&self) -> &[Standing] {
        &self.standings
    }

    /// Whether any of the caller's standings passes a rule of the policy.
    pub fn passes(&self, rule: fn(Standing) -> bool) -> bool {
        self.standings.iter().any(|standing| rule(*standing))
    }

    /// Whether the caller may also do something else at this place.
    pub fn may(&self, action: Action) -> bool {
        self.standings
            .iter()
            .any(|standing| policy::allows(*standing, action))
    }

    /// Whether the caller may do something at a second place too: judged as strictly as entering it.
    pub async fn reach(&mut self, action: Action, place: impl Place) -> Result<()> {
        let (caller, today) = (self.caller.clone(), self.today());
        let located = place
            .locate(self.held.conn(), &caller, today)
            .await?
            .ok_or_else(Refused::not_found)?;
        let standings = standings(self.held.conn(), &caller, &located, today).await?;
        Ok(judge(&standings, located.only_for, action)?)
    }

    /// What the caller may do at a second place, each judged as strictly as entering it. Nothing where there is no such
    /// place.
    pub async fn rights_at<const N: usize>(
        &mut self,
        actions: [Action; N],
        place: impl Place,
    ) -> Result<[bool; N]> {
        let (caller, today) = (self.caller.clone(), self.today());
        let Some(located) = place.locate(self.held.conn(), &caller, today).await? else {
            return Ok([false; N]);
        };
        let standings = standings(self.held.conn(), &caller, &located, today).await?;
        Ok(actions.map(|action| judge(&standings, located.only_for, action).is_ok()))
    }

    /// The same as a question: what would be refused there is a no.
    pub async fn also_may(&mut self, action: Action, place: impl Place) -> Result<bool> {
        match self.reach(action, place).await {
            Ok(()) => Ok(true),
            Err(Error::Refused(refused)) if matches!(refused.kind, Kind::NotFound | Kind::Forbidden) => {
                Ok(false)
            }
            Err(other) => Err(other),
        }
    }

    /// The version the caller says it edits.
    pub fn if_match(&self) -> Option<&str> {
        self.baggage.if_match.as_deref()
    }

    /// The last line of a dry run: everything was done by the same statements, and all of it is undone. The answer is
    /// kept under no idempotency key.
    pub async fn rehearse<A: Message>(self, answer: A) -> Result<Committed<A>> {
        match self.held {
            Held::Writing(writing) => {
                writing.rollback().await?;
                Ok(Committed::new(answer))
            }
            Held::Reading(_) => Ok(Committed::new(answer)),
        }
    }

    /// The last line of every write: keeps the answer under the caller's idempotency key and commits.
    pub async fn commit<A: Message>(self, answer: A) -> Result<Committed<A>> {
        match self.held {
            Held::Writing(mut writing) => {
                if let Some(key) = &self.baggage.key {
                    let sealed = idempotency::seal(&self.gate.keys, self.caller.member, &answer)?;
                    idempotency::keep(&mut writing, self.caller.member, key, &sealed, self.now).await?;
                }
                writing.commit().await?;
                Ok(Committed::new(answer))
            }
            Held::Reading(_) => Err(anyhow::anyhow!("a reading visit has nothing to commit").into()),
        }
    }
}
