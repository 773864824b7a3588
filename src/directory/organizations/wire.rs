//! Proto and domain of reorganisations, each from the other.

use super::refusals::missing;
use super::types::{Event, MovedMembers, MovedOrganization, Part, Reorganized};
use super::{Dissolution, Founding, Merger, Naming, Order, SplitPart, Splitting};
use crate::base::pages::{self, Listed};
use crate::base::secrets::Keys;
use crate::base::{Id, Result, ids};
use crate::directory::wire::{day, grant, organization};
use crate::directory::words::Kind;
use sotay_proto::directory::v1 as proto;

/// The name of the list that page tokens are bound to.
pub(super) const EVENTS: &str = "directory.events";

pub(super) fn order(from_date: &str, decision_number: String) -> Result<Order> {
    Ok(Order {
        day: day("fromDate", from_date)?.ok_or_else(|| missing("fromDate"))?,
        decision_number,
    })
}

pub(super) fn naming(request: &proto::RenameOrganizationRequest) -> Naming {
    let masked = |field: &str| {
        request
            .update_mask
            .as_ref()
            .is_none_or(|mask| mask.paths.iter().any(|path| path == field))
    };
    let given = |field, value: &String| (masked(field) && !value.is_empty()).then(|| value.clone());
    Naming {
        name: given("name", &request.name),
        code: given("code", &request.code),
    }
}

pub(super) fn merger(request: &proto::MergeOrganizationsRequest) -> Result<Merger> {
    Ok(Merger {
        merged: listed("merged", &request.merged)?,
        into: request.into.as_ref().map(|new| Founding {
            name: new.name.clone(),
            code: some(&new.code),
            kind: Kind::parse(new.kind().as_str_name()),
        }),
    })
}

pub(super) fn splitting(request: &proto::SplitOrganizationRequest) -> Result<Splitting> {
    let parts = request.parts.iter().enumerate().map(|(number, part)| {
        Ok(SplitPart {
            new: Founding {
                name: part.name.clone(),
                code: some(&part.code),
                kind: None,
            },
            children: listed(&format!("parts[{number}].children"), &part.children)?,
            members: listed(&format!("parts[{number}].members"), &part.members)?,
        })
    });
    Ok(Splitting {
        parts: parts.collect::<Result<_>>()?,
        ends: request.ends,
    })
}

pub(super) fn dissolution(request: &proto::DissolveOrganizationRequest) -> Result<Dissolution> {
    let optional = |field, value: &str| -> Result<Option<Id>> {
        Ok(if value.is_empty() {
            None
        } else {
            Some(ids::parse(field, value)?)
        })
    };
    Ok(Dissolution {
        children_to: optional("childrenTo", &request.children_to)?,
        members_to: optional("membersTo", &request.members_to)?,
    })
}

/// What was done, or would be: what was not recorded has no id.
pub(super) fn reorganized(done: Reorganized, dry_run: bool) -> proto::Reorganized {
    let mut recorded = event(done.event);
    if dry_run {
        recorded.id.clear();
    }
    proto::Reorganized {
        event: Some(recorded),
        dry_run,
        organizations: done.organizations.into_iter().map(organization).collect(),
        moved_organizations: done
            .moved_organizations
            .into_iter()
            .map(moved_organization)
            .collect(),
        moved_members: done.moved_members.into_iter().map(moved_members).collect(),
        ended_grants: done.ended_grants.into_iter().map(grant).collect(),
        pending_meetings: whole(done.pending_meetings),
        kept_notices: whole(done.kept_notices),
        open_transfers: whole(done.open_transfers),
    }
}

pub(super) fn events(keys: &Keys, listed: Listed<Event>) -> proto::ListOrganizationEventsResponse {
    proto::ListOrganizationEventsResponse {
        next_page_token: pages::token(keys, EVENTS, listed.next.as_deref()),
        events: listed.rows.into_iter().map(event).collect(),
    }
}

fn event(event: Event) -> proto::OrganizationEvent {
    let kind = proto::organization_event::Kind::from_str_name(event.kind.name());
    proto::OrganizationEvent {
        id: event.id.to_string(),
        kind: kind.map(Into::into).unwrap_or_default(),
        from_date: event.day.to_string(),
        decision_number: event.decision_number,
        record_time: Some(event.recorded_at.into()),
        recorded_by: event
            .recorded_by
            .map(|member| member.to_string())
            .unwrap_or_default(),
        parts: event.parts.into_iter().map(part).collect(),
    }
}

fn part(part: Part) -> proto::OrganizationPart {
    let role = proto::organization_part::Part::from_str_name(part.role.name());
    proto::OrganizationPart {
        organization: part.organization.to_string(),
        organization_name: part.name,
        part: role.map(Into::into).unwrap_or_default(),
        old_name: part.old_name.unwrap_or_default(),
        new_name: part.new_name.unwrap_or_default(),
        old_code: printed(part.old_code.as_deref()),
        new_code: printed(part.new_code.as_deref()),
    }
}

fn moved_organization(moved: MovedOrganization) -> proto::MovedOrganization {
    proto::MovedOrganization {
        organization: moved.organization.to_string(),
        organization_name: moved.name,
        from_parent: moved.from.to_string(),
        to_parent: moved.to.to_string(),
    }
}

fn moved_members(moved: MovedMembers) -> proto::MovedMembers {
    proto::MovedMembers {
        from_organization: moved.from.to_string(),
        to_organization: moved.to.to_string(),
        home: whole(moved.home),
        temporary: whole(moved.temporary),
    }
}

fn listed(field: &str, written: &[String]) -> Result<Vec<Id>> {
    written
        .iter()
        .enumerate()
        .map(|(number, id)| Ok(ids::parse(&format!("{field}[{number}]"), id)?))
        .collect()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn printed(code: Option<&str>) -> String {
    code.map(super::dotted_code).unwrap_or_default()
}

fn whole(count: impl TryInto<i32>) -> i32 {
    count.try_into().unwrap_or(i32::MAX)
}
