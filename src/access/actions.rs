//! The closed list of what can be done at a place.

/// One thing a caller asks to do at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Read and write what is the caller's own: profile, session, inbox.
    BeOneself,
    /// Add an organisation below this one.
    CreateOrganization,
    /// Rename, move, merge, split or dissolve an organisation.
    ReshapeOrganization,
    /// Read an organisation.
    ReadOrganization,
    /// List what stands directly below an organisation.
    ListOrganizations,
    /// List and search the members of an organisation.
    ListMembers,
    /// Read one member.
    ReadMember,
    /// Record a change of a member's class or activity.
    SetStanding,
    /// Read every span of a member's standing, and what was recorded.
    ReadStandings,
    /// Correct what is on file of a member.
    UpdateMember,
    /// Record that a membership ended, or take that back.
    EndMembership,
    /// Send members elsewhere for a time, receive them, link them to where they live.
    ArrangeStay,
    /// Ask for a transfer.
    RequestTransfer,
    /// See how far a transfer has come.
    FollowTransfer,
    /// Confirm a transfer for the branch it starts from.
    ConfirmTransfer,
    /// Introduce for the committee there, and hand over the slip.
    IntroduceTransfer,
    /// Receive the slip for the committee it goes to.
    ReceiveTransfer,
    /// Take the member in.
    CompleteTransfer,
    /// List who is on probation, and for whom it is over.
    ListProbation,
    /// List who holds which role.
    ListGrants,
    /// Grant or end a role; `policy::may_grant` says which.
    GrantRole,
    /// Issue an activation code for a member.
    IssueActivationCode,
    /// Issue or revoke the card by which a member without a phone is scanned.
    IssueMemberCard,
    /// List what is doubtful on rosters, and dismiss it.
    WorkOffFindings,
    /// Count what is doubtful, part by part, without names.
    CountFindings,
    /// List and settle what differs from the national member database.
    SettleDifferences,
    /// Draft a meeting.
    CallMeeting,
    /// Read a meeting that was issued.
    ReadMeeting,
    /// Read and change a draft; edit, issue, open and close.
    RunMeeting,
    /// List the meetings of an organisation.
    ListMeetings,
    /// See what the meetings of everything below are and when, and who owes one.
    OverseeMeetings,
    /// Answer a call.
    ReplyToMeeting,
    /// See who replied what.
    ListReplies,
    /// Decide about a wish to stay away.
    DecideReply,
    /// See what the rules find in a meeting.
    ReadFindings,
    /// Set a number that rules leave to committees.
    SetRule,
    /// See the code the room shows.
    ShowVenueCode,
    /// Check in oneself.
    CheckIn,
    /// Record somebody's attendance by hand.
    RecordAttendance,
    /// See counts, and rows as far as `policy::sees_rows` says.
    ReadAttendance,
    /// Read a notice.
    ReadNotice,
    /// Tell the members of an organisation, and of what is below it, something.
    PublishNotice,
    /// Take back what was published.
    RecallNotice,
    /// Count whom a notice reached; `policy::sees_readers` says who sees names.
    ReadReceipts,
    /// Read the measures of adoption.
    ReadAdoption,
    /// Issue a report of adoption, which stays as it was issued.
    IssueReport,
    /// Upload the roster of an organisation, and follow what becomes of it.
    ImportRoster,
    /// Take out the roster of an organisation as a file; `policy::sees_numbers` says how whole.
    ExportRoster,
}

