//! Where an action happens, and how a place is tied to the caller.

use super::{Action, Caller, Standing};
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Something an action happens at. Capabilities implement it for their ids.
pub trait Place: Send {
    /// Finds the organisation the place belongs to and what the caller is to it on the day of the visit; `None` when
    /// there is no such place.
    fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> impl Future<Output = Result<Option<Located>>> + Send;
}

/// A place that exists.
#[derive(Clone, Debug, Default)]
pub struct Located {
    /// The organisation it belongs to; `None` for what belongs to a member alone.
    pub organization: Option<Id>,
    /// What the caller is to it, beside the roles that grants give.
    pub ties: Ties,
    /// What one must be allowed to do here to learn that the place exists, where reading is not enough: a draft is
    /// there only for those who run the meeting.
    pub only_for: Option<Action>,
}

/// How a caller is tied to a place by facts other than grants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tie holds or not, whatever the others do"
)]
pub struct Ties {
    /// The place is the caller.
    pub oneself: bool,
    /// The caller is a member of the place's organisation, or of one below it.
    pub member: bool,
    /// The caller is on the frozen roster of the meeting.
    pub on_roster: bool,
    /// The caller is a chair of the meeting.
    pub chair: bool,
    /// The caller takes the minutes of the meeting.
    pub minutes_taker: bool,
}

impl Ties {
    /// The standings that follow.
    pub fn standings(self) -> impl Iterator<Item = Standing> {
        [
            (true, Standing::SignedIn),
            (self.oneself, Standing::Oneself),
            (self.member, Standing::Member),
            (self.on_roster, Standing::OnRoster),
            (self.chair, Standing::Chair),
            (self.minutes_taker, Standing::MinutesTaker),
        ]
        .into_iter()
        .filter_map(|(holds, standing)| holds.then_some(standing))
    }
}

/// The caller's own things.
#[derive(Clone, Copy, Debug)]
pub struct Oneself;

impl Place for Oneself {
    async fn locate(
        &self,
        _conn: &mut PgConnection,
        _caller: &Caller,
        _today: NaiveDate,
    ) -> Result<Option<Located>> {
        Ok(Some(Located {
            organization: None,
            ties: Ties {
                oneself: true,
                ..Ties::default()
            },
            only_for: None,
        }))
    }
}
