//! Clean data: what is doubtful in a roster, listed for whoever keeps it, counted up the tree, dismissed with a reason.
//!
//! Nothing is stored but dismissals: a finding is there as long as the facts are, and gone when they are mended. It is
//! known by those facts, so that a dismissed one comes back when one of them changes.

mod decide;
mod grpc;
mod store;
mod wire;
mod words;

pub use grpc::Desk;
pub use words::{Kind, Weight};

use crate::access::{Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result};
use chrono::{DateTime, NaiveDate, Utc};
use store::Asked;

/// Something doubtful about a member or an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Made of the kind, of whom it is about and of the facts it rests on.
    pub id: Id,
    /// What is doubtful.
    pub kind: Kind,
    /// The branch, or the organisation it is about.
    pub organization: Id,
    /// Its name.
    pub organization_name: String,
    /// The member, when it is about one.
    pub member: Option<Id>,
    /// The member's name, or the organisation's.
    pub name: String,
    /// The member's given name; lists are sorted by it.
    pub given_name: String,
    /// Who else it is about, on rosters the asker keeps.
    pub others: Vec<Id>,
    /// It is also about somebody on another roster.
    pub elsewhere: bool,
    /// The day it is measured by: the end of probation, the last day in a branch.
    pub due: Option<NaiveDate>,
    /// What was counted.
    pub counted: Option<i64>,
    /// What it should be.
    pub expected: Option<i64>,
    /// Who left it as it is.
    pub dismissal: Option<Dismissal>,
}

/// Why a finding was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dismissal {
    /// In the officer's words.
    pub reason: String,
    /// Who.
    pub by: Id,
    /// When.
    pub at: DateTime<Utc>,
}

/// Which findings are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Of this kind only.
    pub kind: Option<Kind>,
    /// Those that were dismissed, and not the others.
    pub dismissed: bool,
}

/// A part of an organisation: what is directly under it with all below, or what it holds itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The organisation.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: Option<String>,
    /// Members at home there.
    pub members: i64,
    /// Of them official.
    pub official: i64,
    /// Of them probationary.
    pub probationary: i64,
}

/// Findings of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Which kind.
    pub kind: Kind,
    /// How many.
    pub findings: i64,
}

/// A part with what is doubtful there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The part.
    pub part: Part,
    /// By kind; kinds without findings are left out.
    pub tallies: Vec<Tally>,
    /// So few members that figures about them would be about persons: they are not told, and not in the sum.
    pub withheld: bool,
}

/// Lists the findings of the visited organisation, and of those below for whoever keeps or administers them.
pub async fn list(visit: &mut Visit, wanted: Wanted, page: &Page) -> Result<Listed<Finding>> {
    let asked = asked(visit, wanted)?;
    let rows = store::page(visit.conn(), &asked, page).await?;
    Ok(page.cut(rows, |finding| {
        vec![
            finding.kind.name().to_owned(),
            finding.given_name.clone(),
            finding.name.clone(),
            finding.id.to_string(),
        ]
    }))
}

/// Counts the findings of the visited organisation and of each part of it. The first is the sum of the others.
pub async fn count(visit: &mut Visit) -> Result<Vec<Count>> {
    let (organization, today) = (visit.organization()?, visit.today());
    let parts = store::parts(visit.conn(), organization, today).await?;
    let tallies = store::tallies(visit.conn(), organization, today).await?;
    let sees_persons = visit.passes(policy::sees_files);
    Ok(decide::counted(organization, parts, &tallies, sees_persons))
}

/// Leaves a finding as it is, with a reason.
pub async fn dismiss(visit: &mut Visit, finding: Id, reason: &str) -> Result<Finding> {
    let asked = asked(visit, Wanted::default())?;
    let mut found = store::read(visit.conn(), &asked, finding)
        .await?
        .ok_or_else(Refused::not_found)?;
    if found.dismissal.is_none() {
        let dismissal = Dismissal {
            reason: crate::base::text::tidy(reason),
            by: visit.caller().member,
            at: visit.now(),
        };
        store::dismiss(visit.conn(), &found, &dismissal).await?;
        found.dismissal = Some(dismissal);
    }
    Ok(found)
}

fn asked(visit: &Visit, wanted: Wanted) -> Result<Asked> {
    Ok(Asked {
        organization: visit.organization()?,
        below: visit.passes(policy::lists_below),
        kind: wanted.kind,
        dismissed: wanted.dismissed,
        today: visit.today(),
    })
}
