//! A meeting as a place: for its organisation, and for who stands on its frozen roster.

use crate::access::{Action, Caller, Located, Place};
use crate::base::{Id, Result};
use crate::directory::OrganizationPlace;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// One meeting.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeetingPlace(pub(super) Id);

impl Place for MeetingPlace {
    async fn locate(
        &self,
        conn: &mut PgConnection,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Option<Located>> {
        let found = sqlx::query!(
            r#"select
                m.organization,
                m.state = 'DRAFT' as "is_draft!",
                exists (
                    select
                    from meetings.roster r
                    where r.meeting = $1
                      and r.member = $2
                ) as "on_roster!"
            from meetings.meetings m
            where m.id = $1"#,
            self.0,
            caller.member,
        )
        .fetch_optional(&mut *conn)
        .await?;
        let Some(found) = found else { return Ok(None) };
        let organization = OrganizationPlace(found.organization);
        let mut located = organization.locate(conn, caller, today).await?;
        if let Some(located) = &mut located {
            located.ties.on_roster = found.on_roster;
            located.only_for = found.is_draft.then_some(Action::RunMeeting);
        }
        Ok(located)
    }
}
