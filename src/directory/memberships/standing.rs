//! A dated change of class or activity: the row in force is closed, a new one opened, and who decided is kept.

use super::change;
use super::decide;
use super::deciders::{self, Competence};
use super::details;
use super::records;
use super::store;
use super::types::{Entry, NewStanding, What};
use crate::access::Visit;
use crate::base::{Id, Result};
use crate::directory;
use crate::directory::store::members;
use crate::directory::store::standing::{self, Turn};
use crate::directory::words::{Activity, Class, Exemption};
use chrono::NaiveDate;

/// Records a change of the visited member's standing, who is at home in the visited branch.
pub(in crate::directory) async fn set(visit: &mut Visit, member: Id, change: &NewStanding) -> Result<()> {
    change::standing(change)?;
    decide::exemption((change.activity, change.exemption), change.reason, change.to)?;
    let branch = visit.organization()?;
    store::lock_member(visit.conn(), member).await?;
    let competence = competence(change);
    let decider = deciders::read(visit, branch, competence, &change.decided_by).await?;
    let from = match change.class {
        Some(Class::Official) => recognised_from(visit, member, change.from).await?,
        Some(Class::Probationary) | None => change.from,
    };
    let note = change
        .activity
        .map(Activity::name)
        .or(change.class.map(Class::name));
    let entry = Entry {
        member,
        what: What::Standing,
        day: from,
        decision_number: &change.decision_number,
        decider,
        note: note.unwrap_or_default(),
    };
    let record = records::write(visit, &entry).await?;
    if let Some(class) = change.class {
        turn_class(visit, (member, class), from, (&change.decision_number, record)).await?;
    }
    if let Some(activity) = change.activity {
        let turn = Turn {
            member,
            from: change.from,
            decision_number: &change.decision_number,
            record,
        };
        let activity = (activity, change.exemption, change.to);
        standing::turn_activity(visit.conn(), &[(turn, activity)]).await?;
        if let Some(reason) = change.reason {
            store::give_reason(visit.conn(), (member, change.from), reason).await?;
        }
    }
    Ok(())
}

/// Age and health is the branch's own decision; a time off is the committee's; the rest is decided somewhere in the line.
fn competence(change: &NewStanding) -> Competence {
    match change.exemption {
        Some(Exemption::AgeAndHealth) => Competence::Branch,
        Some(Exemption::Temporary) => Competence::Keeper,
        None => Competence::Line,
    }
}

/// The day a recognition is dated to, which is not when it was decided.
async fn recognised_from(visit: &mut Visit, member: Id, from: NaiveDate) -> Result<NaiveDate> {
    let today = visit.today();
    let joined = store::joined_date(visit.conn(), member).await?;
    let probation = details::probation_rule(visit.conn(), joined).await?;
    let day = decide::recognised_from(joined, probation, from, today)?;
    if store::is_official(visit.conn(), member, day).await? {
        return Err(directory::Refusal::StandingOverlaps.into());
    }
    Ok(day)
}

async fn turn_class(
    visit: &mut Visit,
    (member, class): (Id, Class),
    from: NaiveDate,
    (decision_number, record): (&str, Id),
) -> Result<()> {
    let turn = Turn {
        member,
        from,
        decision_number,
        record,
    };
    standing::turn_class(visit.conn(), &[turn], class).await?;
    if class == Class::Official {
        members::set_official_date(visit.conn(), member, from).await?;
    }
    Ok(())
}
