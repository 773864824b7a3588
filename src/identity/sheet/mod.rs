//! Slips for everybody in a branch who has no account yet, on sheets to be printed, cut and handed out.

mod page;

use super::issue::{Issued, issue};
use super::{Refusal, codes, store};
use crate::access::Visit;
use crate::base::{Error, Id, Result};
use crate::directory::organizations;

/// Slips of one call: more would make an answer that clients do not take.
const MOST: usize = 100;

/// What one call issued.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The slips, in the order of given names.
    pub slips: Vec<IssuedTo>,
    /// Who gets none from here.
    pub left_out: Vec<LeftOut>,
    /// The page to print: all slips, six on a sheet of A4.
    pub page: String,
    /// There are more members without an account than one call serves.
    pub more: bool,
}

/// A slip and whose it is.
#[derive(Clone, Debug)]
pub struct IssuedTo {
    /// The member.
    pub member: Id,
    /// The member's name.
    pub name: String,
    /// The code and its slip.
    pub issued: Issued,
}

/// A member without an account who gets no slip from here.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// The member.
    pub member: Id,
    /// The member's name.
    pub name: String,
    /// Nothing to sign in with, or a post elsewhere.
    pub why: Refusal,
}

/// Issues a slip for each member at home in the visited branch who has no account; an earlier unused one dies.
/// `leave_living` leaves out those who hold a slip that can still be used.
pub async fn issue_for_branch(visit: &mut Visit, leave_living: bool) -> Result<Sheet> {
    let (branch, today, now) = (visit.organization()?, visit.today(), visit.now());
    let living = store::Living {
        tries: codes::TRIES,
        now,
        count: !leave_living,
    };
    let fetch = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let mut members = store::without_account(visit.conn(), (branch, today), &living, fetch).await?;
    let more = members.len() > MOST;
    members.truncate(MOST);
    let mut slips = Vec::with_capacity(members.len());
    let mut left_out = Vec::new();
    for (member, name) in members {
        match issue(visit, member).await {
            Ok(issued) => slips.push(IssuedTo { member, name, issued }),
            Err(error) => {
                let why = left_out_for(error)?;
                left_out.push(LeftOut { member, name, why });
            }
        }
    }
    let name = organizations::name(visit.conn(), branch, today)
        .await?
        .unwrap_or_default();
    let page = page::print(&name, &slips)?;
    Ok(Sheet {
        slips,
        left_out,
        page,
        more,
    })
}

/// What leaves out one member and not the others; anything else ends the call.
fn left_out_for(error: Error) -> Result<Refusal> {
    let told = [Refusal::NoLogin, Refusal::SlipFromAbove];
    let why = error
        .refusal()
        .and_then(|refused| told.into_iter().find(|why| why.code() == refused.code));
    why.ok_or(error)
}
