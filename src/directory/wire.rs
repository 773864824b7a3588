//! Proto and domain, each from the other, once for both transports.

use super::grants::Appointment;
use super::memberships;
use super::organizations::{Foundation, dotted_code};
use super::search::{Filter, Listing, Search};
use super::types::{Grant, Member, Membership, Organization};
use super::words::{Activity, Class, Exemption, Kind, Relation};
use crate::access::Role;
use crate::base::pages::{self, Listed};
use crate::base::secrets::Keys;
use crate::base::{Refused, Result, Text, Violation, ids};
use chrono::NaiveDate;
use sotay_proto::directory::v1 as proto;

/// An organisation for the wire.
pub fn organization(organization: Organization) -> proto::Organization {
    proto::Organization {
        id: organization.id.to_string(),
        kind: word(organization.kind.name(), proto::organization::Kind::from_str_name),
        name: organization.name,
        code: organization.code.as_deref().map(dotted_code).unwrap_or_default(),
        parent: organization
            .parent
            .map(|parent| parent.to_string())
            .unwrap_or_default(),
        from_date: written(organization.from),
        to_date: written(organization.to),
        successors: organization
            .successors
            .into_iter()
            .map(|successor| successor.to_string())
            .collect(),
    }
}

/// A member for the wire; what the caller may not see is empty.
pub fn member(member: Member) -> proto::Member {
    let mut file = member.file.unwrap_or_default();
    let details = file.details.take();
    let message = proto::Member {
        id: member.id.to_string(),
        name: member.name,
        birth_date: written(file.birth_date),
        birth_year: file.birth_year.map(i32::from).unwrap_or_default(),
        joined_date: written(file.joined_date),
        official_date: written(file.official_date),
        class: optional(file.class.map(Class::name), proto::member::Class::from_str_name),
        activity: optional(
            file.activity.map(Activity::name),
            proto::member::Activity::from_str_name,
        ),
        exemption: optional(
            file.exemption.map(Exemption::name),
            proto::member::Exemption::from_str_name,
        ),
        phone: optional(
            file.phone.map(super::words::Phone::name),
            proto::member::Phone::from_str_name,
        ),
        citizen_id_masked: file.citizen_id_masked,
        phone_number_masked: file.phone_number_masked,
        card_number_masked: file.card_number_masked,
        activated: file.activated,
        memberships: file.memberships.into_iter().map(membership).collect(),
        posts: member.posts.into_iter().map(role).collect(),
        ..proto::Member::default()
    };
    match details {
        Some(details) => memberships::described(message, details),
        None => message,
    }
}

/// A membership for the wire.
pub fn membership(membership: Membership) -> proto::Membership {
    proto::Membership {
        organization: membership.organization.to_string(),
        organization_name: membership.organization_name,
        relation: word(
            membership.relation.name(),
            proto::membership::Relation::from_str_name,
        ),
        from_date: written(membership.from),
        to_date: written(membership.to),
    }
}

/// A grant for the wire.
pub fn grant(grant: Grant) -> proto::Grant {
    proto::Grant {
        id: grant.id.to_string(),
        member: grant.member.to_string(),
        member_name: grant.member_name,
        role: role(grant.role),
        organization: grant.organization.to_string(),
        from_date: written(grant.from),
        to_date: written(grant.to),
        decision_number: grant.decision_number,
        end_reason: grant.end_reason,
        substitute_for: grant
            .substitute_for
            .map(|member| member.to_string())
            .unwrap_or_default(),
        granted_by_name: grant.granted_by_name,
        taken_back: grant.taken_back,
    }
}

pub(super) fn organizations(keys: &Keys, listed: Listed<Organization>) -> proto::ListOrganizationsResponse {
    proto::ListOrganizationsResponse {
        next_page_token: pages::token(keys, ORGANIZATIONS, listed.next.as_deref()),
        organizations: listed.rows.into_iter().map(organization).collect(),
    }
}

pub(super) fn members(keys: &Keys, listing: Listing) -> proto::ListMembersResponse {
    proto::ListMembersResponse {
        next_page_token: pages::token(keys, MEMBERS, listing.listed.next.as_deref()),
        members: listing.listed.rows.into_iter().map(member).collect(),
        near: listing.near.iter().map(ToString::to_string).collect(),
    }
}

pub(super) fn grants(keys: &Keys, listed: Listed<Grant>) -> proto::ListGrantsResponse {
    proto::ListGrantsResponse {
        next_page_token: pages::token(keys, GRANTS, listed.next.as_deref()),
        grants: listed.rows.into_iter().map(grant).collect(),
    }
}

/// The names of the lists that page tokens are bound to.
pub(super) const ORGANIZATIONS: &str = "directory.organizations";
pub(super) const MEMBERS: &str = "directory.search";
pub(super) const GRANTS: &str = "directory.grants";

