//! One becomes several: new organisations beside it, with the children and members that go there.

use super::founding::{self, Founding};
use super::refusals::named_twice;
use super::reshape::Reshape;
use super::types::{EventKind, PartRole, Reorganized};
use super::{Dependents, Order, OrganizationPlace, Refusal};
use crate::access::{Action, Visit};
use crate::base::{Error, Id, Result};
use crate::directory::store::following::{self, Following};
use crate::directory::store::holding::{self, Held};
use std::collections::HashSet;

/// A new organisation and who goes there.
#[derive(Clone, Debug)]
pub struct SplitPart {
    /// What it is called.
    pub new: Founding,
    /// Direct children that go there.
    pub children: Vec<Id>,
    /// Members that go there.
    pub members: Vec<Id>,
}

/// How an organisation is split.
#[derive(Clone, Debug)]
pub struct Splitting {
    /// The new organisations; the first carries on what cannot be divided.
    pub parts: Vec<SplitPart>,
    /// Whether the organisation itself ends.
    pub ends: bool,
}

/// Splits the visited organisation.
pub async fn split(
    visit: &mut Visit,
    dependents: Dependents,
    splitting: Splitting,
    order: &Order,
) -> Result<Reorganized> {
    let organization = visit.organization()?;
    once_each(&splitting.parts)?;
    let mut reshape = Reshape::begin(visit, order, EventKind::Split).await?;
    let held = if splitting.ends {
        reshape.changeable(organization).await?
    } else {
        reshape.living(organization).await?
    };
    all_belong(&mut reshape, &held, &splitting.parts).await?;
    // A root cannot be split: nothing stands above it that the parts could hang under.
    let parent = reshape.parent_of(organization).await?.ok_or(Refusal::NotBelow)?;
    reshape
        .visit
        .reach(Action::CreateOrganization, OrganizationPlace(parent))
        .await?;
    let above = reshape.living(parent).await?;
    reshape.note(PartRole::Predecessor, organization);
    let mut founded = Vec::new();
    for (number, part) in splitting.parts.into_iter().enumerate() {
        let field = format!("parts[{number}].code");
        let new = founding::found(&mut reshape, (&above, held.kind), part.new, &field).await?;
        reshape.note(PartRole::Successor, new);
        reshape.rehang(&part.children, organization, new).await?;
        hand_over(&mut reshape, (organization, new), &part.members).await?;
        founded.push(new);
    }
    if splitting.ends {
        nothing_left(&mut reshape, organization).await?;
        reshape.end(organization, founded).await?;
    }
    reshape.conclude(dependents).await
}

/// Members go from one to the other, and leave the posts they held as members.
async fn hand_over(reshape: &mut Reshape<'_>, (from, to): (Id, Id), members: &[Id]) -> Result<()> {
    if members.is_empty() {
        return Ok(());
    }
    let following = Following {
        from,
        to,
        members: Some(members),
    };
    reshape.follow(following).await?;
    reshape.end_grants(from, Some(members)).await
}

fn once_each(parts: &[SplitPart]) -> Result<(), Error> {
    let mut seen = HashSet::new();
    for (number, part) in parts.iter().enumerate() {
        if !part.children.iter().all(|child| seen.insert(*child)) {
            return Err(named_twice(&format!("parts[{number}].children")));
        }
        if !part.members.iter().all(|member| seen.insert(*member)) {
            return Err(named_twice(&format!("parts[{number}].members")));
        }
    }
    Ok(())
}

async fn all_belong(reshape: &mut Reshape<'_>, held: &Held, parts: &[SplitPart]) -> Result<()> {
    let day = reshape.order.day;
    let children = holding::children(reshape.visit.conn(), held.id, day).await?;
    let is_child = |id: &Id| children.iter().any(|(child, _)| child == id);
    let members: Vec<Id> = parts
        .iter()
        .flat_map(|part| part.members.iter().copied())
        .collect();
    let strangers = following::not_of(reshape.visit.conn(), held.id, &members, day).await?;
    let all_children = parts.iter().flat_map(|part| &part.children).all(is_child);
    if all_children && strangers.is_empty() {
        Ok(())
    } else {
        Err(Refusal::NotBelow.into())
    }
}

/// Nothing may be left in an organisation that ends.
pub(super) async fn nothing_left(reshape: &mut Reshape<'_>, organization: Id) -> Result<()> {
    let day = reshape.order.day;
    let children = holding::children(reshape.visit.conn(), organization, day).await?;
    let members = following::belonging(reshape.visit.conn(), organization, day).await?;
    if children.is_empty() && members == 0 {
        Ok(())
    } else {
        Err(Refusal::NotEmpty.into())
    }
}
