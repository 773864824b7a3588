//! What an officer tells members, and takes back.

use super::store::{self, Publishing};
use super::{Addressee, Kind, NewNotice, Notice, Publication, Refusal};
use crate::access::Visit;
use crate::base::{Id, Refused, Result, Text, Violation, ids, text};
use crate::directory::organizations;

/// Publishes a notice to the members of the organisation visited: one row, however many it reaches.
pub async fn publish(visit: &mut Visit, publication: Publication) -> Result<Notice> {
    let (organization, now, today) = (visit.organization()?, visit.now(), visit.today());
    organizations::must_live(visit.conn(), organization, today).await?;
    if publication.expires_at.is_some_and(|expires_at| expires_at <= now) {
        return Err(Refusal::ExpiresInPast.into());
    }
    if !publication.below && !store::has_members(visit.conn(), organization, today).await? {
        return Err(Refusal::NobodyThere.into());
    }
    let caller = visit.caller().member;
    let notice = NewNotice {
        kind: Kind::General,
        to: if publication.below {
            Addressee::Below(organization)
        } else {
            Addressee::Organization(organization)
        },
        meeting: None,
        stands_until: None,
        title: said("title", text::tidy(&publication.title))?,
        body: said("body", text::nfc(publication.body.trim()))?,
    };
    let publishing = Publishing {
        issued_by: Some(caller),
        acknowledge_needed: publication.acknowledge_needed,
        expires_at: publication.expires_at,
    };
    let id = ids::at(now);
    store::insert_notice(visit.conn(), (id, now), &notice, publishing).await?;
    store::find_notice(visit.conn(), id, caller).await
}

/// Takes a published notice back. The first reason counts.
pub async fn recall(visit: &mut Visit, notice: Id, reason: &str) -> Result<Notice> {
    let (caller, now) = (visit.caller().member, visit.now());
    let reason = said("reason", text::tidy(reason))?;
    if store::find_notice(visit.conn(), notice, caller).await?.kind != Kind::General {
        return Err(Refusal::NotRecallable.into());
    }
    store::recall_notice(visit.conn(), notice, (caller, now), &reason).await?;
    store::find_notice(visit.conn(), notice, caller).await
}

fn said(field: &str, text: String) -> Result<String> {
    if text.is_empty() {
        let blank = Text::new("Không được để trống.", "Must not be blank.");
        return Err(Refused::invalid(vec![Violation::new(field, blank)]).into());
    }
    Ok(text)
}
