//! A watched meeting at one moment, read once for all who watch.

use crate::attendance::lists::{self, Listing, Sight};
use crate::attendance::{Counts, Row};
use crate::base::{Id, Result};
use crate::meetings::State;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// Scenes that are remembered by their marks.
const REMEMBERED: usize = 64;

/// Everything that may be told, before it is known whom.
#[derive(Clone, Debug)]
pub(in crate::attendance) struct Scene {
    /// Changes whenever anything here may have changed.
    pub(in crate::attendance) mark: String,
    pub(in crate::attendance) state: State,
    pub(in crate::attendance) counts: Counts,
    pub(in crate::attendance) at: DateTime<Utc>,
    rows: Vec<Row>,
    /// Marks of earlier scenes, and when each gave way to the next.
    past: Vec<(String, DateTime<Utc>)>,
}

impl Scene {
    /// Reads a meeting that does not look as it did before.
    pub(super) async fn read(
        conn: &mut PgConnection,
        meeting: Id,
        (mark, state): (String, State),
        (at, before): (DateTime<Utc>, Option<&Self>),
    ) -> Result<Self> {
        let Listing { counts, rows, .. } = lists::listed(conn, meeting, Sight::EVERYTHING).await?;
        Ok(Self {
            mark,
            state,
            counts,
            at,
            rows,
            past: before
                .map(|before| before.past_and_present(at))
                .unwrap_or_default(),
        })
    }

    fn past_and_present(&self, at: DateTime<Utc>) -> Vec<(String, DateTime<Utc>)> {
        let forgotten = (self.past.len() + 1).saturating_sub(REMEMBERED);
        let kept = self.past.iter().skip(forgotten).cloned();
        kept.chain([(self.mark.clone(), at)]).collect()
    }

    /// Since when something newer than the scene of a mark could have been read; always, when it is long forgotten.
    pub(super) fn behind_since(&self, mark: &str) -> DateTime<Utc> {
        let gone = self.past.iter().find(|(past, _)| past == mark);
        gone.map_or(DateTime::UNIX_EPOCH, |(_, at)| *at)
    }

    /// Rows that the caller sees and that did not look like this in an earlier scene.
    pub(super) fn news(&self, sight: Sight, before: Option<(&Self, Sight)>) -> Vec<Row> {
        let told: HashMap<Id, Row> = before
            .into_iter()
            .flat_map(|(scene, sight)| scene.rows.iter().filter_map(move |row| sight.of(row.clone())))
            .map(|row| (row.standing.member, row))
            .collect();
        let seen = self.rows.iter().filter_map(|row| sight.of(row.clone()));
        seen.filter(|row| told.get(&row.standing.member) != Some(row))
            .collect()
    }
}
