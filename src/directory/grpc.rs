//! The calls of the directory.

use super::places::{GrantPlace, MemberPlace, OrganizationPlace, SeenMemberPlace};
use super::{grants, members, memberships, organizations, search, wire};
use crate::access::{Action, Gate};
use crate::base::ids;
use crate::base::pages::Page;
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::directory::v1 as proto;
use tonic::Request;

/// Where the directory is called.
#[derive(Clone, Debug)]
pub struct Desk {
    gate: Gate,
}

impl Desk {
    /// A desk behind a gate.
    pub fn new(gate: Gate) -> Self {
        Self { gate }
    }
}

#[tonic::async_trait]
impl proto::directory_server::Directory for Desk {
    async fn create_organization(
        &self,
        request: Request<proto::CreateOrganizationRequest>,
    ) -> Answer<proto::Organization> {
        edge::write(&self.gate, request, |enter, input| async move {
            let parent = ids::parse("parent", &input.parent)?;
            let mut visit = enter
                .to(Action::CreateOrganization, OrganizationPlace(parent))
                .await?;
            let founded = organizations::create(&mut visit, wire::foundation(input)?).await?;
            visit.commit(wire::organization(founded)).await
        })
        .await
    }

    async fn get_organization(
        &self,
        request: Request<proto::GetOrganizationRequest>,
    ) -> Answer<proto::Organization> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let as_of = wire::day("asOf", &input.as_of)?;
            let mut visit = enter.to(Action::ReadOrganization, place).await?;
            let read = organizations::read(&mut visit, as_of).await?;
            Ok(wire::organization(read))
        })
        .await
    }

    async fn list_organizations(
        &self,
        request: Request<proto::ListOrganizationsRequest>,
    ) -> Answer<proto::ListOrganizationsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("parent", &input.parent)?);
            let as_of = wire::day("asOf", &input.as_of)?;
            let page = Page::read(
                enter.keys(),
                wire::ORGANIZATIONS,
                input.page_size,
                &input.page_token,
            )?;
            let mut visit = enter.to(Action::ListOrganizations, place).await?;
            let listed = organizations::list(&mut visit, as_of, &page).await?;
            Ok(wire::organizations(visit.keys(), listed))
        })
        .await
    }

    async fn list_members(
        &self,
        request: Request<proto::ListMembersRequest>,
    ) -> Answer<proto::ListMembersResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), wire::MEMBERS, input.page_size, &input.page_token)?;
            let asked = wire::listing(input)?;
            let mut visit = enter.to(Action::ListMembers, place).await?;
            let listing = search::list(&mut visit, &asked, &page).await?;
            Ok(wire::members(visit.keys(), listing))
        })
        .await
    }

    async fn search_members(
        &self,
        request: Request<proto::SearchMembersRequest>,
    ) -> Answer<proto::ListMembersResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), wire::MEMBERS, input.page_size, &input.page_token)?;
            let asked = wire::search(input)?;
            let mut visit = enter.to(Action::ListMembers, place).await?;
            let listing = search::list(&mut visit, &asked, &page).await?;
            Ok(wire::members(visit.keys(), listing))
        })
        .await
    }

    async fn get_member(&self, request: Request<proto::GetMemberRequest>) -> Answer<proto::Member> {
        edge::read(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let mut visit = enter.to(Action::ReadMember, SeenMemberPlace(member)).await?;
            let as_of = wire::day("asOf", &input.as_of)?;
            let read = members::read(&mut visit, member, as_of).await?;
            Ok(wire::member(read))
        })
        .await
    }

    async fn set_standing(&self, request: Request<proto::SetStandingRequest>) -> Answer<proto::Member> {
        edge::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let change = memberships::new_standing(input)?;
            let mut visit = enter.to(Action::SetStanding, MemberPlace(member)).await?;
            memberships::set_standing(&mut visit, member, &change).await?;
            let changed = members::read(&mut visit, member, None).await?;
            visit.commit(wire::member(changed)).await
        })
        .await
    }

    async fn list_grants(
        &self,
        request: Request<proto::ListGrantsRequest>,
    ) -> Answer<proto::ListGrantsResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let as_of = wire::day("asOf", &input.as_of)?;
            let page = Page::read(enter.keys(), wire::GRANTS, input.page_size, &input.page_token)?;
            let mut visit = enter.to(Action::ListGrants, place).await?;
            let listed = grants::list(&mut visit, (as_of, input.history), &page).await?;
            Ok(wire::grants(visit.keys(), listed))
        })
        .await
    }

    async fn grant_role(&self, request: Request<proto::GrantRoleRequest>) -> Answer<proto::Grant> {
        edge::write(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let appointment = wire::appointment(input)?;
            let mut visit = enter.to(Action::GrantRole, place).await?;
            let granted = grants::grant(&mut visit, appointment).await?;
            visit.commit(wire::grant(granted)).await
        })
        .await
    }

    async fn end_grant(&self, request: Request<proto::EndGrantRequest>) -> Answer<proto::Grant> {
        edge::write(&self.gate, request, |enter, input| async move {
            let grant = ids::parse("grant", &input.grant)?;
            let mut visit = enter.to(Action::GrantRole, GrantPlace(grant)).await?;
            let ended = grants::end(&mut visit, grant, &input.reason).await?;
            visit.commit(wire::grant(ended)).await
        })
        .await
    }
}
