//! Organisations: founded under a parent, read and listed as they stood on a day; renamed, moved, merged, split and
//! dissolved by dated decisions.
//!
//! Nothing that held before the day of a decision is touched: rows are cut on the day and go on elsewhere, so what was
//! reported of earlier days stays as it was. Whoever stands higher on the ladder is told by a fact.

mod codes;
mod dependents;
mod dissolve;
mod events;
mod founding;
mod grpc;
mod merge;
mod projection;
pub(super) mod refusals;
mod rename;
mod reshape;
mod shift;
mod split;
mod strays;
pub(super) mod types;
mod wire;

pub use codes::{dotted_code, plain_code};
pub use dependents::{Count, Dependents};
pub use dissolve::{Dissolution, dissolve};
pub use events::events;
pub use founding::Founding;
pub use grpc::Desk;
pub use merge::{Merger, merge};
pub use projection::keep_up;
pub use refusals::Refusal;
pub use rename::{Naming, rename};
pub use shift::shift;
pub use split::{SplitPart, Splitting, split};
pub(super) use strays::RESHAPED;
pub use types::{
    Event, EventKind, MovedMembers, MovedOrganization, Part, PartRole, Reorganized, Reshaping, Succession,
};

use super::places::OrganizationPlace;
use super::store::organizations::{self, NewOrganization};
use super::store::{events as recorded, holding, tree};
use super::types::Organization;
use super::words::Kind;
use super::{Refusal as DirectoryRefusal, decide};
use crate::access::{Visit, closure};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result, ids, text};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// From when a reorganisation holds, and by which decision.
#[derive(Clone, Debug)]
pub struct Order {
    /// The first day on which it holds.
    pub day: NaiveDate,
    /// The decision.
    pub decision_number: String,
}

/// An organisation to be founded under the visited one.
#[derive(Clone, Debug)]
pub struct Foundation {
    /// Its level.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Fourteen digits, dotted or plain; none when none has been given yet.
    pub code: Option<String>,
    /// First day; today when absent.
    pub from: Option<NaiveDate>,
    /// The decision it rests on.
    pub decision_number: String,
}

/// Founds an organisation under the visited one.
pub async fn create(visit: &mut Visit, foundation: Foundation) -> Result<Organization> {
    let (parent, today, now) = (visit.organization()?, visit.today(), visit.now());
    must_live(visit.conn(), parent, today).await?;
    let above = organizations::chain(visit.conn(), parent).await?;
    let fits = above
        .first()
        .is_some_and(|(_, kind)| decide::fits_under(foundation.kind, *kind));
    if !fits {
        return Err(DirectoryRefusal::KindDoesNotFit.into());
    }
    let code = foundation.code.map(|code| plain_code(&code));
    if let Some(code) = &code {
        let parent_code = organizations::code_of(visit.conn(), parent).await?;
        if !codes::fits(code, foundation.kind, parent_code.as_deref()) {
            return Err(refusals::code_does_not_fit("code"));
        }
    }
    let parent_from = organizations::read(visit.conn(), parent, today)
        .await?
        .and_then(|parent| parent.from);
    let from = foundation.from.unwrap_or(today);
    decide::founding_day(from, parent_from, today)?;
    let new = NewOrganization {
        id: ids::new(visit.clock()),
        kind: foundation.kind,
        name: text::tidy(&foundation.name),
        code,
        parent: Some(parent),
        from,
        decision_number: foundation.decision_number,
        recorded_by: Some(visit.caller().member),
    };
    organizations::insert(visit.conn(), &new, now).await?;
    let keeper = decide::keeper(new.id, new.kind, &above);
    closure::attach(visit.conn(), new.id, Some(parent), keeper).await?;
    on_day(visit, new.id, today).await
}

/// Reads the visited organisation as it stood on a day, or as it stands today; one yet to begin as it will begin.
pub async fn read(visit: &mut Visit, as_of: Option<NaiveDate>) -> Result<Organization> {
    let (organization, today) = (visit.organization()?, visit.today());
    let day = match as_of {
        Some(day) => day,
        None => organizations::begins(visit.conn(), organization)
            .await?
            .map_or(today, |begins| begins.max(today)),
    };
    on_day(visit, organization, day).await
}

/// Lists what stood directly under the visited organisation on a day.
pub async fn list(visit: &mut Visit, as_of: Option<NaiveDate>, page: &Page) -> Result<Listed<Organization>> {
    let (parent, day) = (visit.organization()?, as_of.unwrap_or(visit.today()));
    let rows = organizations::children(visit.conn(), parent, day, page).await?;
    Ok(page.cut(rows, |organization| {
        let code = organization.code.as_deref();
        vec![
            code.unwrap_or(organizations::WITHOUT_CODE).to_owned(),
            organization.id.to_string(),
        ]
    }))
}

/// The name of an organisation as it stands on a day.
pub async fn name(conn: &mut PgConnection, organization: Id, day: NaiveDate) -> Result<Option<String>> {
    let found = organizations::read(conn, organization, day).await?;
    Ok(found.map(|organization| organization.name))
}

/// The organisation that a code leads to on a day, written with or without dots: the one that has it or had it in former
/// days, or whoever carries on for that.
pub async fn by_code(conn: &mut PgConnection, code: &str, day: NaiveDate) -> Result<Option<Id>> {
    match organizations::by_code(conn, &plain_code(code)).await? {
        Some(organization) => heir(conn, organization, day).await.map(Some),
        None => Ok(None),
    }
}

/// Refuses what needs an organisation that lives on a day.
pub async fn must_live(conn: &mut PgConnection, organization: Id, day: NaiveDate) -> Result<()> {
    if holding::has_ended(conn, organization, day).await? {
        return Err(Refusal::OrganizationEnded.into());
    }
    Ok(())
}

/// The organisation that carries on for another on a day: itself while it lives.
pub async fn heir(conn: &mut PgConnection, organization: Id, day: NaiveDate) -> Result<Id> {
    tree::heir(conn, organization, day).await
}

/// Whether more than so many organisations stand below one, itself counted.
pub async fn holds_more(conn: &mut PgConnection, organization: Id, than: i64) -> Result<bool> {
    tree::holds_more(conn, organization, than).await
}

/// What ended by an event, each with what carries on for it on a day.
pub async fn ended_by(conn: &mut PgConnection, event: Id, day: NaiveDate) -> Result<Vec<Succession>> {
    tree::ended_by(conn, event, day).await
}

/// A reorganisation with everything it touches; none when nothing is known by that id.
pub(super) async fn reshaping(conn: &mut PgConnection, event: Id) -> Result<Option<Reshaping>> {
    let Some((day, decision_number, recorded_by)) = recorded::order_of(conn, event).await? else {
        return Ok(None);
    };
    Ok(Some(Reshaping {
        day,
        decision_number,
        recorded_by,
        touched: tree::touched_by(conn, event).await?,
    }))
}

async fn on_day(visit: &mut Visit, organization: Id, day: NaiveDate) -> Result<Organization> {
    organizations::read(visit.conn(), organization, day)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}
