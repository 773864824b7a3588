//! Who decides what about a member: the branch, the committee that keeps the files, or somebody above.

use super::refusals::Refusal;
use super::store;
use super::types::{Decider, InLine};
use crate::access::Visit;
use crate::base::{Id, Result, text};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Who may decide something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Competence {
    /// The branch alone.
    Branch,
    /// The committee that keeps the files alone.
    Keeper,
    /// The committee that keeps the files, usually; the branch or any organisation above it may.
    Line,
}

/// Reads `decidedBy`: an organisation in the line that is competent, a name, or nothing for whoever usually decides.
pub(super) async fn read(
    visit: &mut Visit,
    branch: Id,
    competence: Competence,
    given: &str,
) -> Result<Decider> {
    let today = visit.today();
    named(visit.conn(), (branch, today), competence, given).await
}

async fn named(
    conn: &mut PgConnection,
    (branch, day): (Id, NaiveDate),
    competence: Competence,
    given: &str,
) -> Result<Decider> {
    let given = text::tidy(given);
    let id = Id::try_parse(&given).ok();
    if id.is_none() && !given.is_empty() {
        return Ok(Decider {
            organization: None,
            name: given,
        });
    }
    let line = store::line_above(conn, branch, day).await?;
    choose(&line, competence, id).ok_or_else(|| Refusal::WrongDecider.into())
}

/// The competent organisation of a line: the one given when it is, or the usual one.
fn choose(line: &[InLine], competence: Competence, given: Option<Id>) -> Option<Decider> {
    let is_competent = |one: &&InLine| match competence {
        Competence::Branch => one.depth == 0,
        Competence::Keeper => one.keeper,
        Competence::Line => true,
    };
    let is_usual = |one: &&InLine| match competence {
        Competence::Branch => one.depth == 0,
        Competence::Keeper | Competence::Line => one.keeper,
    };
    let found = match given {
        Some(given) => line
            .iter()
            .filter(is_competent)
            .find(|one| one.organization == given),
        None => line
            .iter()
            .find(is_usual)
            .or_else(|| line.iter().find(|one| one.depth == 0)),
    };
    found.map(|one| Decider {
        organization: Some(one.organization),
        name: one.name.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRANCH: Id = Id::from_u128(1);
    const COMMUNE: Id = Id::from_u128(2);
    const DISTRICT: Id = Id::from_u128(3);

    fn line() -> Vec<InLine> {
        [(BRANCH, 0, false), (COMMUNE, 1, true), (DISTRICT, 2, false)]
            .into_iter()
            .map(|(organization, depth, keeper)| InLine {
                organization,
                name: String::new(),
                depth,
                keeper,
            })
            .collect()
    }

    fn chosen(competence: Competence, given: Option<Id>) -> Option<Id> {
        choose(&line(), competence, given).and_then(|decider| decider.organization)
    }

    #[test]
    fn age_and_health_are_the_branchs_to_decide_and_a_time_is_the_committees() {
        assert_eq!(chosen(Competence::Branch, None), Some(BRANCH));
        assert_eq!(chosen(Competence::Branch, Some(COMMUNE)), None);
        assert_eq!(chosen(Competence::Keeper, None), Some(COMMUNE));
        assert_eq!(chosen(Competence::Keeper, Some(BRANCH)), None);
        assert_eq!(chosen(Competence::Keeper, Some(DISTRICT)), None);
    }

    #[test]
    fn anybody_in_the_line_may_decide_the_rest() {
        assert_eq!(chosen(Competence::Line, None), Some(COMMUNE));
        assert_eq!(chosen(Competence::Line, Some(DISTRICT)), Some(DISTRICT));
        assert_eq!(chosen(Competence::Line, Some(Id::from_u128(9))), None);
    }
}
