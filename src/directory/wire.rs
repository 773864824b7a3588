//! Directory to proto, once for both transports. The closed lists have the same words on both sides.

use super::words::{Activity, Class, Exemption, Phone, Relation};
use super::{Grant, Member, Membership};
use crate::access::Role;
use chrono::NaiveDate;
use sotay_proto::directory::v1;

/// A member, as far as the asker may see.
pub fn member(member: Member) -> v1::Member {
    let file = member.file.unwrap_or_default();
    v1::Member {
        id: member.id.to_string(),
        name: member.name,
        birth_date: date(file.birth_date),
        joined_date: date(file.joined_date),
        official_date: date(file.official_date),
        class: file.class.map(class).unwrap_or_default().into(),
        activity: file.activity.map(activity).unwrap_or_default().into(),
        exemption: file.exemption.map(exemption).unwrap_or_default().into(),
        phone: file.phone.map(phone).unwrap_or_default().into(),
        citizen_id_masked: file.citizen_id_masked,
        phone_number_masked: file.phone_number_masked,
        card_number_masked: file.card_number_masked,
        activated: file.activated,
        memberships: file.memberships.into_iter().map(membership).collect(),
        posts: member.posts.into_iter().map(|post| role(post).into()).collect(),
    }
}

/// A dated relation of a member to a branch.
pub fn membership(membership: Membership) -> v1::Membership {
    v1::Membership {
        organization: membership.organization.to_string(),
        organization_name: membership.organization_name,
        relation: relation(membership.relation).into(),
        from_date: date(membership.from),
        to_date: date(membership.to),
    }
}

/// A role held on an organisation for a time.
pub fn grant(grant: Grant) -> v1::Grant {
    v1::Grant {
        id: grant.id.to_string(),
        member: grant.member.to_string(),
        member_name: grant.member_name,
        role: role(grant.role).into(),
        organization: grant.organization.to_string(),
        from_date: date(grant.from),
        to_date: date(grant.to),
    }
}

/// `YYYY-MM-DD`, or empty.
pub fn date(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn class(class: Class) -> v1::member::Class {
    v1::member::Class::from_str_name(class.name()).unwrap_or_default()
}

fn activity(activity: Activity) -> v1::member::Activity {
    v1::member::Activity::from_str_name(activity.name()).unwrap_or_default()
}

fn exemption(exemption: Exemption) -> v1::member::Exemption {
    v1::member::Exemption::from_str_name(exemption.name()).unwrap_or_default()
}

fn phone(phone: Phone) -> v1::member::Phone {
    v1::member::Phone::from_str_name(phone.name()).unwrap_or_default()
}

fn relation(relation: Relation) -> v1::membership::Relation {
    v1::membership::Relation::from_str_name(relation.name()).unwrap_or_default()
}

fn role(role: Role) -> v1::grant::Role {
    v1::grant::Role::from_str_name(role.name()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word that one side lacks would silently become "unspecified".
    #[test]
    fn every_word_has_its_number() {
        assert!(Class::ALL.iter().all(|word| i32::from(class(*word)) > 0));
        assert!(Activity::ALL.iter().all(|word| i32::from(activity(*word)) > 0));
        assert!(Exemption::ALL.iter().all(|word| i32::from(exemption(*word)) > 0));
        assert!(Phone::ALL.iter().all(|word| i32::from(phone(*word)) > 0));
        assert!(Relation::ALL.iter().all(|word| i32::from(relation(*word)) > 0));
        assert!(Role::ALL.iter().all(|word| i32::from(role(*word)) > 0));
    }
}
