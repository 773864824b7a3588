//! How far a notice has got: counts up the tree, names where the policy lets them be seen.

use super::decide::{self, Sent};
use super::{Counts, Part, Receipts, store};
use crate::access::{Caller, Located, Place, Ties, Visit, policy};
use crate::base::{Id, Refused, Result, vietnam};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A notice as those who answer for it see it, in one part of what it was addressed to.
#[derive(Clone, Copy, Debug)]
pub struct IssuedPlace {
    /// The notice.
    pub notice: Id,
    /// What it was addressed to, when absent.
    pub part: Option<Id>,
}

impl Place for IssuedPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let Some(found) = store::locate_notice(conn, self.notice, caller.member).await? else {
            return Ok(None);
        };
        let Some(sent) = found.sent else {
            return Ok(Some(Located {
                ties: Ties {
                    member: found.is_for_reader,
                    ..Ties::default()
                },
                ..Located::default()
            }));
        };
        let part = self.part.unwrap_or(sent.organization);
        if !is_part(conn, &sent, part).await? {
            return Ok(None);
        }
        let (chain, _) = store::chain_of(conn, caller.member, today).await?;
        Ok(Some(Located {
            organization: Some(part),
            ties: Ties {
                oneself: found.issued_by == Some(caller.member),
                member: chain.is_reached(&sent),
                ..Ties::default()
            },
            only_for: None,
        }))
    }
}

async fn is_part(conn: &mut PgConnection, sent: &Sent, part: Id) -> Result<bool> {
    if part == sent.organization {
        return Ok(true);
    }
    Ok(sent.below && store::stood_below(conn, (part, sent.organization), vietnam::day_of(sent.at)).await?)
}

/// Counts whom the notice reached in the organisation visited, and names them for who may see names.
pub async fn receipts(visit: &mut Visit, notice: Id) -> Result<Receipts> {
    let (organization, today, caller) = (visit.organization()?, visit.today(), visit.caller().member);
    let sees_names = visit.passes(policy::sees_readers);
    let found = store::locate_notice(visit.conn(), notice, caller).await?;
    let sent = found
        .and_then(|found| found.sent)
        .ok_or_else(Refused::not_found)?;
    let asked = store::Asked {
        notice,
        organization,
        day: vietnam::day_of(sent.at),
        // Who joined since is asked too while the call stands.
        joined_until: sent.stands_until.map(|until| vietnam::day_of(until).min(today)),
        below: sent.below,
    };
    let counted = store::count_receipts(visit.conn(), asked).await?;
    let whole = counted
        .iter()
        .fold(Counts::default(), |sum, part| sum.plus(part.counts));
    let parts = counted
        .into_iter()
        .filter(|part| part.organization != organization)
        .map(|part| Part {
            organization: part.organization,
            name: part.name,
            shown: decide::shown(part.counts, sees_names),
        });
    Ok(Receipts {
        organization,
        whole: decide::shown(whole, sees_names),
        parts: parts.collect(),
        members: if sees_names {
            store::receipts_of_members(visit.conn(), asked).await?
        } else {
            Vec::new()
        },
    })
}
