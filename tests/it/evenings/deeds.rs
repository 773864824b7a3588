//! What people do in an evening, each by one public call or a few that belong together.

use serde::Deserialize;

use super::script::{Moment, OneOrMore};

/// A meeting to call.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    /// The name it has in the file, and its title.
    pub(super) meeting: String,
    pub(super) kind: String,
    pub(super) from: Moment,
    pub(super) to: Moment,
    /// Whom a party cell calls.
    #[serde(default)]
    pub(super) members: Vec<String>,
    /// Where the papers are that go with the call.
    #[serde(default)]
    pub(super) papers: String,
    /// Elsewhere than in the branch of the evening.
    pub(super) organization: Option<String>,
    /// Nobody is told yet.
    #[serde(default)]
    pub(super) draft: bool,
}

/// A deed. Meetings are named by the file; left out, it is the one called last.
#[derive(Deserialize)]
#[serde(tag = "does", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
pub(super) enum Deed {
    /// Nobody does anything: time passes.
    Waits {},
    /// Takes the app into use.
    Activates {},
    /// Drafts a meeting and issues it.
    Calls(Call),
    /// Issues what was drafted.
    Issues { meeting: Option<String> },
    /// Puts a meeting off.
    Postpones {
        meeting: Option<String>,
        to: Moment,
        reason: String,
    },
    /// Calls a meeting off.
    Cancels { meeting: Option<String>, reason: String },
    /// Says whether one will come.
    Replies {
        meeting: Option<String>,
        reply: String,
        #[serde(rename = "because")]
        reason_kind: Option<String>,
    },
    /// Decides about a wish to stay away.
    Decides {
        meeting: Option<String>,
        of: String,
        decision: String,
    },
    /// Opens the room.
    Opens {
        meeting: Option<String>,
        began: Option<Moment>,
    },
    /// Somebody photographs the code on the screen, for later.
    KeepsCode { meeting: Option<String> },
    /// Scans the code that the screen shows now, or the one that was kept.
    ChecksIn {
        meeting: Option<String>,
        #[serde(default)]
        kept: bool,
        /// Who shows the code; whoever opened the meeting when left out.
        shown_by: Option<String>,
        /// `RECORDED` when left out.
        outcome: Option<String>,
    },
    /// The word of whoever records attendance.
    Records {
        meeting: Option<String>,
        of: OneOrMore,
        state: String,
        #[serde(rename = "because")]
        reason_kind: Option<String>,
        left: Option<Moment>,
    },
    /// A word after sealing.
    Amends {
        meeting: Option<String>,
        of: String,
        state: String,
        reason: String,
    },
    /// Confirms the last word about a member.
    Confirms { meeting: Option<String>, of: String },
    /// Takes the last word about a member back.
    Voids {
        meeting: Option<String>,
        of: String,
        reason: String,
    },
    /// Says against the last word about oneself that it is not so.
    Disputes { meeting: Option<String>, reason: String },
    /// Upholds the last word about a member.
    Upholds {
        meeting: Option<String>,
        of: String,
        reason: String,
    },
    /// Puts somebody on the frozen roster.
    Adds {
        meeting: Option<String>,
        member: String,
        reason: String,
    },
    /// Puts down a guest: a member of somewhere else, or a name.
    Welcomes {
        meeting: Option<String>,
        guest: String,
        capacity: String,
    },
    /// Ends the meeting.
    Closes {
        meeting: Option<String>,
        ended: Option<Moment>,
    },
    /// Opens it again.
    Reopens { meeting: Option<String>, reason: String },
    /// Writes down what was held without us.
    RecordsAfterwards {
        meeting: Option<String>,
        from: Moment,
        to: Moment,
        reason: String,
    },
    /// Sets a number for an organisation and those below.
    SetsRule {
        organization: String,
        rule: String,
        value: i32,
        source: String,
    },
    /// Grants a role in the branch.
    Grants { role: String, to: String },
    /// Names who stands in for the secretary.
    NamesSubstitute {
        member: String,
        #[serde(rename = "for")]
        secretary: String,
        until: String,
    },
    /// Merges a branch into another.
    Merges {
        merged: String,
        into: String,
        day: String,
    },
    /// Changes class or activity.
    SetsStanding {
        of: String,
        class: Option<String>,
        activity: Option<String>,
        since: String,
    },
    /// Moves to another branch, step by step through all hands.
    MovesTo { branch: String },
    /// Goes to another branch for a time.
    StaysAt {
        branch: String,
        since: String,
        until: String,
    },
    /// Puts down that a member keeps a link with the branch where he or she lives.
    Links {
        member: String,
        branch: String,
        since: String,
    },
    /// Ends a membership.
    Ends {
        member: String,
        kind: String,
        day: String,
    },
}
