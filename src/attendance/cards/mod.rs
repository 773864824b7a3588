//! The member's own card: a signed code on paper that whoever records attendance scans for a member without a phone. It is
//! revoked by a mark; what it was scanned for stays.

mod code;
mod store;

use super::store as words;
use super::{Disposition, Kind, Method, Outcome, PhonelessRefusal, Refusal, Row, Word, by_hand, decide};
use crate::access::Visit;
use crate::base::{Id, Result, ids};
use chrono::{DateTime, Utc};

/// A card that was issued.
#[derive(Clone, Debug)]
pub struct Card {
    /// Whose it is.
    pub member: Id,
    /// The member's name.
    pub name: String,
    /// As in the QR.
    pub code: String,
    /// When.
    pub issued_at: DateTime<Utc>,
}

/// Issues a member's card. An earlier one dies.
pub async fn issue(visit: &mut Visit, member: Id) -> Result<Card> {
    let (caller, now) = (visit.caller().member, visit.now());
    let id = ids::new(visit.clock());
    store::revoke(visit.conn(), member, (caller, now)).await?;
    store::insert(visit.conn(), (id, member), (caller, now)).await?;
    Ok(Card {
        member,
        name: words::name_of(visit.conn(), member).await?,
        code: code::spell(visit.keys(), id),
        issued_at: now,
    })
}

/// Revokes a member's card; whether there was one.
pub async fn revoke(visit: &mut Visit, member: Id) -> Result<bool> {
    let by = (visit.caller().member, visit.now());
    store::revoke(visit.conn(), member, by).await
}

/// Records whose card was scanned in the open room. The same event comes to the same.
pub async fn scan(visit: &mut Visit, meeting: Id, code: &str, event: Id) -> Result<(Outcome, Row)> {
    let card = code::read(visit.keys(), code).ok_or(PhonelessRefusal::CardRefused)?;
    let card = store::find(visit.conn(), card)
        .await?
        .ok_or(PhonelessRefusal::CardRefused)?;
    let hall = by_hand::hall(visit, meeting).await?;
    let now = visit.now();
    let said = words::said_of(visit.conn(), meeting, &[event]).await?;
    if said.is_empty() {
        if hall.phase != words::Phase::Open {
            return Err(Refusal::NotOpen.into());
        }
        let known = words::entries(visit.conn(), meeting, Some(&[card.member])).await?;
        if known.is_empty() {
            return Err(Refusal::NotOnRoster.into());
        }
        if card.is_revoked {
            return Err(PhonelessRefusal::CardRevoked.into());
        }
        let word = arrived(visit, event);
        words::write_words(visit.conn(), meeting, &[(card.member, word)], now).await?;
    }
    let entries = words::entries(visit.conn(), meeting, Some(&[card.member])).await?;
    let (frame, entry) = entries.into_iter().next().ok_or(Refusal::EventTaken)?;
    let word = entry
        .words
        .iter()
        .find(|word| word.event == event && word.method == Method::Card)
        .ok_or(Refusal::EventTaken)?;
    let outcome = decide::outcome(word, &entry.words);
    Ok((outcome, entry.row(frame)))
}

fn arrived(visit: &Visit, event: Id) -> Word {
    Word {
        event,
        kind: Kind::Enter,
        method: Method::Card,
        late: None,
        disposition: Disposition::Recorded,
        reason: String::new(),
        reason_kind: None,
        refers_to: None,
        left_at: None,
        is_amendment: false,
        actor: visit.caller().member,
        actor_name: String::new(),
        occurred_at: visit.now(),
    }
}
