//! Decisions of the directory that need nothing but their arguments.

use super::Refusal;
use super::words::Kind;
use crate::access::Role;
use crate::base::{Error, Id, Refused, Text, Violation};
use chrono::NaiveDate;

/// Whether an organisation of one kind may stand directly under another.
pub(super) const fn fits_under(child: Kind, parent: Kind) -> bool {
    match parent {
        Kind::Province => !matches!(child, Kind::Province | Kind::IntermediateCommittee),
        Kind::District => matches!(child, Kind::GrassrootsCommittee | Kind::Branch),
        Kind::GrassrootsCommittee => matches!(child, Kind::IntermediateCommittee | Kind::Branch),
        Kind::IntermediateCommittee => matches!(child, Kind::Branch),
        Kind::Branch => false,
    }
}

/// The committee that keeps an organisation's files: the grass-roots committee at it or above; for a branch outside
/// of any, the organisation it stands directly under. `above` goes upward from the parent.
pub(super) fn keeper(id: Id, kind: Kind, above: &[(Id, Kind)]) -> Option<Id> {
    if kind == Kind::GrassrootsCommittee {
        return Some(id);
    }
    let grassroots = above.iter().find(|(_, kind)| *kind == Kind::GrassrootsCommittee);
    match kind {
        Kind::Branch => grassroots.or(above.first()).map(|(id, _)| *id),
        Kind::Province | Kind::District | Kind::GrassrootsCommittee | Kind::IntermediateCommittee => {
            grassroots.map(|(id, _)| *id)
        }
    }
}

/// Whether an organisation of a kind has a role.
pub(super) const fn has_role(kind: Kind, role: Role) -> bool {
    match role {
        Role::Secretary | Role::DeputySecretary | Role::SystemAdmin => true,
        Role::CommitteeMember | Role::CellLeader | Role::BranchSupervisor => matches!(kind, Kind::Branch),
        Role::PartyCommitteeMember | Role::StandingCommittee | Role::OrganisationOfficer => {
            !matches!(kind, Kind::Branch)
        }
    }
}

/// Whether the last day, when there is one, does not lie before the first.
pub(super) fn in_order(from: NaiveDate, to: Option<NaiveDate>) -> Result<(), Error> {
    match to {
        Some(to) if to < from => Err(Refusal::DatesReversed.into()),
        _ => Ok(()),
    }
}

/// Whether an organisation may begin on a day: not before the one above it, not in the future.
pub(super) fn founding_day(
    from: NaiveDate,
    parent_from: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), Error> {
    let text = if from > today {
        Text::new("Không được ở tương lai.", "Must not be in the future.")
    } else if parent_from.is_some_and(|parent| from < parent) {
        Text::new(
            "Không được trước ngày thành lập của tổ chức cấp trên.",
            "Must not be before the organisation above was founded.",
        )
    } else {
        return Ok(());
    };
    Err(Refused::invalid(vec![Violation::new("fromDate", text)]).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMUNE: Id = Id::from_u128(1);
    const BLOCK: Id = Id::from_u128(2);
    const DISTRICT: Id = Id::from_u128(3);
    const BRANCH: Id = Id::from_u128(4);

    #[test]
    fn a_branch_is_kept_by_its_grass_roots_committee() {
        let above = [
            (BLOCK, Kind::IntermediateCommittee),
            (COMMUNE, Kind::GrassrootsCommittee),
            (DISTRICT, Kind::District),
        ];
        assert_eq!(keeper(BRANCH, Kind::Branch, &above), Some(COMMUNE));
        assert_eq!(
            keeper(BLOCK, Kind::IntermediateCommittee, &above[1..]),
            Some(COMMUNE)
        );
        assert_eq!(
            keeper(COMMUNE, Kind::GrassrootsCommittee, &above[2..]),
            Some(COMMUNE)
        );
    }

    #[test]
    fn a_branch_directly_under_the_district_is_kept_there() {
        assert_eq!(
            keeper(BRANCH, Kind::Branch, &[(DISTRICT, Kind::District)]),
            Some(DISTRICT)
        );
        assert_eq!(keeper(DISTRICT, Kind::District, &[]), None);
    }

    #[test]
    fn nothing_stands_under_a_branch_or_under_its_own_kind() {
        for kind in Kind::ALL {
            assert!(!fits_under(*kind, Kind::Branch));
            assert!(!fits_under(*kind, *kind));
        }
        assert!(fits_under(Kind::Branch, Kind::District));
        assert!(!fits_under(Kind::IntermediateCommittee, Kind::District));
    }

    fn day(of_month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 11, of_month).unwrap()
    }

    #[test]
    fn an_organisation_is_not_founded_before_its_parent_nor_tomorrow() {
        assert!(founding_day(day(5), Some(day(5)), day(5)).is_ok());
        assert!(founding_day(day(6), None, day(5)).is_err());
        assert!(founding_day(day(4), Some(day(5)), day(6)).is_err());
    }
}
