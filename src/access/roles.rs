//! The closed list of roles, and what a caller is to a place.

use crate::base::{Error, Result};
use anyhow::anyhow;

/// A role granted on an organisation for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Bí thư.
    Secretary,
    /// Phó bí thư.
    DeputySecretary,
    /// Chi ủy viên.
    CommitteeMember,
    /// Tổ trưởng tổ đảng.
    CellLeader,
    /// Cấp ủy viên phụ trách chi bộ.
    BranchSupervisor,
    /// Đảng ủy viên.
    PartyCommitteeMember,
    /// Ủy viên ban thường vụ.
    StandingCommittee,
    /// Cán bộ tổ chức.
    OrganisationOfficer,
    /// Runs the system; sees no contents.
    SystemAdmin,
}

impl Role {
    /// Every role, in the order of the contract.
    pub const ALL: [Self; 9] = [
        Self::Secretary,
        Self::DeputySecretary,
        Self::CommitteeMember,
        Self::CellLeader,
        Self::BranchSupervisor,
        Self::PartyCommitteeMember,
        Self::StandingCommittee,
        Self::OrganisationOfficer,
        Self::SystemAdmin,
    ];

    /// As stored and as written in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Secretary => "SECRETARY",
            Self::DeputySecretary => "DEPUTY_SECRETARY",
            Self::CommitteeMember => "COMMITTEE_MEMBER",
            Self::CellLeader => "CELL_LEADER",
            Self::BranchSupervisor => "BRANCH_SUPERVISOR",
            Self::PartyCommitteeMember => "PARTY_COMMITTEE_MEMBER",
            Self::StandingCommittee => "STANDING_COMMITTEE",
            Self::OrganisationOfficer => "ORGANISATION_OFFICER",
            Self::SystemAdmin => "SYSTEM_ADMIN",
        }
    }

    /// Reads a stored role.
    pub fn read(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == name)
            .ok_or_else(|| Error::Broken(anyhow!("no role is called {name}")))
    }
}

/// What a caller is to a place. A caller can be several things at once; one that suffices, suffices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Signed in, nothing more.
    SignedIn,
    /// The place is the caller: the own profile, the own inbox.
    Oneself,
    /// A member of the organisation the place belongs to, at home there or for a time.
    Member,
    /// On the frozen roster of the meeting.
    OnRoster,
    /// Leads the meeting.
    Chair,
    /// Takes the minutes of the meeting.
    MinutesTaker,
    /// Holds a role on the organisation itself.
    Here(Role),
    /// Holds a role on an organisation above it.
    Above(Role),
    /// Organisation officer of the committee that keeps the organisation's files.
    Keeper,
}

impl Standing {
    /// Every standing, for the printed table.
    pub fn all() -> Vec<Self> {
        let plain = [
            Self::SignedIn,
            Self::Oneself,
            Self::Member,
            Self::OnRoster,
            Self::Chair,
            Self::MinutesTaker,
            Self::Keeper,
        ];
        let here = Role::ALL.into_iter().map(Self::Here);
        let above = Role::ALL.into_iter().map(Self::Above);
        plain.into_iter().chain(here).chain(above).collect()
    }

    /// A line of the printed table.
    pub fn name(self) -> String {
        match self {
            Self::SignedIn => "signed in".to_owned(),
            Self::Oneself => "oneself".to_owned(),
            Self::Member => "member".to_owned(),
            Self::OnRoster => "on roster".to_owned(),
            Self::Chair => "chair".to_owned(),
            Self::MinutesTaker => "minutes-taker".to_owned(),
            Self::Keeper => "keeper of files".to_owned(),
            Self::Here(role) => format!("here {}", role.name()),
            Self::Above(role) => format!("above {}", role.name()),
        }
    }
}
