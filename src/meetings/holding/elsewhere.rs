//! Openings and closings of a room without signal, which come in later. Of several openings the earliest holds, of several
//! closings the latest: whatever the order in which they come.

use super::store::{self, Bounds};
use super::{TurnKind, store::NewTurn};
use crate::base::{Id, Result, vietnam};
use crate::directory::{self, Rostered};
use crate::meetings::{Audience, State, Step, next, steps, store as meetings_store};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::PgConnection;

/// What became of an opening or a closing from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It holds, or another one holds that is the better of the two.
    Done,
    /// The meeting has not come so far.
    NotReady,
    /// It cannot have been then.
    TimeRefused,
}

/// What was done, when, by whom, as it comes in now.
#[derive(Clone, Copy, Debug)]
struct Told {
    at: DateTime<Utc>,
    by: Id,
    now: DateTime<Utc>,
}

/// Opens a meeting that was opened in a room without signal.
pub async fn open_elsewhere(
    conn: &mut PgConnection,
    meeting: Id,
    (began, by): (DateTime<Utc>, Id),
    now: DateTime<Utc>,
) -> Result<Elsewhere> {
    let told = Told { at: began, by, now };
    let Some(bounds) = store::bounds(conn, meeting).await? else {
        return Ok(Elsewhere::NotReady);
    };
    let state = State::read(&bounds.state)?;
    let may_be_opened = next(state, Step::Open).is_some();
    match bounds.opened_at {
        None if !may_be_opened => Ok(Elsewhere::NotReady),
        _ if !can_have_begun(&bounds, told) => Ok(Elsewhere::TimeRefused),
        None => {
            let day = vietnam::day_of(began);
            let heir = directory::organizations::heir(conn, bounds.organization, day).await?;
            meetings_store::open(conn, meeting, began).await?;
            meetings_store::give_to(conn, meeting, heir).await?;
            steps::freeze(conn, meeting, heir, began).await?;
            turned(conn, meeting, TurnKind::Opened, told).await?;
            store::begin(conn, meeting, now).await?;
            Ok(Elsewhere::Done)
        }
        Some(opened) => {
            // The roster was frozen for its day.
            let same_day = vietnam::day_of(opened) == vietnam::day_of(began);
            if began < opened && same_day && !bounds.is_sealed(now) {
                store::begin_earlier(conn, meeting, began).await?;
                turned(conn, meeting, TurnKind::Opened, told).await?;
            }
            Ok(Elsewhere::Done)
        }
    }
}

/// Closes a meeting that was closed in a room without signal.
pub async fn close_elsewhere(
    conn: &mut PgConnection,
    meeting: Id,
    (ended, by): (DateTime<Utc>, Id),
    now: DateTime<Utc>,
) -> Result<Elsewhere> {
    let told = Told { at: ended, by, now };
    let Some(bounds) = store::bounds(conn, meeting).await? else {
        return Ok(Elsewhere::NotReady);
    };
    let Some(opened) = bounds.opened_at else {
        return Ok(Elsewhere::NotReady);
    };
    if ended < opened || ended > now {
        return Ok(Elsewhere::TimeRefused);
    }
    // What was opened again is not closed by a closing of before.
    if bounds.reopened_at.is_some_and(|reopened| ended < reopened) {
        return Ok(Elsewhere::Done);
    }
    match bounds.closed_at {
        None => {
            meetings_store::close(conn, meeting, ended, now).await?;
            turned(conn, meeting, TurnKind::Closed, told).await?;
            store::end(conn, &[meeting]).await?;
        }
        Some(closed) if ended > closed && !bounds.is_sealed(now) => {
            store::end_later(conn, meeting, ended).await?;
            turned(conn, meeting, TurnKind::Closed, told).await?;
        }
        Some(_) => {}
    }
    Ok(Elsewhere::Done)
}

/// Who would be on the roster of a meeting of an organisation that is opened on a day, with their names.
pub async fn expected(
    conn: &mut PgConnection,
    (meeting, organization): (Id, Id),
    day: NaiveDate,
) -> Result<Vec<(Rostered, String)>> {
    let heir = directory::organizations::heir(conn, organization, day).await?;
    let lines = match meetings_store::kind_of(conn, meeting).await?.audience() {
        Audience::Whole => directory::members_of(conn, heir, day).await?,
        Audience::Committee | Audience::Named => {
            let called = meetings_store::audience(conn, meeting, day).await?;
            directory::standings_of(conn, (heir, &called), day).await?
        }
    };
    store::names_of(conn, lines).await
}

/// After its call, near its plan, not in the future, and not longer ago than a meeting may be written down afterwards.
fn can_have_begun(bounds: &Bounds, told: Told) -> bool {
    let called = bounds.issued_at.unwrap_or(DateTime::<Utc>::MIN_UTC);
    let earliest = called
        .max(bounds.starts_at - TimeDelta::hours(bounds.early_hours.into()))
        .max(told.now - TimeDelta::days(bounds.afterwards_days.into()));
    (earliest..=told.now).contains(&told.at)
}

async fn turned(conn: &mut PgConnection, meeting: Id, kind: TurnKind, told: Told) -> Result<()> {
    let turn = NewTurn::by(told.by, kind, "");
    store::put_turn(conn, meeting, &turn, told.now).await
}

impl Bounds {
    fn is_sealed(&self, now: DateTime<Utc>) -> bool {
        self.seals_at.is_some_and(|seals_at| seals_at <= now)
    }
}
