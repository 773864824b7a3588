//! Which rules a meeting does not keep. Pure: facts and the rules in force decide.

use crate::meetings::{Audience, Kind};
use crate::regulations::{InForce, Rule};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;

/// What a rule may find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Planned for fewer minutes than the rule wants.
    PlannedTooShort,
    /// Held for fewer minutes.
    HeldTooShort,
    /// The points of the agenda take longer than is planned.
    AgendaTooLong,
    /// Papers were there later than so many days before.
    PapersLate,
    /// Members were told later than so many days before.
    NoticeLate,
    /// A thematic meeting on the day of one that it may not be joined with.
    ThematicJoined,
    /// A thematic meeting in a month without a regular one: it does not take its place.
    ThematicIsNoRegular,
    /// No regular meeting this month.
    NoRegularThisMonth,
    /// The quarter ends without a thematic meeting.
    NoThematicThisQuarter,
    /// The committee did not meet first.
    CommitteeNotBefore,
    /// Fewer official members than a committee takes.
    NoCommittee,
    /// Fewer official members than a branch has.
    TooFewOfficial,
}

/// Something found, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub finding: Finding,
    /// What is, in the unit of the rule: minutes, days, members, meetings.
    pub is: i64,
    /// The rule.
    pub rule: Rule,
    /// What it says, and who said it.
    pub in_force: InForce,
}

/// What is known of a meeting and of those around it.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each fact holds or not, whatever the others do"
)]
pub(super) struct Facts {
    pub(super) kind: Kind,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
    pub(super) opened_at: Option<DateTime<Utc>>,
    pub(super) closed_at: Option<DateTime<Utc>>,
    /// When members were told last of the time it has.
    pub(super) told_at: Option<DateTime<Utc>>,
    /// When the last of its papers came.
    pub(super) papers_at: Option<DateTime<Utc>>,
    pub(super) agenda_minutes: i32,
    /// Official members at home: of the frozen roster of the branch, before that of the day.
    pub(super) officials: i32,
    /// The quarter ends with this month.
    pub(super) is_last_month: bool,
    pub(super) is_branch: bool,
    pub(super) has_regular: bool,
    pub(super) has_thematic: bool,
    pub(super) has_committee: bool,
    pub(super) committee_before: bool,
    pub(super) is_joined: bool,
}

/// What the rules find in a meeting. A rule that was not in force finds nothing.
pub(super) fn find(facts: &Facts, rules: &HashMap<Rule, InForce>) -> Vec<Found> {
    let candidates = [length(facts), Some(agenda(facts)), members(facts)]
        .into_iter()
        .flatten()
        .chain(deadlines(facts))
        .chain(duties(facts));
    candidates
        .filter_map(|(finding, rule, is)| {
            let in_force = rules.get(&rule)?;
            breaks(finding, is, i64::from(in_force.value)).then(|| Found {
                finding,
                is,
                rule,
                in_force: in_force.clone(),
            })
        })
        .collect()
}

/// Something to hold against a rule, and what it is in the rule's unit.
type Candidate = (Finding, Rule, i64);

fn breaks(finding: Finding, is: i64, wanted: i64) -> bool {
    match finding {
        Finding::AgendaTooLong => is > wanted,
        // A rule of yes or no that a committee has set to no finds nothing.
        Finding::ThematicJoined | Finding::CommitteeNotBefore => wanted > 0,
        Finding::PlannedTooShort
        | Finding::HeldTooShort
        | Finding::PapersLate
        | Finding::NoticeLate
        | Finding::ThematicIsNoRegular
        | Finding::NoRegularThisMonth
        | Finding::NoThematicThisQuarter
        | Finding::NoCommittee
        | Finding::TooFewOfficial => is < wanted,
    }
}

fn length(facts: &Facts) -> Option<Candidate> {
    let rule = match facts.kind {
        Kind::Regular => Rule::RegularMinutes,
        Kind::Combined => Rule::CombinedMinutes,
        Kind::Thematic
        | Kind::Committee
        | Kind::Extraordinary
        | Kind::Congress
        | Kind::Conference
        | Kind::PartyCell => return None,
    };
    Some(match (facts.opened_at, facts.closed_at) {
        (Some(opened), Some(closed)) => (Finding::HeldTooShort, rule, (closed - opened).num_minutes()),
        _ => (
            Finding::PlannedTooShort,
            rule,
            (facts.ends_at - facts.starts_at).num_minutes(),
        ),
    })
}

fn agenda(facts: &Facts) -> Candidate {
    let planned = (facts.ends_at - facts.starts_at).num_minutes();
    let over = i64::from(facts.agenda_minutes) - planned;
    (Finding::AgendaTooLong, Rule::AgendaOverrunMinutes, over)
}

/// How many a branch has to be, and from how many on it has a committee.
fn members(facts: &Facts) -> Option<Candidate> {
    let officials = i64::from(facts.officials);
    let (finding, rule) = match facts.kind.audience() {
        Audience::Whole => (Finding::TooFewOfficial, Rule::OfficialLeast),
        Audience::Committee => (Finding::NoCommittee, Rule::CommitteeFromOfficial),
        Audience::Named => return None,
    };
    facts.is_branch.then_some((finding, rule, officials))
}

/// Days count whole: what comes 23 hours before comes on no day before.
fn deadlines(facts: &Facts) -> impl Iterator<Item = Candidate> {
    let before = |at: DateTime<Utc>| (facts.starts_at - at).max(TimeDelta::zero()).num_days();
    let papers = facts
        .papers_at
        .map(|at| (Finding::PapersLate, Rule::PapersDaysBefore, before(at)));
    let notice = facts
        .told_at
        .map(|at| (Finding::NoticeLate, Rule::NoticeDaysBefore, before(at)));
    papers.into_iter().chain(notice)
}

/// What a branch owes each month and each quarter, beside the meetings where it shows.
fn duties(facts: &Facts) -> Vec<Candidate> {
    let meets = matches!(facts.kind, Kind::Regular | Kind::Combined);
    let mut found = Vec::new();
    if !facts.is_branch {
        return found;
    }
    if facts.kind == Kind::Thematic && facts.is_joined {
        found.push((Finding::ThematicJoined, Rule::ThematicJoinsRegularOnly, 0));
    }
    if !facts.has_regular && !meets {
        let finding = if facts.kind == Kind::Thematic {
            Finding::ThematicIsNoRegular
        } else {
            Finding::NoRegularThisMonth
        };
        found.push((finding, Rule::RegularPerMonth, 0));
    }
    if facts.is_last_month && !facts.has_thematic && facts.kind == Kind::Regular {
        found.push((Finding::NoThematicThisQuarter, Rule::ThematicPerQuarter, 0));
    }
    if meets && facts.has_committee && !facts.committee_before {
        found.push((Finding::CommitteeNotBefore, Rule::CommitteeMeetsBefore, 0));
    }
    found
}

#[cfg(test)]
mod tests;
