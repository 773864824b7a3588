//! Meetings of organisations that ended: what was not held yet goes to whoever carries on, what was held stays.

use super::audience::{self, Calling};
use super::{Kind, State, store};
use crate::base::{Id, Result, vietnam};
use crate::directory::organizations::{self, Succession};
use crate::notices;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// How many meetings of some organisations are not finished.
pub async fn pending(conn: &mut PgConnection, organizations: &[Id]) -> Result<i64> {
    store::count_unfinished(conn, organizations).await
}

/// Carries the drafts and the issued meetings of what an event ended to those who carry on, and tells them of the issued
/// ones. An open meeting stays where its roster was frozen: whoever runs the successor closes it there. Told twice,
/// nothing is left to carry.
pub async fn carry(conn: &mut PgConnection, now: DateTime<Utc>, event: Id) -> Result<()> {
    let today = vietnam::day_of(now);
    for Succession { ended, heir, .. } in organizations::ended_by(conn, event, today).await? {
        let name = organizations::name(conn, heir, today).await?.unwrap_or_default();
        for carried in store::hand_over(conn, ended, heir).await? {
            if State::read(&carried.state)? != State::Issued {
                continue;
            }
            let calling = Calling {
                meeting: carried.id,
                organization: heir,
                kind: Kind::read(&carried.kind)?,
                starts_at: carried.starts_at,
            };
            let title = format!("Chuyển về {name}: {}", carried.title);
            let body = format!(
                "Cuộc họp lúc {}, tại {}, nay do {name} tổ chức. Đề nghị đồng chí xem lại chương trình và trả lời.",
                vietnam::written(carried.starts_at),
                carried.place
            );
            audience::tell(conn, now, calling, (notices::Kind::MeetingChanged, title, body)).await?;
        }
    }
    Ok(())
}
