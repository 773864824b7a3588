//! Several become one: an organisation that goes on, or a new one.

use super::founding::{self, Founding};
use super::refusals::named_twice;
use super::reshape::Reshape;
use super::types::{EventKind, PartRole, Reorganized};
use super::{Dependents, Order, OrganizationPlace};
use crate::access::{Action, Visit};
use crate::base::{Error, Id, Result};
use crate::directory::store::following::Following;
use crate::directory::store::holding::{self, Held};
use crate::directory::words::Kind;
use crate::directory::{Refusal as DirectoryRefusal, decide};
use std::collections::HashSet;

/// What becomes one.
#[derive(Clone, Debug)]
pub struct Merger {
    /// Those that end.
    pub merged: Vec<Id>,
    /// The new organisation that takes them in, founded under the visited one; absent, the visited one takes them in.
    pub into: Option<Founding>,
}

/// Merges organisations into the visited one, or into a new one under it.
pub async fn merge(
    visit: &mut Visit,
    dependents: Dependents,
    merger: Merger,
    order: &Order,
) -> Result<Reorganized> {
    let organization = visit.organization()?;
    let distinct: HashSet<Id> = merger.merged.iter().copied().collect();
    if distinct.len() < merger.merged.len() || distinct.contains(&organization) {
        return Err(named_twice("merged"));
    }
    for merged in &merger.merged {
        visit
            .reach(Action::ReshapeOrganization, OrganizationPlace(*merged))
            .await?;
    }
    let mut reshape = Reshape::begin(visit, order, EventKind::Merged).await?;
    let mut ending = Vec::new();
    for merged in &merger.merged {
        ending.push(reshape.changeable(*merged).await?);
    }
    let visited = reshape.living(organization).await?;
    let (heir, kind) = match merger.into {
        Some(new) => {
            let kind = new
                .kind
                .or(ending.first().map(|held| held.kind))
                .unwrap_or(visited.kind);
            (
                founding::found(&mut reshape, (&visited, kind), new, "into.code").await?,
                kind,
            )
        }
        None => (visited.id, visited.kind),
    };
    reshape.note(PartRole::Successor, heir);
    for held in &ending {
        take_in(&mut reshape, held, (heir, kind)).await?;
    }
    reshape.conclude(dependents).await
}

/// Takes one organisation in.
async fn take_in(reshape: &mut Reshape<'_>, held: &Held, (heir, kind): (Id, Kind)) -> Result<()> {
    if held.kind != kind {
        return Err(DirectoryRefusal::KindDoesNotFit.into());
    }
    let children = holding::children(reshape.visit.conn(), held.id, reshape.order.day).await?;
    fit_under(&children, kind)?;
    let children: Vec<Id> = children.into_iter().map(|(child, _)| child).collect();
    reshape.rehang(&children, held.id, heir).await?;
    let following = Following {
        from: held.id,
        to: heir,
        members: None,
    };
    reshape.follow(following).await?;
    reshape.note(PartRole::Predecessor, held.id);
    reshape.end(held.id, vec![heir]).await
}

/// Whether children may hang under an organisation of a kind.
pub(super) fn fit_under(children: &[(Id, Kind)], kind: Kind) -> Result<(), Error> {
    let fit = children.iter().all(|(_, child)| decide::fits_under(*child, kind));
    if fit {
        Ok(())
    } else {
        Err(DirectoryRefusal::KindDoesNotFit.into())
    }
}