impl Action {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 48] = [
        Self::BeOneself,
        Self::CreateOrganization,
        Self::ReshapeOrganization,
        Self::ReadOrganization,
        Self::ListOrganizations,
        Self::ListMembers,
        Self::ReadMember,
        Self::SetStanding,
        Self::ReadStandings,
        Self::UpdateMember,
        Self::EndMembership,
        Self::ArrangeStay,
        Self::RequestTransfer,
        Self::FollowTransfer,
        Self::ConfirmTransfer,
        Self::IntroduceTransfer,
        Self::ReceiveTransfer,
        Self::CompleteTransfer,
        Self::ListProbation,
        Self::ListGrants,
        Self::GrantRole,
        Self::IssueActivationCode,
        Self::IssueMemberCard,
        Self::WorkOffFindings,
        Self::CountFindings,
        Self::SettleDifferences,
        Self::CallMeeting,
        Self::ReadMeeting,
        Self::RunMeeting,
        Self::ListMeetings,
        Self::OverseeMeetings,
        Self::ReplyToMeeting,
        Self::ListReplies,
        Self::DecideReply,
        Self::ReadFindings,
        Self::SetRule,
        Self::ShowVenueCode,
        Self::CheckIn,
        Self::RecordAttendance,
        Self::ReadAttendance,
        Self::ReadNotice,
        Self::PublishNotice,
        Self::RecallNotice,
        Self::ReadReceipts,
        Self::ReadAdoption,
        Self::IssueReport,
        Self::ImportRoster,
        Self::ExportRoster,
    ];

    /// As `me` tells it to the app.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BeOneself => "BE_ONESELF",
            Self::CreateOrganization => "CREATE_ORGANIZATION",
            Self::ReshapeOrganization => "RESHAPE_ORGANIZATION",
            Self::ReadOrganization => "READ_ORGANIZATION",
            Self::ListOrganizations => "LIST_ORGANIZATIONS",
            Self::ListMembers => "LIST_MEMBERS",
            Self::ReadMember => "READ_MEMBER",
            Self::SetStanding => "SET_STANDING",
            Self::ReadStandings => "READ_STANDINGS",
            Self::UpdateMember => "UPDATE_MEMBER",
            Self::EndMembership => "END_MEMBERSHIP",
            Self::ArrangeStay => "ARRANGE_STAY",
            Self::RequestTransfer => "REQUEST_TRANSFER",
            Self::FollowTransfer => "FOLLOW_TRANSFER",
            Self::ConfirmTransfer => "CONFIRM_TRANSFER",
            Self::IntroduceTransfer => "INTRODUCE_TRANSFER",
            Self::ReceiveTransfer => "RECEIVE_TRANSFER",
            Self::CompleteTransfer => "COMPLETE_TRANSFER",
            Self::ListProbation => "LIST_PROBATION",
            Self::ListGrants => "LIST_GRANTS",
            Self::GrantRole => "GRANT_ROLE",
            Self::IssueActivationCode => "ISSUE_ACTIVATION_CODE",
            Self::IssueMemberCard => "ISSUE_MEMBER_CARD",
            Self::WorkOffFindings => "WORK_OFF_FINDINGS",
            Self::CountFindings => "COUNT_FINDINGS",
            Self::SettleDifferences => "SETTLE_DIFFERENCES",
            Self::CallMeeting => "CALL_MEETING",
            Self::ReadMeeting => "READ_MEETING",
            Self::RunMeeting => "RUN_MEETING",
            Self::ListMeetings => "LIST_MEETINGS",
            Self::OverseeMeetings => "OVERSEE_MEETINGS",
            Self::ReplyToMeeting => "REPLY_TO_MEETING",
            Self::ListReplies => "LIST_REPLIES",
            Self::DecideReply => "DECIDE_REPLY",
            Self::ReadFindings => "READ_FINDINGS",
            Self::SetRule => "SET_RULE",
            Self::ShowVenueCode => "SHOW_VENUE_CODE",
            Self::CheckIn => "CHECK_IN",
            Self::RecordAttendance => "RECORD_ATTENDANCE",
            Self::ReadAttendance => "READ_ATTENDANCE",
            Self::ReadNotice => "READ_NOTICE",
            Self::PublishNotice => "PUBLISH_NOTICE",
            Self::RecallNotice => "RECALL_NOTICE",
            Self::ReadReceipts => "READ_RECEIPTS",
            Self::ReadAdoption => "READ_ADOPTION",
            Self::IssueReport => "ISSUE_REPORT",
            Self::ImportRoster => "IMPORT_ROSTER",
            Self::ExportRoster => "EXPORT_ROSTER",
        }
    }

    /// The reading that shows the place exists at all: who may not even do that is told "not found".
    #[must_use]
    pub const fn sight(self) -> Self {
        match self {
            Self::BeOneself => Self::BeOneself,
            Self::CreateOrganization
            | Self::ReshapeOrganization
            | Self::ReadOrganization
            | Self::ListOrganizations
            | Self::ListMembers
            | Self::ListProbation
            | Self::ListGrants
            | Self::GrantRole
            | Self::CallMeeting
            | Self::ListMeetings
            | Self::OverseeMeetings
            | Self::SetRule
            | Self::PublishNotice
            | Self::ReadAdoption
            | Self::IssueReport
            | Self::WorkOffFindings
            | Self::CountFindings
            | Self::SettleDifferences
            | Self::ImportRoster
            | Self::ExportRoster => Self::ReadOrganization,
            Self::ReadMember
            | Self::SetStanding
            | Self::ReadStandings
            | Self::UpdateMember
            | Self::EndMembership
            | Self::ArrangeStay
            | Self::RequestTransfer
            | Self::IssueActivationCode
            | Self::IssueMemberCard => Self::ReadMember,
            Self::ReadMeeting
            | Self::RunMeeting
            | Self::ReplyToMeeting
            | Self::ListReplies
            | Self::DecideReply
            | Self::ReadFindings
            | Self::ShowVenueCode
            | Self::CheckIn
            | Self::RecordAttendance
            | Self::ReadAttendance => Self::ReadMeeting,
            Self::FollowTransfer
            | Self::ConfirmTransfer
            | Self::IntroduceTransfer
            | Self::ReceiveTransfer
            | Self::CompleteTransfer => Self::FollowTransfer,
            Self::ReadNotice | Self::RecallNotice | Self::ReadReceipts => Self::ReadNotice,
        }
    }
}
