//! The gate: resolves a place, asks the policy, hands out a visit. Unknown and not-yours are both "not found", here.

use super::idempotency::{self, Key};
use super::visit::{Held, Visit};
use super::{Action, Caller, Located, Place, Role, Standing, policy};
use crate::base::secrets::Keys;
use crate::base::{Clock, Id, Kind, Refused, Result, codes, vietnam};
use crate::db::Db;
use sqlx::PgConnection;

/// What every call goes through.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The database; only this folder opens it.
    pub(super) db: Db,
    /// The house's clock.
    pub clock: Clock,
    /// The house's keys.
    pub keys: Keys,
}

/// What a call brings along beside its message.
#[derive(Clone, Debug, Default)]
pub struct Baggage {
    /// The idempotency key, with the hash of the call and its request.
    pub key: Option<Key>,
    /// The `If-Match` header or metadata.
    pub if_match: Option<String>,
}

/// One caller before the gate, with one errand.
#[derive(Debug)]
pub struct Threshold {
    gate: Gate,
    caller: Caller,
    baggage: Baggage,
    writes: bool,
}

impl Gate {
    /// A gate before a database.
    pub fn new(db: Db, clock: Clock, keys: Keys) -> Self {
        Self { db, clock, keys }
    }

    /// Closes the database behind the gate, once nobody is inside any more.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// Lets a signed-in caller step up. `writes` decides what kind of visit may follow.
    pub(crate) fn threshold(&self, caller: Caller, baggage: Baggage, writes: bool) -> Threshold {
        Threshold {
            gate: self.clone(),
            caller,
            baggage,
            writes,
        }
    }
}

impl Threshold {
    /// Enters a place to do one action there, or says why not.
    pub async fn to(self, action: Action, place: impl Place) -> Result<Visit> {
        let now = self.gate.clock.now();
        let today = vietnam::day_of(now);
        let mut held = if self.writes {
            Held::Writing(self.gate.db.writing().await?)
        } else {
            Held::Reading(self.gate.db.reading().await?)
        };
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

impl Visit {
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
}

/// Everything the caller is to the place.
pub(super) async fn standings(
    conn: &mut PgConnection,
    caller: &Caller,
    located: &Located,
    today: chrono::NaiveDate,
) -> Result<Vec<Standing>> {
    let mut standings: Vec<Standing> = located.ties.standings().collect();
    let Some(organization) = located.organization else {
        return Ok(standings);
    };
    for row in held_roles(conn, caller.member, organization, today).await? {
        let role = Role::read(&row.role)?;
        standings.push(if row.depth == 0 {
            Standing::Here(role)
        } else {
            Standing::Above(role)
        });
        if row.keeper && role == Role::OrganisationOfficer {
            standings.push(Standing::Keeper);
        }
    }
    Ok(standings)
}

struct HeldRole {
    role: String,
    depth: i32,
    keeper: bool,
}

async fn held_roles(
    conn: &mut PgConnection,
    member: Id,
    organization: Id,
    today: chrono::NaiveDate,
) -> Result<Vec<HeldRole>> {
    let rows = sqlx::query_as!(
        HeldRole,
        "select g.role, c.depth, c.keeper
         from access.grants g
         join access.closure c on c.ancestor = g.organization
         where g.member = $1
           and c.descendant = $2
           and g.during @> $3::date",
        member,
        organization,
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// May the caller do it? May the caller at least see the place? If neither, the place is not there.
fn judge(standings: &[Standing], only_for: Option<Action>, action: Action) -> Result<(), Refused> {
    let allowed = |wanted| standings.iter().any(|standing| policy::allows(*standing, wanted));
    if only_for.is_some_and(|wanted| !allowed(wanted)) {
        return Err(Refused::not_found());
    }
    if allowed(action) {
        return Ok(());
    }
    if allowed(action.sight()) {
        Err(forbidden())
    } else {
        Err(Refused::not_found())
    }
}

/// Known, and not the caller's to do.
fn forbidden() -> Refused {
    Refused::new(
        Kind::Forbidden,
        codes::FORBIDDEN,
        "Đồng chí không có quyền làm việc này ở đây. Hãy liên hệ bí thư chi bộ hoặc cấp ủy cấp trên.",
        "You may not do this here. Ask the branch secretary or the committee above.",
    )
}
