//! Another name or code from a day on.

use super::refusals::{code_does_not_fit, missing};
use super::reshape::Reshape;
use super::types::{EventKind, Part, PartRole, Reorganized};
use super::{Dependents, Order, Refusal, codes, founding};
use crate::access::Visit;
use crate::base::{Id, Refused, Result, text};
use crate::directory::store::holding::{self, Held};
use crate::directory::store::{organizations, reshaping};

/// What an organisation is to be called.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The name; absent, it stays.
    pub name: Option<String>,
    /// The code, dotted or plain; absent, it stays.
    pub code: Option<String>,
}

/// Renames the visited organisation.
pub async fn rename(
    visit: &mut Visit,
    dependents: Dependents,
    naming: Naming,
    order: &Order,
) -> Result<Reorganized> {
    let organization = visit.organization()?;
    let mut reshape = Reshape::begin(visit, order, EventKind::Renamed).await?;
    let held = reshape.living(organization).await?;
    let present = organizations::read(reshape.visit.conn(), organization, order.day)
        .await?
        .ok_or_else(Refused::not_found)?;
    let mut part = PartRole::Subject.of(organization);
    if let Some(name) = naming.name.map(|name| text::tidy(&name)) {
        take_name(&mut reshape, organization, (present.name, name), &mut part).await?;
    }
    if let Some(code) = naming.code.map(|code| codes::plain_code(&code)) {
        take_code(&mut reshape, &held, code, &mut part).await?;
    }
    if part.new_name.is_none() && part.new_code.is_none() {
        return Err(Refusal::NothingToChange.into());
    }
    reshape.note_part(part);
    reshape.conclude(dependents).await
}

async fn take_name(
    reshape: &mut Reshape<'_>,
    organization: Id,
    (old, new): (String, String),
    part: &mut Part,
) -> Result<()> {
    if new.is_empty() {
        return Err(missing("name"));
    }
    if old == new {
        return Ok(());
    }
    let cut = reshape.cut();
    if holding::named_after(reshape.visit.conn(), organization, cut.day).await? {
        return Err(Refusal::LaterChange.into());
    }
    reshaping::rename(reshape.visit.conn(), (organization, &new), cut).await?;
    (part.old_name, part.new_name) = (Some(old), Some(new));
    Ok(())
}

async fn take_code(reshape: &mut Reshape<'_>, held: &Held, code: String, part: &mut Part) -> Result<()> {
    if held.code.as_ref() == Some(&code) {
        return Ok(());
    }
    let parent = reshape.parent_of(held.id).await?;
    let above = founding::code_of(reshape.visit.conn(), parent).await?;
    if !codes::fits(&code, held.kind, above.as_deref()) {
        return Err(code_does_not_fit("code"));
    }
    founding::never_given(reshape.visit.conn(), &code, held.id).await?;
    reshaping::recode(reshape.visit.conn(), (held.id, &code), reshape.order.day).await?;
    (part.old_code, part.new_code) = (held.code.clone(), Some(code));
    Ok(())
}
