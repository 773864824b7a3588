//! Issuing activation codes: by the branch for its members, by the operator for whoever starts.

use super::Refusal;
use super::codes::{self, Code};
use super::slip::{self, Recipient, Slip};
use super::store::{self, NewSlip};
use crate::access::doors::Errand;
use crate::access::{Role, Standing, Visit};
use crate::base::secrets::Keys;
use crate::base::{Id, Refused, Result, ids};
use crate::directory::{self, logins};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A code, shown once.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The ten characters.
    pub code: String,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
    /// The slip to print.
    pub slip: Slip,
}

/// What issuing needs to know, whoever issues.
struct Issue<'a> {
    id: Id,
    member: Id,
    issued_by: Option<Id>,
    now: DateTime<Utc>,
    keys: &'a Keys,
}

/// Issues a code for the visited member. An earlier unused one dies.
pub async fn issue(visit: &mut Visit, member: Id) -> Result<Issued> {
    refuse_way_up(visit, member).await?;
    let keys = visit.keys().clone();
    let issue = Issue {
        id: ids::new(visit.clock()),
        member,
        issued_by: Some(visit.caller().member),
        now: visit.now(),
        keys: &keys,
    };
    write(visit.conn(), &issue).await
}

/// Issues a code for a member from the command line.
pub async fn issue_as_operator(errand: &mut Errand, member: Id) -> Result<Issued> {
    let keys = errand.keys().clone();
    let issue = Issue {
        id: ids::new(errand.clock()),
        member,
        issued_by: None,
        now: errand.now(),
        keys: &keys,
    };
    write(errand.conn(), &issue).await
}

async fn write(conn: &mut PgConnection, issue: &Issue<'_>) -> Result<Issued> {
    let face = directory::face(conn, issue.member)
        .await?
        .ok_or_else(Refused::not_found)?;
    let logins = logins::of(conn, issue.member).await?;
    if logins.is_empty() {
        return Err(Refusal::NoLogin.into());
    }
    let code = Code::mint();
    let expires_at = issue.now + codes::LIFETIME;
    let new = NewSlip {
        id: issue.id,
        member: issue.member,
        code_lookup: code.lookup(issue.keys, issue.member),
        issued_by: issue.issued_by,
        expires_at,
    };
    store::replace_slip(conn, &new, issue.now).await?;
    let recipient = Recipient {
        name: &face.name,
        logins: &logins,
    };
    Ok(Issued {
        slip: slip::write(&code, &recipient, expires_at)?,
        code: code.as_str().to_owned(),
        expires_at,
    })
}

/// A slip is a way into an account. A branch may not print its way into the post that one of its members holds in
/// another organisation; the administrator may.
async fn refuse_way_up(visit: &mut Visit, member: Id) -> Result<()> {
    let administers = visit.standings().iter().any(|standing| {
        matches!(
            standing,
            Standing::Here(Role::SystemAdmin) | Standing::Above(Role::SystemAdmin)
        )
    });
    if administers || visit.caller().member == member {
        return Ok(());
    }
    let (branch, today) = (visit.organization()?, visit.today());
    if store::holds_post_beyond(visit.conn(), member, branch, today).await? {
        return Err(Refusal::SlipFromAbove.into());
    }
    Ok(())
}
