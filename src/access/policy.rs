//! The constitution: who may do what. Exhaustive, one page, no I/O. The table in `tests/it/policy.rs` prints it.

use super::Role::{
    BranchSupervisor, CellLeader, CommitteeMember, DeputySecretary, OrganisationOfficer,
    PartyCommitteeMember, Secretary, StandingCommittee, SystemAdmin,
};
use super::Standing::{Above, Here, Keeper, Member, OnRoster, Oneself};
use super::{Action, Role, Standing};

/// Whether one standing suffices for an action.
pub fn allows(standing: Standing, action: Action) -> bool {
    match action {
        Action::BeOneself => matches!(standing, Oneself),
        Action::CreateOrganization => {
            matches!(
                standing,
                Here(OrganisationOfficer | SystemAdmin) | Above(OrganisationOfficer | SystemAdmin)
            )
        }
        Action::ReadOrganization => matches!(standing, Member | OnRoster | Keeper | Here(_) | Above(_)),
        Action::ListOrganizations => {
            leads(standing) || matches!(standing, Here(SystemAdmin) | Above(SystemAdmin))
        }
        Action::ListMembers => {
            matches!(
                standing,
                Member
                    | Keeper
                    | Here(Secretary | DeputySecretary | CommitteeMember | CellLeader | SystemAdmin)
                    | Above(SystemAdmin)
            )
        }
        Action::ReadMember => {
            matches!(
                standing,
                Oneself
                    | Member
                    | Keeper
                    | Here(Secretary | DeputySecretary | CommitteeMember | CellLeader | SystemAdmin)
                    | Above(SystemAdmin)
            )
        }
        Action::SetStanding => matches!(standing, Keeper | Here(Secretary | DeputySecretary)),
        Action::ListGrants => {
            matches!(
                standing,
                Keeper
                    | Here(
                        Secretary | DeputySecretary | OrganisationOfficer | StandingCommittee | SystemAdmin
                    )
                    | Above(OrganisationOfficer | SystemAdmin)
            )
        }
        Action::GrantRole => {
            matches!(
                standing,
                Keeper | Here(SystemAdmin) | Above(OrganisationOfficer | SystemAdmin)
            )
        }
        Action::IssueActivationCode => {
            matches!(
                standing,
                Keeper | Here(Secretary | DeputySecretary | SystemAdmin) | Above(SystemAdmin)
            )
        }
        Action::CallMeeting | Action::RunMeeting | Action::ListReplies => runs_meetings(standing),
        Action::ShowVenueCode | Action::RecordAttendance => runs_meetings(standing),
        Action::ListMeetings | Action::ReadMeeting => {
            matches!(
                standing,
                Member | OnRoster | Keeper | Here(BranchSupervisor | CommitteeMember | CellLeader)
            ) || runs_meetings(standing)
        }
        Action::ReplyToMeeting => matches!(standing, Member),
        Action::CheckIn => matches!(standing, Member | OnRoster),
        Action::ReadAttendance => matches!(standing, Member | OnRoster) || sees_rows(standing),
        Action::ReadNotice => matches!(standing, Member | Oneself),
        Action::ReadAdoption => {
            leads(standing)
                || matches!(
                    standing,
                    Keeper | Here(Secretary | DeputySecretary | SystemAdmin) | Above(SystemAdmin)
                )
        }
    }
}

/// Whether a standing sees the attendance of others, and not only counts and the own row.
pub fn sees_rows(standing: Standing) -> bool {
    matches!(
        standing,
        Here(Secretary | DeputySecretary | CommitteeMember | BranchSupervisor)
    )
}

/// Whether a standing sees more of a member than name and posts: dates, standing, masked ids.
pub fn sees_files(standing: Standing) -> bool {
    matches!(
        standing,
        Oneself | Keeper | Here(Secretary | DeputySecretary | SystemAdmin) | Above(SystemAdmin)
    )
}

/// Whether a standing may grant a role: nobody grants what stands as high as oneself, save the administrator.
pub fn may_grant(standing: Standing, role: Role) -> bool {
    match role {
        Secretary | DeputySecretary | CommitteeMember | CellLeader | BranchSupervisor => {
            matches!(
                standing,
                Keeper | Here(SystemAdmin) | Above(OrganisationOfficer | SystemAdmin)
            )
        }
        PartyCommitteeMember | StandingCommittee | OrganisationOfficer => {
            matches!(
                standing,
                Here(SystemAdmin) | Above(OrganisationOfficer | SystemAdmin)
            )
        }
        SystemAdmin => matches!(standing, Here(SystemAdmin) | Above(SystemAdmin)),
    }
}

fn runs_meetings(standing: Standing) -> bool {
    matches!(standing, Here(Secretary | DeputySecretary))
}

/// Answers for organisations: of the own committee, or of one above.
fn leads(standing: Standing) -> bool {
    matches!(
        standing,
        Here(Secretary | DeputySecretary | PartyCommitteeMember | StandingCommittee | OrganisationOfficer)
            | Above(
                Secretary | DeputySecretary | PartyCommitteeMember | StandingCommittee | OrganisationOfficer
            )
    )
}
