//! The constitution: who may do what. Exhaustive, one page, no I/O. The table in `tests/it/policy.rs` prints it.

use super::Role::{
    BranchSupervisor, CellLeader, CommitteeMember, DeputySecretary, OrganisationOfficer,
    PartyCommitteeMember, Secretary, StandingCommittee, SystemAdmin,
};
use super::Standing::{Above, Chair, Here, Keeper, Member, MinutesTaker, OnRoster, Oneself};
use super::{Action, Role, Standing};

/// Fewer people than these are told apart by who knows the village: from above they are not counted.
pub const SMALLEST_GROUP: i64 = 5;

/// Whether one standing suffices for an action.
pub fn allows(standing: Standing, action: Action) -> bool {
    match action {
        Action::BeOneself => matches!(standing, Oneself),
        Action::CreateOrganization => builds(standing),
        Action::ReshapeOrganization => {
            matches!(standing, Above(OrganisationOfficer)) || administers(standing)
        }
        Action::ReadOrganization => matches!(standing, Member | OnRoster | Keeper | Here(_) | Above(_)),
        Action::IssueReport => leads(standing),
        Action::ListOrganizations => leads(standing) || administers(standing),
        Action::ListMembers => {
            matches!(standing, Member | Keeper) || of_the_branch(standing) || administers(standing)
        }
        Action::ReadMember => {
            matches!(standing, Oneself | Member | Keeper) || of_the_branch(standing) || administers(standing)
        }
        Action::SetStanding | Action::ArrangeStay | Action::CompleteTransfer => keeps_or_runs(standing),
        Action::ReadStandings => follows_the_file(standing) || administers(standing),
        Action::UpdateMember | Action::SettleDifferences => {
            matches!(standing, Keeper) || administers(standing)
        }
        Action::EndMembership | Action::IntroduceTransfer | Action::ReceiveTransfer => {
            matches!(standing, Keeper)
        }
        Action::RequestTransfer | Action::FollowTransfer => follows_the_file(standing),
        Action::ListGrants => {
            matches!(standing, Keeper | Here(StandingCommittee)) || runs(standing) || builds(standing)
        }
        Action::GrantRole => matches!(standing, Keeper | Above(OrganisationOfficer)) || administers(standing),
        Action::ListProbation
        | Action::IssueActivationCode
        | Action::WorkOffFindings
        | Action::ImportRoster
        | Action::ExportRoster => keeps_or_runs(standing) || administers(standing),
        Action::IssueMemberCard => matches!(standing, Oneself) || runs(standing),
        Action::ConfirmTransfer => runs(standing),
        // A cell leader calls meetings of the own cell; the use case says which kind that is.
        Action::CallMeeting => matches!(standing, Here(CellLeader)) || runs(standing),
        Action::RunMeeting | Action::ListReplies | Action::DecideReply | Action::ShowVenueCode => {
            matches!(standing, Chair) || runs(standing)
        }
        Action::ReadFindings => matches!(standing, Chair | MinutesTaker) || sees_every_meeting(standing),
        Action::SetRule => sets_rules(standing),
        Action::RecordAttendance => matches!(standing, Chair | MinutesTaker) || runs(standing),
        Action::ListMeetings | Action::ReadMeeting => is_called(standing) || sees_every_meeting(standing),
        Action::OverseeMeetings => matches!(standing, Keeper) || leads(standing),
        Action::ReplyToMeeting => matches!(standing, Member),
        Action::CheckIn => matches!(standing, Member | OnRoster),
        Action::ReadAttendance => matches!(standing, Member | OnRoster) || sees_rows(standing),
        Action::ReadNotice => matches!(standing, Member | Oneself),
        Action::PublishNotice => leads_here(standing),
        Action::RecallNotice => matches!(standing, Oneself) || speaks_for(standing),
        Action::ReadReceipts => matches!(standing, Oneself | Keeper) || leads(standing),
        Action::ReadAdoption | Action::CountFindings => {
            matches!(standing, Keeper) || leads(standing) || runs(standing) || administers(standing)
        }
    }
}

