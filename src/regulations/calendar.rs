//! Working days: weekends and dated days off, and Saturdays that were worked instead.

use crate::base::Result;
use chrono::{Datelike, NaiveDate, Weekday};
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// The days that are not what their weekday says. A year whose days off are not published yet has none.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    is_worked: BTreeMap<NaiveDate, bool>,
}

impl Calendar {
    /// A calendar of exceptions: whether each day is worked.
    pub fn new(days: impl IntoIterator<Item = (NaiveDate, bool)>) -> Self {
        Self {
            is_worked: days.into_iter().collect(),
        }
    }

    /// Whether offices work on a day.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        let is_weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.is_worked.get(&day).copied().unwrap_or(is_weekday)
    }
}

/// The calendar between two days, both included.
pub async fn calendar(conn: &mut PgConnection, from: NaiveDate, to: NaiveDate) -> Result<Calendar> {
    let rows = sqlx::query!(
        "select day, is_worked
         from regulations.holidays
         where day between $1 and $2",
        from,
        to,
    )
    .fetch_all(conn)
    .await?;
    Ok(Calendar::new(
        rows.into_iter().map(|row| (row.day, row.is_worked)),
    ))
}
