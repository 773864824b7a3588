//! A member says that a word about the own attendance is not so: whoever runs the meeting is told, and takes the word
//! back or upholds it with words. The member sees which.

use super::{Answered, Dispute, Kind, Refusal, store};
use crate::access::Visit;
use crate::base::{Id, Refused, Result};
use crate::meetings::holding;
use crate::notices::{self, Addressee, NewNotice};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Disputes a word about the caller. Disputed again while nobody has answered, it is the same dispute.
pub async fn dispute(visit: &mut Visit, meeting: Id, event: Id, reason: &str) -> Result<Dispute> {
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let (caller, now) = (visit.caller().member, visit.now());
    let spoken = store::find_word(visit.conn(), meeting, event)
        .await?
        .filter(|spoken| spoken.member == caller)
        .ok_or_else(Refused::not_found)?;
    if matches!(spoken.kind, Kind::Void | Kind::Confirm) {
        return Err(Refusal::NotOfPresence.into());
    }
    let is_new = store::put_dispute(visit.conn(), (meeting, event), (caller, reason), now).await?;
    let dispute = find(visit, meeting, event).await?;
    if dispute.answer.is_some() {
        return Err(Refusal::DisputeAnswered.into());
    }
    if is_new {
        let name = store::name_of(visit.conn(), caller).await?;
        let runners = holding::runners(visit, meeting).await?;
        let body = format!("Đồng chí {name} đề nghị xem lại một lần ghi điểm danh. Lý do: {reason}");
        let words = ("Đề nghị xem lại điểm danh", body);
        tell(visit.conn(), (meeting, now), runners, words).await?;
    }
    Ok(dispute)
}

/// Upholds a word that was disputed, with words for the member.
pub async fn uphold(visit: &mut Visit, meeting: Id, event: Id, words: &str) -> Result<Dispute> {
    if words.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    find(visit, meeting, event).await?;
    let by = (visit.caller().member, visit.now());
    if !answer(visit.conn(), (meeting, event), (Answered::Upheld, words), by).await? {
        return Err(Refusal::DisputeAnswered.into());
    }
    find(visit, meeting, event).await
}

/// Answers the dispute about a word, if there is one that waits; the member is told.
pub(super) async fn answer(
    conn: &mut PgConnection,
    (meeting, event): (Id, Id),
    (answered, words): (Answered, &str),
    (by, now): (Id, DateTime<Utc>),
) -> Result<bool> {
    let member = store::answer_dispute(conn, (meeting, event), (answered, words, by), now).await?;
    let Some(member) = member else {
        return Ok(false);
    };
    let body = match answered {
        Answered::Upheld => format!("Lần ghi điểm danh được giữ nguyên. Trả lời: {words}"),
        Answered::Voided => format!("Lần ghi điểm danh đã được hủy. Lý do: {words}"),
    };
    let words = ("Trả lời đề nghị xem lại điểm danh", body);
    tell(conn, (meeting, now), vec![member], words).await?;
    Ok(true)
}

async fn find(visit: &mut Visit, meeting: Id, event: Id) -> Result<Dispute> {
    let found = store::disputes(visit.conn(), meeting, &[event]).await?;
    found
        .into_iter()
        .next()
        .ok_or_else(|| Refused::not_found().into())
}

async fn tell(
    conn: &mut PgConnection,
    (meeting, now): (Id, DateTime<Utc>),
    members: Vec<Id>,
    (title, body): (&str, String),
) -> Result<()> {
    let notice = NewNotice {
        kind: notices::Kind::MeetingChanged,
        to: Addressee::Members(members),
        meeting: Some(meeting),
        stands_until: None,
        title: title.to_owned(),
        body,
    };
    notices::queue(conn, now, &notice).await.map(|_id| ())
}
