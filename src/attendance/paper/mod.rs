//! The attendance sheet on paper: printed with a code a row, signed by hand, and keyed in by those codes.

mod code;
mod page;

use super::store;
use super::{Dictated, Method, PhonelessRefusal, Refusal, Row, by_hand};
use crate::access::Visit;
use crate::base::{Id, Refused, Result, vietnam};
use crate::meetings::{self, State, holding};
use code::{code_of, member_of};

/// A sheet to print.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// By given name.
    pub rows: Vec<Line>,
    /// The page.
    pub page: String,
    /// The roster is frozen.
    pub is_frozen: bool,
}

/// A row of the sheet.
#[derive(Clone, Debug)]
pub struct Line {
    /// Who.
    pub member: Id,
    /// The name.
    pub name: String,
    /// What the row is keyed in by.
    pub code: String,
}

/// A row as it is keyed in.
#[derive(Clone, Debug)]
pub struct Keyed {
    /// What stands on the paper.
    pub code: String,
    /// What it says, about nobody yet.
    pub said: Dictated,
}

/// Prints the sheet of a meeting that is called, open or closed.
pub async fn print(visit: &mut Visit, meeting: Id) -> Result<Sheet> {
    let today = visit.today();
    let plan = meetings::read(visit, meeting).await?;
    let is_frozen = matches!(plan.state, State::Open | State::Closed);
    let expected: Vec<(Id, String)> = match plan.state {
        State::Draft | State::Cancelled => return Err(Refusal::NotOpen.into()),
        State::Open | State::Closed => {
            let entries = store::entries(visit.conn(), meeting, None).await?;
            let line = |(_, entry): (_, store::Entry)| (entry.standing.member, entry.name);
            entries.into_iter().map(line).collect()
        }
        State::Issued => {
            let day = vietnam::day_of(plan.starts_at).max(today);
            let meeting = (meeting, visit.organization()?);
            let expected = holding::expected(visit.conn(), meeting, day).await?;
            let line = |(standing, name): (crate::directory::Rostered, String)| (standing.member, name);
            expected.into_iter().map(line).collect()
        }
    };
    let keys = visit.keys();
    let line = |(member, name): (Id, String)| Line {
        code: code_of(keys, meeting, member),
        member,
        name,
    };
    let rows: Vec<Line> = expected.into_iter().map(line).collect();
    let page = page::print(&plan, &rows)?;
    Ok(Sheet {
        rows,
        page,
        is_frozen,
    })
}

/// Keys rows in, each with its own outcome: a code that stands for nobody is no reason against the others.
pub async fn key_in(
    visit: &mut Visit,
    meeting: Id,
    rows: Vec<Result<Keyed, Refused>>,
) -> Result<Vec<Result<Row, Refused>>> {
    let entries = store::entries(visit.conn(), meeting, None).await?;
    let members: Vec<Id> = entries.iter().map(|(_, entry)| entry.standing.member).collect();
    let keys = visit.keys();
    let found = rows.into_iter().map(|row| {
        let keyed = row?;
        let member = member_of(keys, meeting, &members, &keyed.code)
            .ok_or_else(|| PhonelessRefusal::RowCodeUnknown.refused())?;
        Ok(Dictated {
            member,
            method: Method::Paper,
            ..keyed.said
        })
    });
    let found: Vec<Result<Dictated, Refused>> = found.collect();
    by_hand::record_many(visit, meeting, found).await
}