pub(super) fn foundation(request: proto::CreateOrganizationRequest) -> Result<Foundation> {
    let kind = given("kind", request.kind().as_str_name(), Kind::parse)?;
    Ok(Foundation {
        kind,
        name: request.name,
        code: (!request.code.is_empty()).then_some(request.code),
        from: day("fromDate", &request.from_date)?,
        decision_number: request.decision_number,
    })
}

/// A search whose query stands in the URL.
pub(super) fn listing(request: proto::ListMembersRequest) -> Result<Search> {
    super::search::refuse_number(&request.query)?;
    search(proto::SearchMembersRequest {
        class: request.class,
        activity: request.activity,
        relation: request.relation,
        role: request.role,
        organization: request.organization,
        query: request.query,
        activated: request.activated,
        as_of: request.as_of,
        page_size: request.page_size,
        page_token: request.page_token,
    })
}

/// A search whose query stands in the body.
pub(super) fn search(request: proto::SearchMembersRequest) -> Result<Search> {
    Ok(Search {
        filter: Filter {
            class: Class::parse(request.class().as_str_name()),
            activity: Activity::parse(request.activity().as_str_name()),
            relation: Relation::parse(request.relation().as_str_name()),
            role: role_named(request.role().as_str_name()),
            activated: request.activated,
        },
        as_of: day("asOf", &request.as_of)?,
        query: request.query,
    })
}

pub(super) fn appointment(request: proto::GrantRoleRequest) -> Result<Appointment> {
    Ok(Appointment {
        role: given("role", request.role().as_str_name(), role_named)?,
        member: ids::parse("member", &request.member)?,
        from: day("fromDate", &request.from_date)?,
        to: day("toDate", &request.to_date)?,
        decision_number: request.decision_number,
    })
}

/// A day of a request, when there is one.
pub(super) fn day(field: &str, written: &str) -> Result<Option<NaiveDate>, Refused> {
    if written.is_empty() {
        return Ok(None);
    }
    match NaiveDate::parse_from_str(written, "%Y-%m-%d") {
        Ok(day) => Ok(Some(day)),
        Err(_not_a_day) => Err(not_a_day(field)),
    }
}

pub(super) fn not_a_day(field: &str) -> Refused {
    let text = Text::new(
        "Phải là một ngày dạng 2023-11-05.",
        "Must be a day such as 2023-11-05.",
    );
    Refused::invalid(vec![Violation::new(field, text)])
}

/// A word that has to be given; the contract refuses its absence before.
fn given<T>(field: &str, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refused> {
    parse(name).ok_or_else(|| {
        let text = Text::new("Hãy chọn một giá trị.", "Choose a value.");
        Refused::invalid(vec![Violation::new(field, text)])
    })
}

fn role_named(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.name() == name)
}

pub(super) fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

pub(super) fn role(role: Role) -> i32 {
    word(role.name(), proto::grant::Role::from_str_name)
}

/// A word of a closed list as the number it has in the contract; both spell their lists alike.
pub(super) fn word<P: Into<i32>>(name: &str, find: fn(&str) -> Option<P>) -> i32 {
    find(name).map(Into::into).unwrap_or_default()
}

pub(super) fn optional<P: Into<i32>>(name: Option<&str>, find: fn(&str) -> Option<P>) -> i32 {
    name.map(|name| word(name, find)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::words::Phone;
    use super::*;

    #[test]
    fn every_word_of_the_domain_has_its_number_in_the_contract() {
        let kinds = Kind::ALL.iter().map(|word| word.name());
        assert!(
            kinds
                .into_iter()
                .all(|name| proto::organization::Kind::from_str_name(name).is_some())
        );
        assert!(
            Class::ALL
                .iter()
                .all(|word| proto::member::Class::from_str_name(word.name()).is_some())
        );
        assert!(
            Activity::ALL
                .iter()
                .all(|word| proto::member::Activity::from_str_name(word.name()).is_some())
        );
        assert!(
            Exemption::ALL
                .iter()
                .all(|word| proto::member::Exemption::from_str_name(word.name()).is_some())
        );
        assert!(
            Phone::ALL
                .iter()
                .all(|word| proto::member::Phone::from_str_name(word.name()).is_some())
        );
        assert!(
            Relation::ALL
                .iter()
                .all(|word| proto::membership::Relation::from_str_name(word.name()).is_some())
        );
        assert!(
            Role::ALL
                .iter()
                .all(|word| proto::grant::Role::from_str_name(word.name()).is_some())
        );
    }

    #[test]
    fn who_may_see_the_face_only_sees_nothing_else() {
        let shown = member(Member {
            name: "Nguyễn Thị Lan".to_owned(),
            posts: vec![Role::Secretary],
            ..Member::default()
        });
        let expected = proto::Member {
            id: uuid::Uuid::nil().to_string(),
            name: "Nguyễn Thị Lan".to_owned(),
            posts: vec![1],
            ..proto::Member::default()
        };
        assert_eq!(shown, expected);
    }
}
