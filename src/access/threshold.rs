//! The threshold: resolves a place, asks the policy, hands out a visit.

use super::gate::{Baggage, Gate};
use super::judge::{judge, standings};
use super::visit::{Held, Visit};
use super::{Action, Caller, Place, idempotency, revocations};
use crate::base::secrets::Keys;
use crate::base::{Refused, Result, vietnam};

/// One caller before the gate, with one errand.
#[derive(Debug)]
pub struct Threshold {
    gate: Gate,
    caller: Caller,
    baggage: Baggage,
    writes: bool,
    again: bool,
}

impl Gate {
    /// Lets a signed-in caller step up. `writes` decides what kind of visit may follow.
    pub(crate) fn threshold(&self, caller: Caller, baggage: Baggage, writes: bool) -> Threshold {
        Threshold {
            gate: self.clone(),
            caller,
            baggage,
            writes,
            again: false,
        }
    }
}

impl Threshold {
    /// For whoever has been inside and looks once more: the session may have died since it was recognised.
    #[must_use]
    pub(crate) fn again(self) -> Self {
        Self { again: true, ..self }
    }

    /// Enters a place to do one action there, or says why not.
    pub async fn to(self, action: Action, place: impl Place) -> Result<Visit> {
        let now = self.gate.clock.now();
        let today = vietnam::day_of(now);
        let mut held = if self.writes {
            Held::Writing(self.gate.db.writing().await?)
        } else {
            Held::Reading(self.gate.db.reading().await?)
        };
        if self.again && revocations::is_dead(held.conn(), &self.caller).await? {
            return Err(Refused::sign_in_required().into());
        }
        let located = place
            .locate(held.conn(), &self.caller, today)
            .await?
            .ok_or_else(Refused::not_found)?;
        let standings = standings(held.conn(), &self.caller, &located, today).await?;
        judge(&standings, located.only_for, action)?;
        if let (true, Some(key)) = (self.writes, &self.baggage.key) {
            idempotency::claim(held.conn(), &self.gate.keys, self.caller.member, key).await?;
        }
        Ok(Visit {
            held,
            gate: self.gate,
            caller: self.caller,
            located,
            standings,
            now,
            baggage: self.baggage,
        })
    }

    /// The keys of the house, to read a page token before entering.
    pub fn keys(&self) -> &Keys {
        &self.gate.keys
    }

    /// Who stands here.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }
}
