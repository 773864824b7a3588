//! Listing what is doubtful: of a commune by kind and name, of more than that branch by branch.

use super::store::{self, Asked, Place};
use super::types::{Finding, Wanted};
use crate::access::{Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Result};

/// So many times a page asks for more branches before it is handed out with what there is: where much was dismissed
/// that is mended by now, they hold nothing.
const ROUNDS: usize = 8;

/// Lists the findings of the visited organisation, and of those below for whoever keeps or administers them.
pub(super) async fn list(visit: &mut Visit, wanted: Wanted, page: &Page) -> Result<Listed<Finding>> {
    let asked = asked(visit, wanted).await?;
    if asked.is_wide {
        return branch_by_branch(visit, &asked, page).await;
    }
    let rows = store::page(visit.conn(), &asked, page).await?;
    Ok(page.cut(rows, key))
}

pub(super) async fn asked(visit: &mut Visit, wanted: Wanted) -> Result<Asked> {
    let (organization, below) = (visit.organization()?, visit.passes(policy::lists_below));
    Ok(Asked {
        organization,
        below,
        is_wide: below && store::is_wide(visit.conn(), organization).await?,
        kind: wanted.kind,
        dismissed: wanted.dismissed,
        today: visit.today(),
    })
}

/// Goes through the branches that the tallies name, in the order of their ids, and at the end adds up the parts.
async fn branch_by_branch(visit: &mut Visit, asked: &Asked, page: &Page) -> Result<Listed<Finding>> {
    let mut rows = Vec::new();
    let mut from = begin(page);
    for _ in 0..ROUNDS {
        let branches = store::with_findings(visit.conn(), asked, from.organization, page.fetch()).await?;
        let whole = branches.is_empty();
        let missing = page.fetch() - i64::try_from(rows.len()).unwrap_or(i64::MAX);
        rows.extend(store::page_of(visit.conn(), asked, (&branches, whole), (&from, missing)).await?);
        if whole || i64::try_from(rows.len()).unwrap_or(i64::MAX) > page.size {
            return Ok(cut(page, rows));
        }
        from = Place::after(branches.last().copied());
    }
    Ok(Listed {
        rows: rows.into_iter().map(|(_, finding)| finding).collect(),
        next: Some(from.key()),
    })
}

fn cut(page: &Page, rows: Vec<(Id, Finding)>) -> Listed<Finding> {
    let listed = page.cut(rows, |(place, finding)| {
        let mut key = key(finding);
        key.push(place.to_string());
        key
    });
    Listed {
        rows: listed.rows.into_iter().map(|(_, finding)| finding).collect(),
        next: listed.next,
    }
}

fn key(finding: &Finding) -> Vec<String> {
    vec![
        finding.kind.name().to_owned(),
        finding.given_name.clone(),
        finding.name.clone(),
        finding.id.to_string(),
    ]
}

fn begin(page: &Page) -> Place {
    let id = |column| page.after(column).and_then(|id| Id::try_parse(id).ok());
    let text = |column| page.after(column).unwrap_or_default().to_owned();
    match id(4) {
        None => Place::default(),
        Some(organization) => Place {
            organization,
            kind: text(0),
            given_name: text(1),
            name: text(2),
            id: id(3).unwrap_or_default(),
        },
    }
}