/// Whether a standing sees the attendance of others, and not only counts and the own row.
pub fn sees_rows(standing: Standing) -> bool {
    matches!(
        standing,
        Chair | MinutesTaker | Here(Secretary | DeputySecretary | CommitteeMember | BranchSupervisor)
    )
}

/// Whether a standing calls meetings of every kind, and not only those of a party cell.
pub fn calls_every_kind(standing: Standing) -> bool {
    runs(standing)
}

/// Whether a standing calls a congress where there is no committee to call it.
pub fn calls_a_congress_alone(standing: Standing) -> bool {
    matches!(standing, Here(Secretary))
}

/// Whether a standing sees meetings of every kind, and not only those it is called to.
pub fn sees_every_meeting(standing: Standing) -> bool {
    matches!(standing, Keeper | Here(BranchSupervisor | CommitteeMember)) || runs(standing)
}

/// Whether a standing sees who has read a notice, and not only how many.
pub fn sees_readers(standing: Standing) -> bool {
    matches!(standing, Keeper | Here(Secretary | DeputySecretary))
}

/// Whether a standing sees more of a member than name and posts: dates, standing, masked ids.
pub fn sees_files(standing: Standing) -> bool {
    matches!(
        standing,
        Oneself | Keeper | Here(Secretary | DeputySecretary | SystemAdmin) | Above(SystemAdmin)
    )
}

/// Whether a standing sees numbers that identify whole, in a list that it takes out.
pub fn sees_numbers(standing: Standing) -> bool {
    matches!(standing, Keeper)
}

/// Whether a standing lists the members of everything below an organisation, and not only of its own.
pub fn lists_below(standing: Standing) -> bool {
    matches!(standing, Keeper | Here(SystemAdmin) | Above(SystemAdmin))
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

/// Sets numbers that rules leave to committees: the competent one does, and no branch for itself.
fn sets_rules(standing: Standing) -> bool {
    matches!(
        standing,
        Here(StandingCommittee | OrganisationOfficer)
            | Above(Secretary | DeputySecretary | StandingCommittee | OrganisationOfficer)
    )
}

/// Is called to a meeting, or has a part in it.
fn is_called(standing: Standing) -> bool {
    matches!(standing, Member | OnRoster | Chair | MinutesTaker)
}

/// Keeps the organisation's files, or runs it.
fn keeps_or_runs(standing: Standing) -> bool {
    matches!(standing, Keeper) || runs(standing)
}

/// Runs the organisation itself: calls, opens, records, closes.
fn runs(standing: Standing) -> bool {
    matches!(standing, Here(Secretary | DeputySecretary))
}

/// Whose file it is, and who keeps it or runs the branch.
fn follows_the_file(standing: Standing) -> bool {
    matches!(standing, Oneself) || keeps_or_runs(standing)
}

/// Speaks for the organisation in writing, also about what somebody else wrote.
fn speaks_for(standing: Standing) -> bool {
    matches!(standing, Here(Secretary | DeputySecretary | OrganisationOfficer))
}

/// Holds an office in the branch that needs the names of its members.
fn of_the_branch(standing: Standing) -> bool {
    matches!(
        standing,
        Here(Secretary | DeputySecretary | CommitteeMember | CellLeader)
    )
}

/// Runs the system, here or from above.
fn administers(standing: Standing) -> bool {
    matches!(standing, Here(SystemAdmin) | Above(SystemAdmin))
}

/// Shapes the tree of organisations below.
fn builds(standing: Standing) -> bool {
    matches!(standing, Here(OrganisationOfficer) | Above(OrganisationOfficer)) || administers(standing)
}

/// Answers for organisations: of the own committee, or of one above.
fn leads(standing: Standing) -> bool {
    leads_here(standing)
        || matches!(
            standing,
            Above(
                Secretary | DeputySecretary | PartyCommitteeMember | StandingCommittee | OrganisationOfficer
            )
        )
}

/// Answers for the organisation itself.
fn leads_here(standing: Standing) -> bool {
    matches!(
        standing,
        Here(Secretary | DeputySecretary | PartyCommitteeMember | StandingCommittee | OrganisationOfficer)
    )
}
