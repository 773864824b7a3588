//! What was kept becomes words about attendance, openings and closings, as soon as everything is there that it needs. Taken
//! up again, nothing happens twice.

use super::store::{self, Kept};
use super::{Doubt, Sort};
use crate::access::doors::Worker;
use crate::attendance::store::{self as words, Phase};
use crate::attendance::{Answered, disputes};
use crate::attendance::{Disposition, Kind, Word};
use crate::base::{Id, Result};
use crate::meetings::holding::{self, Elsewhere};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Meetings looked at in one transaction.
const AT_A_TIME: i64 = 100;
/// What a member hears whose dispute is answered by taking a word back without a reason.
const UNEXPLAINED: &str = "Hủy khi ghi ngoại tuyến";

/// Takes up everything that can be by now: whoever was put on a roster, and what was opened since.
pub async fn take_up_all(door: Worker, _nobody: Id) -> Result<()> {
    loop {
        let mut errand = door.begin().await?;
        let now = errand.now();
        let moving = store::moving(errand.conn(), AT_A_TIME).await?;
        for meeting in &moving {
            store::lock(errand.conn(), *meeting, true).await?;
            take_up(errand.conn(), *meeting, now).await?;
        }
        errand.commit(()).await?;
        if moving.is_empty() {
            return Ok(());
        }
    }
}

/// Takes up what waits of one meeting: openings and closings, then words, then what takes them back.
pub(in crate::attendance) async fn take_up(
    conn: &mut PgConnection,
    meeting: Id,
    now: DateTime<Utc>,
) -> Result<()> {
    let held = store::held(conn, meeting).await?;
    if held.is_empty() {
        return Ok(());
    }
    turn(conn, meeting, &held, now).await?;
    let Some(hall) = words::hall(conn, meeting, now).await? else {
        return Ok(());
    };
    let is_amendment = hall.phase == Phase::Sealed;
    let said: Vec<(Id, Word)> = held
        .iter()
        .filter_map(|kept| Some((kept.member?, word(kept, is_amendment)?)))
        .collect();
    say(conn, meeting, &said, now).await?;
    take_back(conn, meeting, &held, (is_amendment, now)).await
}

/// What a kept event lacks that is not taken up.
pub(super) fn missing(kept: &Kept, phase: Option<Phase>, is_on_roster: bool) -> Option<Doubt> {
    let has_begun = !matches!(phase, None | Some(Phase::Shut));
    if kept.doubts.contains(&Doubt::PlaceUnknown) || kept.doubts.contains(&Doubt::NotAnOfficer) {
        return None;
    }
    match kept.sort {
        Sort::Open | Sort::Close if !kept.doubts.is_empty() => None,
        Sort::Open => Some(Doubt::TimeRefused),
        Sort::Close if has_begun => Some(Doubt::TimeRefused),
        Sort::Void if has_begun => Some(Doubt::TargetUnknown),
        Sort::Enter | Sort::Leave | Sort::Excuse | Sort::Absent if has_begun => {
            (!is_on_roster).then_some(Doubt::NotOnRoster)
        }
        Sort::Close | Sort::Void | Sort::Enter | Sort::Leave | Sort::Excuse | Sort::Absent => {
            Some(Doubt::NotOpen)
        }
    }
}

/// Opens and closes what was opened and closed in the room.
async fn turn(conn: &mut PgConnection, meeting: Id, held: &[Kept], now: DateTime<Utc>) -> Result<()> {
    for sort in [Sort::Open, Sort::Close] {
        for kept in held
            .iter()
            .filter(|kept| kept.sort == sort && kept.doubts.is_empty())
        {
            let told = (kept.at, kept.sender);
            let became = if sort == Sort::Open {
                holding::open_elsewhere(conn, meeting, told, now).await?
            } else {
                holding::close_elsewhere(conn, meeting, told, now).await?
            };
            if became == Elsewhere::Done {
                store::mark_taken(conn, meeting, &[kept.event]).await?;
            }
        }
    }
    Ok(())
}

/// Writes words about who is on the roster; those that are written by now are taken up.
async fn say(
    conn: &mut PgConnection,
    meeting: Id,
    said: &[(Id, Word)],
    now: DateTime<Utc>,
) -> Result<Vec<Id>> {
    words::write_words(conn, meeting, said, now).await?;
    let events: Vec<Id> = said.iter().map(|(_, word)| word.event).collect();
    let written = words::said_of(conn, meeting, &events).await?;
    let written: Vec<Id> = written.into_iter().map(|(event, _)| event).collect();
    store::mark_taken(conn, meeting, &written).await?;
    Ok(written)
}

/// Takes back what is there to be taken back, and answers whoever disputed it.
async fn take_back(
    conn: &mut PgConnection,
    meeting: Id,
    held: &[Kept],
    (is_amendment, now): (bool, DateTime<Utc>),
) -> Result<()> {
    let voids = held
        .iter()
        .filter(|kept| kept.sort == Sort::Void && kept.doubts.is_empty());
    let named: Vec<(&Kept, Id)> = voids.filter_map(|kept| Some((kept, kept.refers_to?))).collect();
    if named.is_empty() {
        return Ok(());
    }
    let events: Vec<Id> = named.iter().map(|(_, event)| *event).collect();
    let targets = store::targets(conn, meeting, &events).await?;
    let about = |event: &Id| {
        targets
            .get(event)
            .filter(|(_, kind, _)| !matches!(kind, Kind::Void | Kind::Confirm))
    };
    let said: Vec<(Id, Word)> = named
        .iter()
        .filter_map(|(kept, event)| Some((about(event)?.0, word(kept, is_amendment)?)))
        .collect();
    let written = say(conn, meeting, &said, now).await?;
    for (kept, event) in named.iter().filter(|(kept, _)| written.contains(&kept.event)) {
        let reason = if kept.reason.is_empty() {
            UNEXPLAINED
        } else {
            &kept.reason
        };
        disputes::answer(
            conn,
            (meeting, *event),
            (Answered::Voided, reason),
            (kept.sender, now),
        )
        .await?;
    }
    Ok(())
}

/// The word that an event is.
fn word(kept: &Kept, is_amendment: bool) -> Option<Word> {
    let kind = kept.sort.kind()?;
    Some(Word {
        event: kept.event,
        kind,
        method: kept.method,
        late: None,
        disposition: if kept.doubts.is_empty() {
            Disposition::Recorded
        } else {
            Disposition::Pending
        },
        reason: kept.reason.clone(),
        reason_kind: kept.reason_kind.filter(|_| kind == Kind::Excuse),
        refers_to: kept.refers_to,
        left_at: (kind == Kind::Leave).then_some(kept.at),
        is_amendment,
        actor: kept.sender,
        actor_name: String::new(),
        occurred_at: kept.at,
    })
}
