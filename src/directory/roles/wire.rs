//! Proposed roles on the wire.

use super::{Confirmation, Proposed, State, Substitution};
use crate::access::Role;
use crate::base::pages::{self, Listed};
use crate::base::secrets::Keys;
use crate::base::{Result, ids};
use crate::directory::wire;
use sotay_proto::directory::v1 as proto;
use sotay_rest::wkt::Timestamp;

/// The name of the list that page tokens are bound to.
pub(super) const PROPOSALS: &str = "directory.role_proposals";

pub(super) fn proposal(proposed: Proposed) -> proto::RoleProposal {
    let state = match proposed.state {
        State::Waiting => proto::role_proposal::State::Waiting,
        State::Confirmed => proto::role_proposal::State::Confirmed,
        State::Dismissed => proto::role_proposal::State::Dismissed,
    };
    proto::RoleProposal {
        id: proposed.id.to_string(),
        member: proposed.proposal.member.to_string(),
        member_name: proposed.member_name,
        organization: proposed.proposal.organization.to_string(),
        organization_name: proposed.organization_name,
        title: proposed.proposal.title,
        role: proposed.proposal.role.map(wire::role).unwrap_or_default(),
        state: state.into(),
        source: proposed.proposal.source.to_string(),
        create_time: Some(Timestamp::from(proposed.created_at)),
    }
}

pub(super) fn proposals(keys: &Keys, listed: Listed<Proposed>) -> proto::ListRoleProposalsResponse {
    proto::ListRoleProposalsResponse {
        next_page_token: pages::token(keys, PROPOSALS, listed.next.as_deref()),
        proposals: listed.rows.into_iter().map(proposal).collect(),
    }
}

pub(super) fn confirmation(request: proto::ConfirmRoleProposalRequest) -> Result<Confirmation> {
    let named = request.role().as_str_name();
    Ok(Confirmation {
        role: Role::ALL.into_iter().find(|role| role.name() == named),
        from: wire::day("fromDate", &request.from_date)?,
        to: wire::day("toDate", &request.to_date)?,
        decision_number: request.decision_number,
    })
}

pub(super) fn substitution(request: proto::NameSubstituteRequest) -> Result<Substitution> {
    Ok(Substitution {
        member: ids::parse("member", &request.member)?,
        for_member: ids::parse("forMember", &request.for_member)?,
        from: wire::day("fromDate", &request.from_date)?,
        to: wire::day("toDate", &request.to_date)?.ok_or_else(|| wire::not_a_day("toDate"))?,
        decision_number: request.decision_number,
    })
}
