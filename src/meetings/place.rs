//! A meeting as a place: who belongs to it, and that one never issued is there only for who runs it.

use super::store;
use crate::access::{Action, Caller, Located, Place, Ties};
use crate::base::{Id, Result};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A meeting.
#[derive(Clone, Copy, Debug)]
pub struct MeetingPlace(pub Id);

impl Place for MeetingPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let Some(tie) = store::tie(conn, self.0, caller.member, today).await? else {
            return Ok(None);
        };
        Ok(Some(Located {
            organization: Some(tie.organization),
            ties: Ties {
                member: tie.member,
                on_roster: tie.on_roster,
                // A part in a meeting is that of somebody who is called to it.
                chair: tie.chair && tie.member,
                minutes_taker: tie.minutes_taker && tie.member,
                ..Ties::default()
            },
            only_for: (!tie.issued).then_some(Action::RunMeeting),
        }))
    }
}
