//! The doors beside the gate, for work that has no signed-in caller. A test holds the list of who uses them.

use super::gate::Gate;
use super::visit::Committed;
use crate::base::secrets::Keys;
use crate::base::{Clock, Result, vietnam};
use crate::db::{Reading, Writing};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Activation, sign-in, refresh: the caller is not known yet.
#[derive(Clone, Debug)]
pub struct Porch(Gate);

/// What happens after commit and what happens every so often.
#[derive(Clone, Debug)]
pub struct Worker(Gate);

/// The command line of whoever runs the house.
#[derive(Clone, Debug)]
pub struct Operator(Gate);

/// Check-ins, many in one transaction and on connections of their own: being on the roster is the permission.
#[derive(Clone, Debug)]
pub struct Lane(Gate);

/// A transaction without a caller.
#[derive(Debug)]
pub struct Errand {
    writing: Writing,
    gate: Gate,
    now: DateTime<Utc>,
}

impl Porch {
    /// The porch of a house.
    pub fn new(gate: &Gate) -> Self {
        Self(gate.clone())
    }

    /// Begins a transaction.
    pub async fn begin(&self) -> Result<Errand> {
        Errand::begin(&self.0).await
    }

    /// The house's keys.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// The house's clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }
}

impl Worker {
    /// The worker's door of a house.
    pub fn new(gate: &Gate) -> Self {
        Self(gate.clone())
    }

    /// Begins a transaction.
    pub async fn begin(&self) -> Result<Errand> {
        Errand::begin(&self.0).await
    }

    /// A connection that only reads.
    pub async fn look(&self) -> Result<Reading> {
        Ok(self.0.db.reading().await?)
    }

    /// The house's keys.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// The house's clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }
}

impl Operator {
    /// The operator's door of a house.
    pub fn new(gate: &Gate) -> Self {
        Self(gate.clone())
    }

    /// Begins a transaction.
    pub async fn begin(&self) -> Result<Errand> {
        Errand::begin(&self.0).await
    }
}

impl Lane {
    /// The lane of a house.
    pub fn new(gate: &Gate) -> Self {
        Self(gate.clone())
    }

    /// Begins a transaction on a connection of the reserve.
    pub async fn begin(&self) -> Result<Errand> {
        Ok(Errand::of(&self.0, self.0.db.reserved().await?))
    }

    /// The house's keys.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// The house's clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }
}

impl Errand {
    async fn begin(gate: &Gate) -> Result<Self> {
        Ok(Self::of(gate, gate.db.writing().await?))
    }

    fn of(gate: &Gate, writing: Writing) -> Self {
        Self {
            writing,
            gate: gate.clone(),
            now: gate.clock.now(),
        }
    }

    /// The connection, inside the transaction.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.writing
    }

    /// When the errand began.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The day of the errand in Vietnam.
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

    /// Commits; the answer is proof of it.
    pub async fn commit<A>(self, answer: A) -> Result<Committed<A>> {
        self.writing.commit().await?;
        Ok(Committed::new(answer))
    }
}

#[cfg(test)]
mod tests {
    use crate::access::{Action, Standing, policy};

    #[test]
    fn being_on_the_roster_is_the_permission_to_check_in() {
        assert!(policy::allows(Standing::OnRoster, Action::CheckIn));
    }
}
