//! A closing that nobody remembered, and one that came too soon.

use super::{TurnKind, lock_unsealed, store};
use crate::access::Visit;
use crate::base::{Id, Result, text, vietnam};
use crate::meetings::{Meeting, Refusal, Step, read};
use crate::notices::{self, Addressee, NewNotice};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// An open meeting that nobody closed, and when it ended as far as anybody can tell.
#[derive(Clone, Copy, Debug)]
pub struct Forgotten {
    /// The meeting.
    pub meeting: Id,
    /// Since when it is open. Whoever opens it again meanwhile has not forgotten it.
    pub since: DateTime<Utc>,
    /// Its end.
    pub ended: DateTime<Utc>,
}

/// Opens a closed meeting again, until it is sealed. The times that held stay on record.
pub async fn reopen(visit: &mut Visit, meeting: Id, reason: &str) -> Result<Meeting> {
    lock_unsealed(visit, meeting, Step::Reopen).await?;
    let reason = text::tidy(reason);
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let (now, caller) = (visit.now(), visit.caller().member);
    store::reopen(visit.conn(), meeting, (&reason, now)).await?;
    let turn = store::NewTurn::by(caller, TurnKind::Reopened, &reason);
    store::put_turn(visit.conn(), meeting, &turn, now).await?;
    store::begin(visit.conn(), meeting, now).await?;
    read(visit, meeting).await
}

/// Closes meetings that nobody closed, and tells whoever runs them. Who closes one by hand this very moment is first, or
/// finds it closed.
pub async fn close_by_itself(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    forgotten: &[Forgotten],
) -> Result<usize> {
    let today = vietnam::day_of(now);
    let closed = store::close_by_itself(conn, forgotten, now).await?;
    let meetings: Vec<Id> = closed.iter().map(|closed| closed.meeting).collect();
    let turn = store::NewTurn::of_itself(TurnKind::ClosedByItself);
    store::put_turns(conn, &meetings, &turn, now).await?;
    store::end(conn, &meetings).await?;
    let runners = store::runners(conn, &meetings, today).await?;
    for closed in &closed {
        let mine = runners.iter().filter(|(meeting, _)| *meeting == closed.meeting);
        let notice = NewNotice {
            kind: notices::Kind::MeetingChanged,
            to: Addressee::Members(mine.map(|(_, member)| *member).collect()),
            meeting: Some(closed.meeting),
            stands_until: None,
            title: format!("Đã tự kết thúc: {}", closed.title),
            body: format!(
                "Không ai kết thúc cuộc họp nên hệ thống ghi kết thúc lúc {}. Đề nghị đồng chí kiểm tra điểm danh; \
                 nếu cần, mở lại cuộc họp trước khi kết quả được chốt.",
                vietnam::written(closed.ended)
            ),
        };
        notices::queue(conn, now, &notice).await?;
    }
    Ok(closed.len())
}
